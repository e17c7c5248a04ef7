"""The figures of one year, as the annual report quotes them."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import QueryableAttribute, Session

from disclosure.casework import programmes
from disclosure.casework.reporting.conflicts import found_in
from disclosure.casework.reporting.counting import FILED, REQUIRED, count, cycle_of, of_cycle
from disclosure.casework.reporting.drawn import drawn_in
from disclosure.casework.scheduling import open_reason
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import UNDER_REVIEW, CycleState
from disclosure.domain.statistics import (
    Breakdown,
    OpenFigures,
    breakdown,
    open_at_year_end,
    per_cent,
)
from disclosure.models import Cycle, Entity, Filing, OpenReason, Organisation, Outcome


class CountedGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A group of entities, or a sum over several, counted."""

    code: str
    required: int
    filed: int
    not_filed: int
    rate: float | None
    """Filed, in per cent of required."""
    share: float | None
    """Required, in per cent of all who had to file."""


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """One year in figures, flat as JSON. Shares are per cent to one decimal place, None of nothing."""

    year: int
    provisional: bool
    """The cycle is not closed: figures still move."""
    filers: int
    """People who had to file."""
    first_time: int
    first_time_share: float | None
    filed: int
    compliance_rate: float | None
    non_filers: int
    late: int
    """Of those who filed."""
    referred: int
    open_at_year_end: int
    """Filed and not closed: when the cycle closed, or now while it runs."""
    open_share: float | None
    open_reasons: dict[str, int]
    outcomes: dict[str, int]
    """Of the closed reviews."""
    drawn: int
    """Filings to be verified, for whatever reason; all 0 before the draw is run."""
    sampled: int
    """Of those, hit by chance."""
    carried_over: int
    """Of those, with unfinished verification of an earlier cycle, whether or not chance hit them too."""
    verification_complete: int
    """Of those, filed, and every document that was asked for is accepted."""
    conflict_filers: int
    """People with at least one conflict."""
    conflict_share: float | None
    conflict_items: int
    """All conflicts; one person can have several."""
    conflict_items_by_category: dict[str, int]
    """In the order of the annual report."""
    groups: tuple[CountedGroup, ...]
    subtotals: tuple[CountedGroup, ...]
    """Every sum of the programme, printed in the table or only quoted."""


class _Counted(msgspec.Struct, frozen=True):
    group: str
    required: int
    filed: int
    first_time: int
    late: int
    referred: int


def statistics(db: Session, *, by: Actor, organisation: Organisation, year: int) -> Statistics:
    """Return the figures of a year, each counted by the database. Raises NotFound without a cycle."""
    cycle = cycle_of(db, by=by, organisation=organisation, year=year)
    groups = _by_group(db, cycle)
    filers, filed = sum(one.required for one in groups), sum(one.filed for one in groups)
    first_time = sum(one.first_time for one in groups)
    still_open = open_now(db, cycle, required=filers)
    drawn, found = drawn_in(db, cycle), found_in(db, cycle, required=filers)
    programme = programmes.of(cycle)
    return Statistics(
        year=year,
        provisional=cycle.state is not CycleState.CLOSED,
        filers=filers,
        first_time=first_time,
        first_time_share=_share(per_cent(first_time, filers)),
        filed=filed,
        compliance_rate=_share(per_cent(filed, filers)),
        non_filers=filers - filed,
        late=sum(one.late for one in groups),
        referred=sum(one.referred for one in groups),
        open_at_year_end=still_open.reasons.whole,
        open_share=_share(still_open.share),
        open_reasons=_flat(still_open.reasons),
        outcomes=_flat(ended(db, cycle)),
        drawn=drawn.drawn,
        sampled=drawn.sampled,
        carried_over=drawn.carried_over,
        verification_complete=drawn.complete,
        conflict_filers=found.filers,
        conflict_share=_share(found.share),
        conflict_items=found.items.whole,
        conflict_items_by_category=_flat(found.items),
        groups=tuple(_summed(group.code, [group.code], groups) for group in programme.groups),
        subtotals=tuple(_summed(sum_.code, sum_.groups, groups) for sum_ in programme.subtotals),
    )


def _share(exact: Decimal | None) -> float | None:
    return None if exact is None else float(exact)


def _flat(counts: Breakdown) -> dict[str, int]:
    return {part.code: part.count for part in counts.parts}


def _by_group(db: Session, cycle: Cycle) -> list[_Counted]:
    rows = db.execute(
        select(
            Entity.group,
            count("required", REQUIRED),
            count("filed", FILED),
            count("first_time", REQUIRED, Filing.first_time),
            count("late", FILED, Filing.late),
            count("referred", Filing.referred),
        )
        .join(Entity, Entity.id == Filing.entity_id)
        .where(*of_cycle(cycle))
        .group_by(Entity.group)
    )
    return [_Counted(*row) for row in rows]


def _summed(code: str, summed: Collection[str], groups: list[_Counted]) -> CountedGroup:
    required = sum(one.required for one in groups if one.group in summed)
    filed = sum(one.filed for one in groups if one.group in summed)
    return CountedGroup(
        code=code,
        required=required,
        filed=filed,
        not_filed=required - filed,
        rate=_share(per_cent(filed, required)),
        share=_share(per_cent(required, sum(one.required for one in groups))),
    )


def open_now(db: Session, cycle: Cycle, *, required: int) -> OpenFigures:
    """Count what the close of the cycle wrote down, or while it runs what it would write down now."""
    if cycle.state is CycleState.CLOSED:
        counts = _tally(db, cycle, Filing.open_at_close, Filing.open_at_close.is_not(None))
    else:
        counts = _tally(db, cycle, open_reason(), Filing.state.in_(UNDER_REVIEW))
    return open_at_year_end(counts, order=[reason.value for reason in OpenReason], required=required)


def ended(db: Session, cycle: Cycle) -> Breakdown:
    """Count the closed reviews by how they ended."""
    counts = _tally(db, cycle, Filing.outcome, Filing.outcome.is_not(None))
    return breakdown(counts, order=[outcome.value for outcome in Outcome])


def _tally(
    db: Session, cycle: Cycle, key: ColumnElement[Any] | QueryableAttribute[Any], which: ColumnElement[bool]
) -> dict[str, int]:
    rows = db.execute(
        select(key.label("counted"), count("times")).where(*of_cycle(cycle), which).group_by("counted")
    )
    return {str(code): times for code, times in rows}
