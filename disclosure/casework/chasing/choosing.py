"""Reminding chosen people out of turn: of a list that somebody looked at, and of nobody else.

The ladder goes on beside it. Nobody is written to twice on one day.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework.chasing.addressing import filers
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import UNFILED, CycleState
from disclosure.domain.programme import LetterKind
from disclosure.errors import WrongState
from disclosure.models import Account, Cycle, Filing, Letter, Person

Named = TypeVar("Named", UUID, str)
NAMED_AT_ONCE = 10_000
"""How many ids one statement names; SQLite takes 32,766."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A letter to somebody who was chosen, and still owes a statement."""

    filing: Filing
    person: Person
    to: Person | Account
    day: date

    @property
    def kind(self) -> LetterKind:
        """A reminder while there is time, a notice that it is overdue after."""
        return LetterKind.OVERDUE if self.filing.due_at <= clock.now() else LetterKind.REMINDER

    @property
    def occasion(self) -> str:
        """One letter for a person, a due date and a day."""
        return f"chosen:{self.filing.id}:{self.filing.due_on}:{self.day}"


def chosen(db: Session, *, by: Actor, cycle: Cycle, filings: Collection[UUID]) -> list[Chosen]:
    """Return the letters that `remind_chosen` would write now: to whoever owes, and has none of today.

    Nobody is among them unless the cycle is open.
    """
    demand(by, Permission.REMINDER_WRITE, cycle)
    if cycle.state is not CycleState.OPEN:
        return []
    today = clock.now().date()
    found = [
        Chosen(filing, person, to, today)
        for some in _parts(filings)
        for filing, person, to in filers(
            db, Filing.cycle_id == cycle.id, Filing.id.in_(some), Filing.state.in_(UNFILED)
        )
    ]
    written = _written(db, [one.occasion for one in found])
    return [one for one in found if one.occasion not in written]


def remind_chosen(db: Session, *, by: Actor, cycle: Cycle, filings: Collection[UUID]) -> list[Letter]:
    """Write to those of `filings` who owe a statement at this moment, each once a day.

    Raises WrongState when the cycle is not open.
    """
    demand(by, Permission.REMINDER_WRITE, cycle)
    if cycle.state is not CycleState.OPEN:
        raise WrongState(
            f"The cycle of {cycle.year} is {cycle.state.value}: reminders go out while it is open."
        )
    due = {one.occasion: one for one in chosen(db, by=by, cycle=cycle, filings=filings)}
    letters: list[Letter] = []
    for kind in (LetterKind.REMINDER, LetterKind.OVERDUE):
        addressed = [
            mail.Addressed(
                to=one.to,
                occasion=occasion,
                filing=one.filing,
                params={"year": cycle.year, "due_on": one.filing.due_on},
            )
            for occasion, one in due.items()
            if one.kind is kind
        ]
        letters += mail.write_all(db, kind, addressed, organisation_id=cycle.organisation_id)
    lines = [(letter.filing_id, {"letter_id": letter.id, "step": "chosen"}) for letter in letters]
    if lines:
        ledger.record_all(db, by, "reminder:written", lines, organisation_id=cycle.organisation_id)
    db.flush()
    return letters


def _written(db: Session, occasions: Collection[str]) -> set[str]:
    return {
        occasion
        for some in _parts(occasions)
        for occasion in db.scalars(select(Letter.occasion).where(Letter.occasion.in_(some)))
    }


def _parts(whole: Collection[Named]) -> Iterator[list[Named]]:
    rows = list(whole)
    for at in range(0, len(rows), NAMED_AT_ONCE):
        yield rows[at : at + NAMED_AT_ONCE]
