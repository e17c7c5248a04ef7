"""The review work of a period in figures, for the reviewer's contract: no content, no filer.

Nothing is hidden in small numbers: these are counts of work, and they stay
between the office and its reviewers. Days are working days, Monday to Friday,
between dates in UTC.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.access import Permission, demand, permits
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import SATURDAY_AND_SUNDAY
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Account, Case, DocketLine, Filing, Organisation, Outcome

BANDS = ((0, 7), (8, 14), (15, 30), (31, None))
"""Ages in working days, both ends included."""
MEDIAN, NINE_IN_TEN = 0.5, 0.9
ONE_DAY = timedelta(days=1)


class Period(NamedTuple):
    """A first and a last day, both included."""

    first: date
    last: date

    def holds(self, instant: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
        """Return that a column's instant is in the period."""
        begins = datetime.combine(self.first, time.min, tzinfo=UTC)
        ends = datetime.combine(self.last + ONE_DAY, time.min, tzinfo=UTC)
        return and_(instant >= begins, instant < ends)


class Days(NamedTuple):
    """How long something took: how often it was done, and within how many days half and nine in ten were."""

    number: int
    median: int | None
    nine_in_ten: int | None


class Work(NamedTuple):
    """The work of one reviewer, or of all of them together.

    `filed` counts the cases filed in the period by the state in which they are
    now; `ages` those of them that are open, by band; the rest is of what was
    first claimed or closed in the period, whenever it was filed.
    """

    states: Mapping[FilingState, int]
    ages: tuple[int, ...]
    to_first_act: Days
    to_close: Days
    outcomes: Mapping[Outcome, int]

    @property
    def filed(self) -> int:
        """Cases filed in the period."""
        return sum(self.states.values())

    @property
    def open(self) -> int:
        """Those of them that are not closed."""
        return sum(self.ages)


class Workload(NamedTuple):
    """The work of a period: in all, for whoever may see that, and by reviewer."""

    period: Period
    total: Work | None
    reviewers: list[tuple[str | None, Work]]
    """By name; None for cases that nobody reviews."""


class _Tally:
    """What is counted of one reviewer while the rows are read."""

    def __init__(self) -> None:
        self.states: Counter[FilingState] = Counter()
        self.ages: Counter[int] = Counter()
        self.outcomes: Counter[Outcome] = Counter()
        self.first_acts: Counter[int] = Counter()
        self.closes: Counter[int] = Counter()

    def work(self) -> Work:
        return Work(
            states=dict(self.states),
            ages=tuple(self.ages[place] for place in range(len(BANDS))),
            to_first_act=days_of(self.first_acts),
            to_close=days_of(self.closes),
            outcomes=dict(self.outcomes),
        )

    def add(self, other: "_Tally") -> None:
        for name, counter in vars(other).items():
            getattr(self, name).update(counter)


def workload(db: Session, *, by: Actor, organisation: Organisation, period: Period) -> Workload:
    """Count the work of a period. Reviewers see their own; approvers and the ethics office see all."""
    demand(by, Permission.WORKLOAD_SEE, organisation)
    sees_all = permits(by, Permission.WORKLOAD_SEE_ALL, organisation)
    here = [DocketLine.organisation_id == organisation.id]
    if not sees_all:
        here.append(DocketLine.reviewer_id == by.named())
    tallies: dict[UUID | None, _Tally] = defaultdict(_Tally)
    _count_states(db, here, period, tallies)
    _count_outcomes(db, here, period, tallies)
    _count_first_acts(db, here, period, tallies, organisation_id=organisation.id)
    if not sees_all:
        tallies[by.named()]  # whoever did nothing sees that
    wanted = select(Account.id, Account.name).where(Account.id.in_(one for one in tallies if one))
    names = {row.id: row.name for row in db.execute(wanted)}
    total = _Tally()
    for tally in tallies.values():
        total.add(tally)
    rows = [(names.get(one) if one else None, tally.work()) for one, tally in tallies.items()]
    return Workload(
        period,
        total.work() if sees_all else None,
        sorted(rows, key=lambda row: (row[0] is None, row[0] or "")),
    )


def days_of(counted: Mapping[int, int]) -> Days:
    """Return count, median and ninth decile by nearest rank: so many days or fewer for that share of all."""
    count = sum(counted.values())
    return Days(count, _within(counted, MEDIAN, count), _within(counted, NINE_IN_TEN, count))


def _within(counted: Mapping[int, int], share: float, count: int) -> int | None:
    rank, seen = ceil(share * count), 0
    for days in sorted(counted):
        seen += counted[days]
        if seen >= rank:
            return days
    return None


def _count_states(
    db: Session, here: list[ColumnElement[bool]], period: Period, tallies: dict[UUID | None, _Tally]
) -> None:
    now = clock.now()
    band = case(
        *(
            (DocketLine.filed_at < _aged(first, at=now), place)
            for place, (first, _last) in reversed(list(enumerate(BANDS)))
            if first
        ),
        else_=0,
    )
    grouped = (DocketLine.reviewer_id, DocketLine.state, band)
    rows = select(*grouped, func.count()).where(*here, period.holds(DocketLine.filed_at)).group_by(*grouped)
    for reviewer, state, place, number in db.execute(rows):
        tallies[reviewer].states[FilingState(state)] += number
        if state != FilingState.CLOSED:
            tallies[reviewer].ages[place] += number


def _count_outcomes(
    db: Session, here: list[ColumnElement[bool]], period: Period, tallies: dict[UUID | None, _Tally]
) -> None:
    grouped = (
        DocketLine.reviewer_id,
        Filing.outcome,
        _day(db, DocketLine.filed_at),
        _day(db, DocketLine.closed_at),
    )
    rows = db.execute(
        select(*grouped, func.count())
        .join_from(DocketLine, Filing, Filing.id == DocketLine.filing_id)
        .where(*here, DocketLine.closed_at.is_not(None), period.holds(DocketLine.closed_at))
        .group_by(*grouped)
    ).all()
    took = _working_days((row[2] for row in rows), (row[3] for row in rows))
    for (reviewer, outcome, _filed, _closed, number), days in zip(rows, took, strict=True):
        if outcome is not None:
            tallies[reviewer].outcomes[outcome] += number
        tallies[reviewer].closes[days] += number


def _count_first_acts(
    db: Session,
    here: list[ColumnElement[bool]],
    period: Period,
    tallies: dict[UUID | None, _Tally],
    *,
    organisation_id: UUID,
) -> None:
    grouped = (DocketLine.reviewer_id, _day(db, DocketLine.filed_at), _day(db, Case.first_claimed_at))
    rows = db.execute(
        select(*grouped, func.count())
        .join_from(Case, DocketLine, DocketLine.filing_id == Case.filing_id)
        .where(Case.organisation_id == organisation_id, *here, period.holds(Case.first_claimed_at))
        .group_by(*grouped)
    ).all()
    took = _working_days((row[1] for row in rows), (row[2] for row in rows))
    for (reviewer, _filed, _claimed, number), days in zip(rows, took, strict=True):
        tallies[reviewer].first_acts[days] += number


def _aged(days: int, *, at: datetime) -> datetime:
    """Return the instant before which came what is `days` working days old, or older."""
    day, left = at.astimezone(UTC).date(), days
    while left:
        left -= day.weekday() not in SATURDAY_AND_SUNDAY
        day -= ONE_DAY
    return datetime.combine(day + ONE_DAY, time.min, tzinfo=UTC)


def _day(db: Session, instant: Any) -> ColumnElement[Any]:  # noqa: ANN401 - a column
    """Return the date of an instant in UTC, as the database says it."""
    if db.get_bind().dialect.name == "postgresql":
        return func.date(func.timezone("UTC", instant))
    return func.date(instant)


def _working_days(since: Iterable[Any], until: Iterable[Any]) -> list[int]:
    """Return for each pair of dates how many working days began after the first and not after the second."""
    one = np.timedelta64(1, "D")
    first = np.array([str(day) for day in since], dtype="datetime64[D]")
    last = np.array([str(day) for day in until], dtype="datetime64[D]")
    return [int(days) for days in np.maximum(np.busday_count(first + one, last + one), 0)]
