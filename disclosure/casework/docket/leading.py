"""Which index leads to the cases of a strand, and what is then asked of each case it led to.

Where several could lead, the one that leads to the fewest does. No page looks
through more than `MOST_LOOKED_THROUGH` cases of a strand: when so many were
not enough, the page ends there and the next one goes on, so that rare
combinations of filters cost no more among a million cases than among a few.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, false, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from disclosure.access import Permission, where
from disclosure.casework.docket.filters import Filters, passing
from disclosure.casework.docket.views import LAST_LATE, Strand, may_approve
from disclosure.clock import now
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FilingState
from disclosure.models import DocketLine

MOST_LOOKED_THROUGH = 2000
LATELY = timedelta(days=7)
"""For how long a closed case is listed; it is found for ever."""

NOTHING = Filters()
READERS = 256
"""For how many readers a process keeps the statements that are asked again with every page."""
Column = InstrumentedAttribute[Any]
_COLUMNS: Mapping[str, Column] = {
    "organisation": DocketLine.organisation_id,
    "reviewer": DocketLine.reviewer_id,
    "entity": DocketLine.entity_id,
    "cycle": DocketLine.cycle_id,
}


class Led(NamedTuple):
    """A strand as it is looked up: what its index answers, and what is asked of each case then."""

    by_index: tuple[ColumnElement[bool], ...]
    of_each: tuple[ColumnElement[bool], ...]
    closed: bool = False
    few: bool = False
    """Whether its index holds only the cases of which a fact is true."""


def led(db: Session, strands: Sequence[Strand], filters: Filters, *, by: Actor) -> list[Led]:
    """Return how each strand is looked up. Those that the filters rule out are left out."""
    possible = [one for one in strands if _is_possible(one, filters)]
    leader = _leader(db, possible, filters)
    return [_led(one, filters, by=by, leader=leader) for one in possible]


def unfiltered(strands: Sequence[Strand], *, by: Actor) -> list[Led]:
    """Return how each strand is looked up where nothing narrows it: the same for a reader at any time."""
    [leader] = _able(strands, NOTHING) or ["organisation"]
    return [_led(one, NOTHING, by=by, leader=leader) for one in strands]


def wholly(strand: Strand, filters: Filters, *, by: Actor) -> list[ColumnElement[bool]]:
    """Return every condition of a strand, for cases that were found by something else."""
    if not _is_possible(strand, filters):
        return [false()]
    if strand.is_closed:
        found = DocketLine.closed_at.is_not(None) if strand.fact is None else _fact(strand)
        return [found, *_of_each(strand, filters, by=by)]
    one = _led(strand, filters, by=by, leader="organisation")
    return [*one.by_index, *one.of_each]


def _is_possible(strand: Strand, filters: Filters) -> bool:
    wanted, reviewer = filters.state, filters.reviewer_id
    return (
        (wanted is None or strand.state in (None, wanted))
        and (reviewer is None or strand.reviewer_id in (None, reviewer))
        and filters.cycle_ids != ()
    )


def _leader(db: Session, strands: Sequence[Strand], filters: Filters) -> str:
    """Return what leads to the fewest cases."""
    able = _able(strands, filters)
    if len(able) <= 1:
        return able[0] if able else "organisation"
    stated = _stated(strands)
    return min(able, key=lambda name: _reach(db, name, stated, filters))


def _able(strands: Sequence[Strand], filters: Filters) -> list[str]:
    """Return what could lead to the cases of all strands; the organisation only where nothing else does."""
    stated = _stated(strands)
    able = [name for name in _COLUMNS if all(name in _values(one, filters) for one in stated)]
    return (able[1:] or able) if stated else []


def _stated(strands: Sequence[Strand]) -> list[Strand]:
    """Return the strands of open cases in certain states."""
    return [one for one in strands if one.states or one.state not in (None, FilingState.CLOSED)]


def _reach(db: Session, leader: str, strands: Sequence[Strand], filters: Filters) -> int:
    """Count the cases to which something leads, up to as many as are looked through."""
    values = {_values(one, filters)[leader] for one in strands}
    some = (
        select(DocketLine.filing_id)
        .where(
            _COLUMNS[leader].in_(values),
            DocketLine.state.in_({one.state for one in strands}),
            DocketLine.closed_at.is_(None),
        )
        .limit(MOST_LOOKED_THROUGH + 1)
    )
    return db.scalar(select(func.count()).select_from(some.subquery())) or 0


def _values(strand: Strand, filters: Filters) -> dict[str, UUID]:
    """Return what the cases of a strand have in common, by the name of the index that leads to it."""
    reviewer = strand.reviewer_id or filters.reviewer_id
    found = {
        "organisation": strand.organisation_id,
        "reviewer": reviewer,
        "entity": filters.entity_id,
        "cycle": filters.cycle_ids[0] if filters.cycle_ids and len(filters.cycle_ids) == 1 else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _led(strand: Strand, filters: Filters, *, by: Actor, leader: str) -> Led:
    values = _values(strand, filters)
    closed = strand.state is FilingState.CLOSED
    if closed or strand.fact is not None:
        leader = "reviewer" if strand.fact is None and "reviewer" in values else "organisation"
    by_index = [_COLUMNS[leader] == values[leader]]
    if closed and strand.fact is not None:
        by_index.append(_fact(strand))
    elif closed:
        by_index.append(DocketLine.closed_at >= bindparam("lately", callable_=_lately))
    else:
        by_index += [DocketLine.closed_at.is_(None), _fact(strand)]
    if strand.late_only:
        by_index.append(DocketLine.rank <= LAST_LATE)
    others = [
        _COLUMNS[name] == value for name, value in values.items() if name not in (leader, "organisation")
    ]
    few = strand.fact is not None
    return Led(tuple(by_index), (*others, *_of_each(strand, filters, by=by)), closed, few)


def _lately() -> datetime:
    """Return since when closed cases are listed, at each use of a statement anew."""
    return now() - LATELY


def _fact(strand: Strand) -> ColumnElement[bool]:
    """Return what a strand's index is limited to, as that index itself says it: with no parameter in it."""
    if strand.states:
        return DocketLine.state.in_(strand.states)
    facts: Mapping[str, ColumnElement[bool]] = {
        "not_sure": DocketLine.not_sure > literal_column("0"),
        "dropped_to_nil": DocketLine.dropped_to_nil.expression,
        "later_matches": DocketLine.later_matches > literal_column("0"),
        "senior": DocketLine.senior.expression,
        "sampled": DocketLine.sampled.expression,
    }
    return DocketLine.state == strand.state if strand.fact is None else facts[strand.fact]


def _of_each(strand: Strand, filters: Filters, *, by: Actor) -> Iterator[ColumnElement[bool]]:
    if strand.fact is not None and filters.state is not None:
        yield DocketLine.state == filters.state
    if filters.cycle_ids is not None and len(filters.cycle_ids) > 1:
        yield DocketLine.cycle_id.in_(filters.cycle_ids)
    if strand.to_approve:
        yield may_approve(by)
    if by.person_id is not None:  # nobody sees their own case
        yield where(by, Permission.CASE_SEE, DocketLine)
    yield from passing(filters, at=now())
