"""What a designation brings: a filing due at a day's end where the person serves, an account, a letter."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from disclosure import clock, mail
from disclosure.casework import accounts, programmes
from disclosure.casework.designating.offering import offer
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import due_instant, entry_due, filing_due
from disclosure.domain.lifecycle import CycleState, DesignationState, FilingState
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import WrongState
from disclosure.models import Account, Cycle, Designation, Filing, FilingKind, Person

TOKEN_BYTES = 16
NAMED_AT_ONCE = 1_000
"""More rows than this are read by a condition, not by naming each."""
due_at = lru_cache(maxsize=1_000)(due_instant)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One filing to be owed by a person, on a ground.

    `designation_id` names the designation if there is one already; `since` the
    day on which the filing begins to be owed, if that is not today.
    """

    person: Person
    ground: str
    designation_id: UUID | None = None
    kind: FilingKind = FilingKind.ANNUAL
    since: date | None = None


@dataclass(slots=True)
class Today:
    """The present day at each duty station of a programme."""

    cycle: Cycle
    instant: datetime = field(default_factory=clock.now)
    _zones: dict[str, str] = field(default_factory=dict)
    _days: dict[str, date] = field(default_factory=dict)

    def zone(self, person: Person) -> str:
        """Return the zone whose midnight ends the person's due day."""
        station = person.duty_station
        if station not in self._zones:
            self._zones[station] = programmes.of(self.cycle).calendar.zone_of(station)
        return self._zones[station]

    def at(self, zone: str) -> date:
        """Return the present day in a zone."""
        if zone not in self._days:
            self._days[zone] = self.instant.astimezone(ZoneInfo(zone)).date()
        return self._days[zone]


def demand_running(cycle: Cycle) -> None:
    """Raise WrongState when the cycle is closed: nobody comes into it or leaves it any more."""
    if cycle.state is CycleState.CLOSED:
        raise WrongState(
            message("The cycle of %(year)s is closed; who must file in it is settled.", year=cycle.year)
        )


def designation_columns(
    cycle: Cycle, person: Person, *, ground: str, state: DesignationState
) -> dict[str, Any]:
    """Return the columns of a new designation."""
    return {
        "id": uuid4(),
        "organisation_id": cycle.organisation_id,
        "cycle_id": cycle.id,
        "person_id": person.id,
        "entity_id": person.entity_id,
        "ground": ground,
        "state": state,
        "created_at": clock.now(),
    }


def oblige(db: Session, by: Actor, cycle: Cycle, obligations: Sequence[Obligation]) -> list[Filing]:
    """Let these people owe a filing, tell each by letter, and return the filings in the same order.

    Few statements whatever their number. The caller has demanded its
    permission and writes the ledger.
    """
    if not obligations:
        return []
    people = [obligation.person for obligation in obligations]
    accounts.accounts_for_people(db, by=by, organisation=cycle.organisation, people=people)
    served = _served_before(db, cycle)
    today = Today(cycle)
    designations = {
        obligation.person.id: designation_columns(
            cycle, obligation.person, ground=obligation.ground, state=DesignationState.CONFIRMED
        )
        for obligation in obligations
        if obligation.designation_id is None
    }
    filings = []
    for obligation in obligations:
        designation_id = obligation.designation_id or designations[obligation.person.id]["id"]
        filings.append(_columns(cycle, obligation, designation_id, served, today))
    if designations:
        db.execute(insert(Designation), [row | {"row_version": 1} for row in designations.values()])
    db.execute(insert(Filing), filings)
    written = _read(db, cycle, [row["id"] for row in filings])
    offer(db, cycle, people, written)
    _write_letters(db, cycle, people, written)
    return written


def account_of(db: Session, filing: Filing) -> Account:
    """Return the filer's account, which every designated person has."""
    return db.scalars(select(Account).where(Account.person_id == filing.person_id)).one()


def _served_before(db: Session, cycle: Cycle) -> set[UUID]:
    """Return who was asked to file in an earlier cycle, unless that was withdrawn."""
    earlier = (
        select(Filing.person_id)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .where(
            Filing.organisation_id == cycle.organisation_id,
            Cycle.year < cycle.year,
            Filing.state != FilingState.WITHDRAWN,
        )
    )
    return set(db.scalars(earlier))


def _columns(
    cycle: Cycle, obligation: Obligation, designation_id: UUID, served: set[UUID], today: Today
) -> dict[str, Any]:
    person = obligation.person
    zone = today.zone(person)
    due_on = _due_on(cycle, obligation, today.at(zone))
    asked_before = person.filer_since is not None and person.filer_since < cycle.year
    return {
        "id": uuid4(),
        "row_version": 1,
        "organisation_id": cycle.organisation_id,
        "cycle_id": cycle.id,
        "person_id": person.id,
        "entity_id": person.entity_id,
        "designation_id": designation_id,
        "kind": obligation.kind,
        "state": FilingState.DUE,
        "turn_since": today.instant,
        "token": secrets.token_hex(TOKEN_BYTES),
        "due_on": due_on,
        "zone": zone,
        "due_at": due_at(due_on, zone),
        "first_time": not asked_before and person.id not in served,
    }


def _due_on(cycle: Cycle, obligation: Obligation, today: date) -> date:
    programme = programmes.of(cycle)
    if obligation.kind is FilingKind.ANNUAL:
        return filing_due(programme, cycle_due_on=cycle.due_on, designated_on=today)
    return entry_due(max(today, obligation.since or today), programme)


def _read(db: Session, cycle: Cycle, ids: Sequence[UUID]) -> list[Filing]:
    """Read the new filings of a cycle in the order of `ids`, without naming thousands of them."""
    of_cycle = select(Filing).where(Filing.cycle_id == cycle.id)
    rows = db.scalars(of_cycle.where(Filing.id.in_(ids)) if len(ids) <= NAMED_AT_ONCE else of_cycle)
    filing = {row.id: row for row in rows}
    return [filing[one] for one in ids]


def _write_letters(db: Session, cycle: Cycle, people: Sequence[Person], filings: Sequence[Filing]) -> None:
    mail.write_all(
        db,
        LetterKind.DESIGNATION,
        [
            mail.Addressed(
                to=person,
                occasion=f"designation:{filing.id}",
                filing=filing,
                params={"year": cycle.year, "due_on": filing.due_on},
            )
            for person, filing in zip(people, filings, strict=True)
        ],
        organisation_id=cycle.organisation_id,
    )
