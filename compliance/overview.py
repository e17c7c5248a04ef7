"""What the page of a season shows: its table, how far it has come, how old what is owed is, what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask import g, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from compliance import places, register, standing
from compliance.filters import Filter, Standing
from compliance.standing import Line
from disclosure import clock
from disclosure.access import Permission, permits, where
from disclosure.casework import chasing, programmes, referring, rosters
from disclosure.domain.lifecycle import CycleState, ReferralState
from disclosure.domain.statistics import Breakdown
from disclosure.models import Cycle, Filing, LadderPause, Letter
from disclosure.web.languages import spoken

COUNTED_AT_MOST = 1_000
"""Statements owed up to which reminders are counted: each one's letters so far are looked at."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel; `state` names the list of its people, where the office may see who they are."""

    label: str
    count: int
    state: Standing | None


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the office, and where it is done."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters to people who had not filed: how many were written, how many came back."""

    written: int
    refused: int


@dataclass(frozen=True, slots=True)
class Season:
    """A season at one moment."""

    at: datetime
    """The time its figures are of."""
    roster_at: datetime | None
    """When a roster was last taken over: who is missing from it is in no figure."""
    lines: list[Line]
    steps: list[Step]
    ages: Breakdown
    tasks: list[Task]
    reminds: bool
    """Whether letters of the ladder can be written now, by whoever looks."""
    reminders: int | None
    """How many of them are due; None where counting them would take longer than the page may."""
    pause: LadderPause | None
    """Why none is written now, although the ladder has one due."""
    before: tuple[int, Decimal | None] | None
    """The year before, and the share that had filed in it."""
    letters: Letters

    @property
    def whole(self) -> Line:
        """The line of all entities together."""
        return self.lines[-1]


def season(cycle: Cycle) -> Season:
    """Count a season, as whoever looks may see it."""
    standings = chasing.season(g.db, by=g.actor, cycle=cycle)
    lines = standing.table(standings, programmes.of(cycle), language=spoken().code)
    reminds = cycle.state is CycleState.OPEN and permits(g.actor, Permission.REMINDER_WRITE, cycle)
    return Season(
        at=clock.now(),
        roster_at=rosters.taken_over_at(g.db, by=g.actor, organisation=cycle.organisation),
        lines=lines,
        steps=list(_steps(cycle)),
        ages=chasing.ageing(g.db, by=g.actor, cycle=cycle),
        tasks=list(_tasks(cycle)),
        reminds=reminds,
        reminders=_reminders(cycle) if reminds and lines[-1].owing <= COUNTED_AT_MOST else None,
        pause=chasing.paused(g.db, cycle=cycle) if reminds else None,
        before=_before(cycle),
        letters=_letters(cycle),
    )


def _steps(cycle: Cycle) -> Iterator[Step]:
    found = chasing.funnel(g.db, by=g.actor, cycle=cycle)
    yield Step(_("Designated, and must file"), found.designated, Standing.REQUIRED)
    yield Step(_("Started"), found.started, Standing.STARTED)
    yield Step(_("Filed"), found.filed, Standing.FILED)
    yield Step(_("Taken up by a reviewer"), found.claimed, Standing.CLAIMED)
    yield Step(_("Reviewed: nothing is asked any more, or advice is given"), found.reviewed, None)
    yield Step(_("Of those, with advice"), found.advised, None)
    yield Step(_("Review finished"), found.closed, Standing.CLOSED)


def _tasks(cycle: Cycle) -> Iterator[Task]:
    if not permits(g.actor, Permission.FILING_EXTEND, cycle):
        return
    people = _("Asked for more time: %(number)d"), _("Contest their designation: %(number)d")
    for label, state in zip(people, (Standing.ASKED, Standing.CONTESTED), strict=True):
        if number := register.count(g.db, by=g.actor, cycle=cycle, chosen=Filter(state=state)):
            yield Task(label % {"number": number}, url_for("people.index", state=state))
    prepared = [
        one
        for one in referring.referrals(g.db, by=g.actor, cycle=cycle)
        if one.state is ReferralState.PREPARED
    ]
    qualifying = sum(len(one.filings) for one in referring.candidates(g.db, by=g.actor, cycle=cycle))
    if qualifying:
        yield Task(
            _("Can be referred to their heads: %(number)d", number=qualifying), url_for("referrals.index")
        )
    if prepared:
        label = _("Referrals that wait for a second officer: %(number)d", number=len(prepared))
        yield Task(label, url_for("referrals.index"))


def _reminders(cycle: Cycle) -> int:
    due = chasing.due_reminders(g.db, by=g.actor, cycle=cycle)
    return sum(one.to is not None for one in due)


def _letters(cycle: Cycle) -> Letters:
    kinds = {rung.letter for rung in programmes.of(cycle).ladder}
    row = g.db.execute(
        select(func.count(), func.count(Letter.refused))
        .join(Filing, Filing.id == Letter.filing_id)
        .where(
            Filing.cycle_id == cycle.id, Letter.kind.in_(kinds), where(g.actor, Permission.ENTITY_SEE, Filing)
        )
    )
    return Letters(*row.one())


def _before(cycle: Cycle) -> tuple[int, Decimal | None] | None:
    earlier = places.chosen_cycle(str(cycle.year - 1))
    if earlier is None:
        return None
    standings = chasing.season(g.db, by=g.actor, cycle=earlier)
    whole = standing.total(standings, programmes.of(earlier), language=spoken().code)
    return earlier.year, whole.rate
