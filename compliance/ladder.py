"""What the page of reminders shows: the steps of the ladder, who is next, and the letters so far."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import g
from sqlalchemy import func, select

from compliance import letters
from disclosure.casework import chasing, programmes
from disclosure.casework.chasing import Reminder
from disclosure.domain.deadlines import ladder_dates
from disclosure.domain.programme import LetterKind, Rung
from disclosure.mail import Rendered
from disclosure.models import Cycle, Filing, LadderPause, Letter

SHOWN = 200
"""Names on the page; the counts are of all."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder for whoever has the cycle's own due date, and what its letter says."""

    on: date
    rung: Rung
    text: Rendered


@dataclass(frozen=True, slots=True)
class Written:
    """How many letters of a kind were written on a day (in UTC), how many are sent, how many came back."""

    on: date
    kind: str
    written: int
    sent: int
    refused: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The ladder at one moment."""

    steps: Sequence[Step]
    due: Sequence[Reminder]
    by_kind: Mapping[LetterKind, int]
    unaddressed: Sequence[Reminder]
    log: Sequence[Written]
    pause: LadderPause | None
    """While there is one, what is due is shown and not written."""

    @property
    def shown(self) -> Sequence[Reminder]:
        """The first of what is due."""
        return self.due[:SHOWN]


def plan(cycle: Cycle) -> Plan:
    """Return what is due now and what was written, without writing anything."""
    found = chasing.due_reminders(g.db, by=g.actor, cycle=cycle)
    due = [one for one in found if one.to is not None]
    return Plan(
        steps=[
            Step(on, rung, letters.sample(cycle, rung.letter))
            for on, rung in ladder_dates(programmes.of(cycle), cycle.due_on)
        ],
        due=due,
        by_kind=Counter(one.step.rung.letter for one in due),
        unaddressed=[one for one in found if one.to is None],
        log=_log(cycle),
        pause=chasing.paused(g.db, cycle=cycle),
    )


def _log(cycle: Cycle) -> list[Written]:
    on_sqlite = g.db.get_bind().dialect.name == "sqlite"
    on = func.date(Letter.written_at if on_sqlite else func.timezone("UTC", Letter.written_at))
    kinds = {rung.letter for rung in programmes.of(cycle).ladder}
    rows = g.db.execute(
        select(on, Letter.kind, func.count(), func.count(Letter.sent_at), func.count(Letter.refused))
        .join(Filing, Filing.id == Letter.filing_id)
        .where(Filing.cycle_id == cycle.id, Letter.kind.in_(kinds))
        .group_by(on, Letter.kind)
        .order_by(on.desc(), Letter.kind)
        .limit(SHOWN)
    )
    return [Written(date.fromisoformat(str(day)), *counts) for day, *counts in rows]
