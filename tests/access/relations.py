"""People in every role, and for each of them somebody's filing in every relation.

In each role there is one person of the Department of Operational Support, who
also owes a statement; the delegate is on no roster and prepares a colleague's.
Every filing has filed its statement and waits for the approval of advice,
which is when most people have something to do with it.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, designating, rosters, scheduling
from disclosure.domain.actors import ENTITY_ROLES, Role
from disclosure.models import Account, Cycle, Delegation, Filing, Organisation, Person
from tests.access.rows import around
from tests.cast import HEADER, Cast, make_keys

NOBODY, FILER, DELEGATE = "nobody", "filer", "delegate"
ROLES = (NOBODY, FILER, DELEGATE, *(role.value for role in Role))
RELATIONS = ("own", "assigned", "same entity", "other entity", "other cycle", "other organisation")
"""Whose row an address names: one's own, one whose case one was given, a colleague's of one's entity or of
another, the colleague's of the next year though the address says this one, somebody's elsewhere."""

Parts = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """Who is signed in for each role, and what an address names for each role and relation."""

    accounts: dict[str, Account]
    parts: dict[tuple[str, str], Parts]


def build(db: Session, cast: Cast) -> Stage:
    """Let everybody of every role and relation be there. The cycle of 2021 is planned as well."""
    people = _people(db, cast)
    _next_year(db, cast)
    _elsewhere(db, cast)
    found = _accounts(db, cast, people)
    delegation = Delegation(
        person_id=people[f"own-{DELEGATE}"].id, delegate_id=found[DELEGATE].id, granted_at=clock.now()
    )
    db.add(delegation)
    whose = {
        (role, relation): (_whose(people, cast, role, relation).id, _year(relation))
        for role in ROLES[1:]
        for relation in RELATIONS
    }
    filings = db.scalars(select(Filing).where(Filing.person_id.in_({person for person, _ in whose.values()})))
    named = {
        (row.person_id, row.cycle.year): around(db, cast, row, reviewer=_reviewer(people, found, row, cast))
        for row in filings.all()
        if (row.person_id, row.cycle.year) in whose.values()
    }
    parts = {cell: named[key] for cell, key in whose.items()}
    parts |= {(NOBODY, relation): parts[FILER, relation] for relation in RELATIONS}
    return Stage(found, parts)


def _people(db: Session, cast: Cast) -> dict[str, Person]:
    """Put everybody on the roster: senior enough to be asked to file."""
    names = [f"{whose}-{role}" for role in ROLES[1:] for whose in ("own", "assigned")]
    entities = dict.fromkeys(names, "DOS") | {"same": "DOS", "other": "DPO"}
    entities |= {name: "DPO" for name in names if name.startswith("assigned")}
    lines = "\n".join(
        f"{300_000 + number},{name},{name}@matrix.example,{entity},D-1,Director,,,Nairobi,en,,2012,,"
        for number, (name, entity) in enumerate(entities.items())
    )
    rows = rosters.read(db, cast.organisation, f"{HEADER}\n{lines}\n".encode())
    rosters.apply(db, by=cast.olu.actor, organisation=cast.organisation, rows=rows)
    designating.designate(db, by=cast.olu.actor, cycle=cast.cycle)
    found = db.scalars(select(Person).where(Person.email.like("%@matrix.example")))
    return {person.name: person for person in found}


def _next_year(db: Session, cast: Cast) -> None:
    _cycle(db, cast, cast.organisation, 2021)


def _elsewhere(db: Session, cast: Cast) -> None:
    _cycle(db, cast, cast.elsewhere, 2020)
    accounts.account_for_person(db, by=cast.sana.actor, person=cast.zoe)


def _cycle(db: Session, cast: Cast, organisation: Organisation, year: int) -> Cycle:
    by = cast.olu.actor if organisation is cast.organisation else cast.sana.actor
    cycle = scheduling.plan_cycle(db, by=by, organisation=organisation, year=year)
    keys_in = cast.keys.portal.directory.parent.with_name(f"keys-{organisation.code}-{year}")
    make_keys(db, by=by, cycle=cycle, directory=keys_in)
    designating.designate(db, by=by, cycle=cycle)
    return cycle


def _make_accounts(db: Session, cast: Cast, people: dict[str, Person]) -> None:
    by, organisation = cast.olu.actor, cast.organisation
    accounts.accounts_for_people(db, by=by, organisation=organisation, people=list(people.values()))


def _accounts(db: Session, cast: Cast, people: dict[str, Person]) -> dict[str, Account]:
    """Let somebody have an account in each role, as one's own act would give it."""
    _make_accounts(db, cast, people)
    by = cast.olu.actor
    found = {
        role: db.scalars(select(Account).where(Account.person_id == people[f"own-{role}"].id)).one()
        for role in ROLES[1:]
        if role != DELEGATE
    }
    for role in Role:
        entity = cast.entities["DOS"] if role in ENTITY_ROLES else None
        accounts.grant_role(db, by=by, account=found[role.value], role=role, entity=entity)
    found[DELEGATE] = accounts.create_account(
        db, by=by, organisation=cast.organisation, email="delegate@matrix.example", name="The delegate"
    )
    return found


def _reviewer(people: dict[str, Person], found: dict[str, Account], row: Filing, cast: Cast) -> UUID:
    """Say whose case a filing is: the one's to whom it is assigned, else Rosa's."""
    for role, account in found.items():
        if people[f"assigned-{role}"].id == row.person_id:
            return account.id
    return cast.rosa.account.id


def _whose(people: dict[str, Person], cast: Cast, role: str, relation: str) -> Person:
    match relation:
        case "own" | "assigned":
            return people[f"{relation}-{role}"]
        case "other entity":
            return people["other"]
        case "other organisation":
            return cast.zoe
        case _:
            return people["same"]


def _year(relation: str) -> int:
    return 2021 if relation == "other cycle" else 2020
