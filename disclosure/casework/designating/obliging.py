"""What a designation brings: a filing due at a day's end where the person serves, an account, a letter."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, mail
from disclosure.casework import accounts, programmes
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import due_instant, entry_due, filing_due
from disclosure.domain.lifecycle import CycleState, DesignationState, FilingState
from disclosure.domain.programme import LetterKind
from disclosure.errors import WrongState
from disclosure.models import Account, Cycle, Designation, Filing, FilingKind, Person

TOKEN_BYTES = 16
due_at = lru_cache(maxsize=1_000)(due_instant)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One filing to be owed. `since` is the day it begins to be owed, if that is not today."""

    person: Person
    designation: Designation
    kind: FilingKind = FilingKind.ANNUAL
    since: date | None = None


@dataclass(slots=True)
class Today:
    """The present day at each duty station of a programme."""

    cycle: Cycle
    _zones: dict[str, str] = field(default_factory=dict)

    def zone(self, person: Person) -> str:
        """Return the zone whose midnight ends the person's due day."""
        station = person.duty_station
        if station not in self._zones:
            self._zones[station] = programmes.of(self.cycle).calendar.zone_of(station)
        return self._zones[station]

    def at(self, zone: str) -> date:
        """Return the present day in a zone."""
        return clock.now().astimezone(ZoneInfo(zone)).date()


def demand_running(cycle: Cycle) -> None:
    """Raise WrongState when the cycle is closed: nobody comes into it or leaves it any more."""
    if cycle.state is CycleState.CLOSED:
        raise WrongState(f"The cycle of {cycle.year} is closed; who must file in it is settled.")


def new_designation(cycle: Cycle, person: Person, *, ground: str, state: DesignationState) -> Designation:
    """Return a designation that is not in the database yet."""
    return Designation(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        person_id=person.id,
        entity_id=person.entity_id,
        ground=ground,
        state=state,
        created_at=clock.now(),
    )


def oblige(db: Session, by: Actor, cycle: Cycle, obligations: Sequence[Obligation]) -> list[Filing]:
    """Let these people owe a filing, tell each by letter, and return the filings in the same order.

    Few statements whatever their number. The caller has demanded its
    permission and writes the ledger.
    """
    people = [obligation.person for obligation in obligations]
    accounts.accounts_for_people(db, by=by, organisation=cycle.organisation, people=people)
    served = _served_before(db, cycle)
    today = Today(cycle)
    filings = [_filing(cycle, obligation, served, today) for obligation in obligations]
    db.add_all(obligation.designation for obligation in obligations)
    db.add_all(filings)
    db.flush()
    _write_letters(db, cycle, filings)
    return filings


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


def _filing(cycle: Cycle, obligation: Obligation, served: set[UUID], today: Today) -> Filing:
    person = obligation.person
    zone = today.zone(person)
    due_on = _due_on(cycle, obligation, today.at(zone))
    asked_before = person.filer_since is not None and person.filer_since < cycle.year
    return Filing(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        person_id=person.id,
        entity_id=person.entity_id,
        designation_id=obligation.designation.id,
        kind=obligation.kind,
        state=FilingState.DUE,
        turn_since=clock.now(),
        token=secrets.token_hex(TOKEN_BYTES),
        due_on=due_on,
        zone=zone,
        due_at=due_at(due_on, zone),
        first_time=not asked_before and person.id not in served,
    )


def _due_on(cycle: Cycle, obligation: Obligation, today: date) -> date:
    programme = programmes.of(cycle)
    if obligation.kind is FilingKind.ANNUAL:
        return filing_due(programme, cycle_due_on=cycle.due_on, designated_on=today)
    return entry_due(max(today, obligation.since or today), programme)


def _write_letters(db: Session, cycle: Cycle, filings: Sequence[Filing]) -> None:
    rows = db.scalars(
        select(Account).where(
            Account.organisation_id == cycle.organisation_id, Account.person_id.is_not(None)
        )
    )
    account = {row.person_id: row for row in rows}
    mail.write_all(
        db,
        LetterKind.DESIGNATION,
        [
            mail.Addressed(
                to=account[filing.person_id],
                occasion=f"designation:{filing.id}",
                filing=filing,
                params={"year": cycle.year, "due_on": filing.due_on},
            )
            for filing in filings
        ],
        organisation_id=cycle.organisation_id,
    )
