"""The reminder ladder: planned letters, one per step, that stop when the person files.

The ladder counts from each filing's own due date, so it begins anew when that
date is put back. A step that nobody wrote on its day is caught up by the
newest one alone, never by a burst of letters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.casework.chasing.addressing import filers, heads_of, supervisors
from disclosure.casework.chasing.pausing import demand_running
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import LadderDate, ladder_dates
from disclosure.domain.lifecycle import UNFILED, CycleState
from disclosure.domain.programme import LetterKind, Programme, Recipient
from disclosure.errors import WrongState
from disclosure.models import Account, Cycle, Entity, Filing, Letter, Person

TELLS_THE_DATE = (LetterKind.DESIGNATION, LetterKind.EXTENSION)
"""Letters that have told the filer of the due date; a step of an earlier day is not caught up after one."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter of the ladder that is due. `to` is None where nobody is known to write to."""

    filing: Filing
    person: Person
    step: LadderDate
    refer_on: date
    to: Person | Account | None

    @property
    def occasion(self) -> str:
        """What makes the letter one of a kind: filing, due date, step and, of several heads, which."""
        _on, rung = self.step
        about = f"reminder:{self.filing.id}:{self.filing.due_on}:{rung.day}:{rung.letter}:{rung.to}"
        return f"{about}:{self.to.id}" if rung.to is Recipient.HEAD and self.to else about

    def told(self, year: int) -> dict[str, object]:
        """Return what this kind of letter is told."""
        known: dict[str, object] = {
            "year": year,
            "due_on": self.filing.due_on,
            "person": self.person.name,
            "refer_on": self.refer_on,
        }
        return {name: known[name] for name in mail.SHAPES[self.step.rung.letter].needs}


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one run wrote, and what it could not: letters for which nobody is known to write to."""

    letters: list[Letter]
    unaddressed: list[Reminder]

    @property
    def by_kind(self) -> Mapping[str, int]:
        """How many letters of each kind."""
        return Counter(letter.kind for letter in self.letters)


def remind(
    db: Session, *, by: Actor, cycle: Cycle, entity: Entity | None = None, today: date | None = None
) -> Reminded:
    """Write every reminder that is due: exactly those that `due_reminders` shows, each once.

    Raises WrongState when the cycle is not open, or its ladder is paused.
    """
    demand(by, Permission.REMINDER_WRITE, cycle)
    if cycle.state is not CycleState.OPEN:
        raise WrongState(
            f"The cycle of {cycle.year} is {cycle.state.value}: reminders go out while it is open."
        )
    demand_running(db, cycle=cycle)
    due = due_reminders(db, by=by, cycle=cycle, entity=entity, today=today)
    by_kind: dict[LetterKind, dict[str, Reminder]] = defaultdict(dict)
    for one in due:
        if one.to is not None:
            by_kind[one.step.rung.letter][one.occasion] = one
    letters = [
        letter
        for kind, some in by_kind.items()
        for letter in _write(db, by=by, cycle=cycle, kind=kind, some=some)
    ]
    db.flush()
    return Reminded(letters, [one for one in due if one.to is None])


def due_reminders(
    db: Session, *, by: Actor, cycle: Cycle, entity: Entity | None = None, today: date | None = None
) -> list[Reminder]:
    """Return the reminders that are due and not written, of one entity or all; none unless the cycle is open.

    `today` is each filer's own date unless given. The letter to the head that refers people is not
    among them: two persons prepare and send it (referring.py).
    """
    demand(by, Permission.REMINDER_WRITE, cycle)
    if cycle.state is not CycleState.OPEN:
        return []
    which = [
        Filing.organisation_id == cycle.organisation_id,
        Filing.cycle_id == cycle.id,
        Filing.state.in_(UNFILED),
    ]
    if entity is not None:
        which.append(Filing.entity_id == entity.id)
    written = _written(db, which)
    return [one for one in _addressed(db, cycle, which, today) if one.occasion not in written]


def _addressed(
    db: Session, cycle: Cycle, which: Sequence[ColumnElement[bool]], today: date | None
) -> Iterator[Reminder]:
    programme = programmes.of(cycle)
    now, told = clock.now(), _told(db, which)
    local_day = cache(lambda zone: today or now.astimezone(ZoneInfo(zone)).date())
    steps = cache(lambda due_on, day: _newest_steps(programme, due_on, day))
    above = (
        supervisors(db, *which, today=today or now.date())
        if _writes_to(programme, Recipient.SECOND_LEVEL)
        else {}
    )
    heads = heads_of(db, cycle.organisation_id) if _writes_to(programme, Recipient.HEAD) else {}
    for filing, person, filer in filers(db, *which):
        day = local_day(filing.zone)
        for step in steps(filing.due_on, day):
            if step.rung.to is Recipient.FILER and step.on <= told.get(filing.id, date.min):
                continue
            to: Mapping[Recipient, Sequence[Person | Account | None]] = {
                Recipient.FILER: [filer],
                Recipient.SECOND_LEVEL: [above.get(filing.id)],
                Recipient.HEAD: heads.get(filing.entity_id) or [None],
            }
            refer_on = max(day, _refer_on(programme, filing.due_on))
            yield from (Reminder(filing, person, step, refer_on, one) for one in to[step.rung.to])


def _newest_steps(programme: Programme, due_on: date, day: date) -> list[LadderDate]:
    """Return the letters of the newest day of the ladder that has come."""
    reached = [
        step
        for step in ladder_dates(programme, due_on)
        if step.on <= day and step.rung.letter is not LetterKind.REFERRAL
    ]
    newest = max((step.on for step in reached), default=None)
    return [step for step in reached if step.on == newest]


def _refer_on(programme: Programme, due_on: date) -> date:
    days = [step.on for step in ladder_dates(programme, due_on) if step.rung.letter is LetterKind.REFERRAL]
    return min(days, default=due_on)


def _writes_to(programme: Programme, recipient: Recipient) -> bool:
    return any(rung.to is recipient for rung in programme.ladder if rung.letter is not LetterKind.REFERRAL)


def _written(db: Session, which: Sequence[ColumnElement[bool]]) -> set[str]:
    return set(
        db.scalars(
            select(Letter.occasion)
            .join(Filing, Filing.id == Letter.filing_id)
            .where(*which, Letter.occasion.startswith("reminder:"))
        )
    )


def _told(db: Session, which: Sequence[ColumnElement[bool]]) -> dict[UUID, date]:
    """Return the day on which each filer was last told of a due date by another letter."""
    rows = db.execute(
        select(Letter.filing_id, func.max(Letter.written_at))
        .join(Filing, Filing.id == Letter.filing_id)
        .where(*which, Letter.kind.in_([kind.value for kind in TELLS_THE_DATE]))
        .group_by(Letter.filing_id)
    )
    return {filing_id: at.date() for filing_id, at in rows if filing_id is not None}


def _write(
    db: Session, *, by: Actor, cycle: Cycle, kind: LetterKind, some: Mapping[str, Reminder]
) -> list[Letter]:
    """Write the letters of one kind in few statements, and one line of the ledger for each."""
    letters = [
        mail.Addressed(to=one.to, occasion=occasion, filing=one.filing, params=one.told(cycle.year))
        for occasion, one in some.items()
        if one.to is not None
    ]
    written = mail.write_all(db, kind, letters, organisation_id=cycle.organisation_id)
    for letter in written:
        one = some[letter.occasion]
        ledger.record(
            db, by, "reminder:written", filing=one.filing, letter_id=letter.id, step=one.step.rung.day
        )
    return written
