"""Designating everybody on the roster whom the programme's grounds meet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.casework.designating.obliging import (
    Obligation,
    demand_running,
    oblige,
)
from disclosure.domain.actors import Actor
from disclosure.domain.grounds import grounds_for
from disclosure.domain.programme import Ground, Occasion, Programme
from disclosure.models import Cycle, Designation, Entity, Filing, FilingKind, Person

PEOPLE_AT_ONCE = 10_000
"""How many ids one statement names; SQLite takes 32,766."""

OCCASIONAL = ((Occasion.ENTRY, FilingKind.ENTRY), (Occasion.EXIT, FilingKind.EXIT))


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes a filing, on which ground, of which kind."""

    person_id: UUID
    ground: str
    designation_id: UUID | None
    kind: FilingKind
    since: date | None = None


def designate(db: Session, *, by: Actor, cycle: Cycle) -> int:
    """Designate whoever the programme's grounds meet and who is not designated yet; return how many filings.

    A person is designated on the first ground that applies. Whoever is
    designated so late that less than the programme's days would be left has
    those days (deadlines.filing_due). A ground for entry or exit asks for one
    filing in the year in which somebody comes or goes. Running it again
    designates newcomers alone.
    """
    demand(by, Permission.DESIGNATION_MAKE, cycle)
    demand_running(cycle)
    db.flush()
    owed = list(_owed(db, cycle, programmes.of(cycle)))
    obligations = _obligations(db, owed)
    filings = oblige(db, by, cycle, obligations)
    lines = [
        (filing.id, {"designation_id": filing.designation_id, "ground": obligation.ground})
        for filing, obligation in zip(filings, obligations, strict=True)
    ]
    ledger.record_all(db, by, "designation:made", lines, organisation_id=cycle.organisation_id)
    return len(filings)


def to_designate(db: Session, *, cycle: Cycle) -> int:
    """Return how many filings `designate` would ask for now."""
    return sum(1 for _one in _owed(db, cycle, programmes.of(cycle)))


def _owed(db: Session, cycle: Cycle, programme: Programme) -> Iterator[Owed]:
    """Read the columns that grounds look at, not the people: most are met by none."""

    @cache
    def grounds(grade: str, functions: tuple[str, ...], contract: str, entity: str) -> list[Ground]:
        return grounds_for(programme, grade=grade, functions=functions, contract=contract, entity_code=entity)

    today = clock.now().date()
    filed_for = {
        (row.person_id, row.kind)
        for row in db.execute(select(Filing.person_id, Filing.kind).where(Filing.cycle_id == cycle.id))
    }
    for row in db.execute(_roster(cycle)):
        if row.joined_on is not None and row.joined_on > today:
            continue
        applying = grounds(row.grade, tuple(row.functions), row.contract, row.code)
        annual = next((ground for ground in applying if Occasion.ANNUAL in ground.occasions), None)
        if annual is not None:
            if row.designation_id is None and (row.left_on is None or row.left_on >= today):
                yield Owed(row.id, annual.code, None, FilingKind.ANNUAL)
            continue
        for occasion, kind in OCCASIONAL:
            since = row.joined_on if kind is FilingKind.ENTRY else row.left_on
            ground = next((ground for ground in applying if occasion in ground.occasions), None)
            happened = ground is not None and since is not None and since.year == cycle.year
            if ground is not None and happened and (row.id, kind) not in filed_for:
                yield Owed(row.id, ground.code, row.designation_id, kind, since)


def _roster(cycle: Cycle) -> Select[*tuple[Any, ...]]:
    of_cycle = and_(Designation.person_id == Person.id, Designation.cycle_id == cycle.id)
    return (
        select(
            Person.id,
            Person.grade,
            Person.functions,
            Person.contract,
            Person.joined_on,
            Person.left_on,
            Entity.code,
            Designation.id.label("designation_id"),
        )
        .join(Entity, Entity.id == Person.entity_id)
        .outerjoin(Designation, of_cycle)
        .where(Person.organisation_id == cycle.organisation_id)
        .order_by(Person.index_number)
    )


def _obligations(db: Session, owed: Sequence[Owed]) -> list[Obligation]:
    people: dict[UUID, Person] = {}
    for at in range(0, len(owed), PEOPLE_AT_ONCE):
        some = [one.person_id for one in owed[at : at + PEOPLE_AT_ONCE]]
        people |= {person.id: person for person in db.scalars(select(Person).where(Person.id.in_(some)))}
    return [
        Obligation(people[one.person_id], one.ground, one.designation_id, one.kind, one.since) for one in owed
    ]
