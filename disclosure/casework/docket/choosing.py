"""Which cases a page shows: those of the strands of a list, each in the order of its index, merged."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, Uuid, bindparam, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from disclosure.casework.docket.leading import MOST_LOOKED_THROUGH, READERS, Led, unfiltered
from disclosure.casework.docket.views import View, strands
from disclosure.casework.places import Place
from disclosure.domain.actors import Actor
from disclosure.models import DocketLine
from disclosure.models.base import UtcDateTime

_FIRST_LOOK = 4
"""How many times a page's length is looked through before `MOST_LOOKED_THROUGH` are."""
_OPEN = (DocketLine.rank, DocketLine.filed_at, DocketLine.filing_id)
_CLOSED = literal(-1)
"""The rank of what is closed: its list is in the order of closing, the last one first."""

Chosen = Select[int, datetime, UUID]


class _Bound:
    """Stands for the place after which a page begins, in a statement that is built before it is known."""

    def key(self) -> tuple[ColumnElement[Any], ...]:
        return (_AFTER_RANK, _AFTER_AT, _AFTER_ID)


_AFTER_RANK = bindparam("after_rank", type_=Integer())
_AFTER_AT = bindparam("after_at", type_=UtcDateTime())
_AFTER_ID = bindparam("after_id", type_=Uuid())


class Cut(NamedTuple):
    """Where a page ended because enough was looked through."""

    place: Place
    looked_through: int


def choose(
    db: Session, parts: Sequence[Led], *, after: Place | None, limit: int
) -> tuple[list[Place], Cut | None]:
    """Return the first places of a list after another, and where the looking ended if it was cut short."""
    if not parts:
        return [], None
    for budget in (_FIRST_LOOK * limit, MOST_LOOKED_THROUGH):
        places = _merged(db, [_some(one, after, limit=limit, budget=budget) for one in parts], limit, parts)
        if len(places) == limit:
            return places, None
        ends = [_end(one, after, budget=budget) for one in parts if one.of_each]
        cut = _merged(db, ends, 1, parts) if ends else []
        if not cut:
            return places, None
    end = cut[0]
    shown = [one for one in places if (one >= end if parts[0].closed else one <= end)]
    return shown, Cut(end, MOST_LOOKED_THROUGH)


def choose_unfiltered(
    db: Session, view: View, *, by: Actor, after: Place | None, limit: int
) -> tuple[list[Place], Cut | None]:
    """Return the same of a list that nothing narrows: its statement is kept for whoever asks it again."""
    rows = _prepared(view, by, continued=after is not None, limit=limit)
    if rows is None:
        return choose(db, unfiltered(strands(view, by=by), by=by), after=after, limit=limit)
    place = {"after_rank": after.rank, "after_at": after.at, "after_id": after.filing_id} if after else {}
    return [Place(*row) for row in db.execute(rows, place)], None


@lru_cache(maxsize=READERS)
def _prepared(view: View, by: Actor, *, continued: bool, limit: int) -> Chosen | None:
    """Return the statement of a page, where its index alone answers it."""
    parts = unfiltered(strands(view, by=by), by=by)
    if not parts or any(one.of_each for one in parts):
        return None
    after = _Bound() if continued else None
    return _together([_in_order(one, after).limit(limit) for one in parts], limit, closed=parts[0].closed)


def among(
    db: Session, ids: Sequence[UUID], condition: ColumnElement[bool], *, after: Place | None, limit: int
) -> list[Place]:
    """Return the first places of cases that were found by something else, and of which a condition holds."""
    rows = (
        select(DocketLine.rank, DocketLine.filed_at, DocketLine.filing_id)
        .where(DocketLine.filing_id.in_(ids), condition)
        .order_by(*_OPEN)
        .limit(limit)
    )
    if after is not None:
        rows = rows.where(tuple_(*_OPEN) > tuple_(*after.key()))
    return [Place(*row) for row in db.execute(rows)]


def key_of(one: Led) -> tuple[Any, ...]:
    """Return the columns by which the index of a strand is in order, after those that it is led by."""
    return (DocketLine.closed_at, DocketLine.filing_id) if one.closed else _OPEN


def _in_order(one: Led, after: Place | _Bound | None) -> Chosen:
    """Return a strand by its index, in its order."""
    key = key_of(one)
    rank = _CLOSED.label("rank") if one.closed else DocketLine.rank
    rows = select(rank, key[-2].label("at"), DocketLine.filing_id).where(*one.by_index)
    if after is not None:
        place = tuple_(*(after.key()[1:] if one.closed else after.key()))
        rows = rows.where(tuple_(*key) < place if one.closed else tuple_(*key) > place)
    return rows.order_by(*(column.desc() for column in key) if one.closed else key)


def _some(one: Led, after: Place | None, *, limit: int, budget: int) -> Chosen:
    """Return the first cases of a strand that pass, of so many looked through."""
    if not one.of_each:
        return _in_order(one, after).limit(limit)
    looked = _in_order(one, after).limit(budget).subquery("looked")
    rows = (
        select(looked.c.rank, looked.c.at, looked.c.filing_id)
        .join(DocketLine, DocketLine.filing_id == looked.c.filing_id)
        .where(*one.of_each)
    )
    order = (looked.c.rank, looked.c.at, looked.c.filing_id)
    return rows.order_by(*(column.desc() for column in order) if one.closed else order).limit(limit)


def _end(one: Led, after: Place | None, *, budget: int) -> Chosen:
    """Return the last case that was looked at, if there were as many as that."""
    return _in_order(one, after).limit(1).offset(budget - 1)


def _merged(db: Session, parts: Sequence[Chosen], limit: int, of: Sequence[Led]) -> list[Place]:
    return [Place(*row) for row in db.execute(_together(parts, limit, closed=of[0].closed))]


def _together(parts: Sequence[Chosen], limit: int, *, closed: bool) -> Chosen:
    """Return the first of what several strands give, in the order of the list."""
    if len(parts) == 1:
        return parts[0]
    each = [part.subquery() for part in parts]
    merged = union_all(*(select(one.c.rank, one.c.at, one.c.filing_id) for one in each)).subquery()
    order = (merged.c.rank, merged.c.at, merged.c.filing_id)
    return select(*order).order_by(*(column.desc() for column in order) if closed else order).limit(limit)
