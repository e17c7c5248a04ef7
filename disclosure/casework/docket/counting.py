"""How many cases each list has, up to a thousand: a number that costs the same however many there are."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from disclosure.casework.docket.choosing import key_of
from disclosure.casework.docket.leading import MOST_LOOKED_THROUGH, READERS, Led, unfiltered
from disclosure.casework.docket.lines import lines_of
from disclosure.casework.docket.views import View, for_counting, strands
from disclosure.domain.actors import Actor
from disclosure.models import DocketLine

MOST_COUNTED = 1000
"""A list that has more is said to have more."""
COUNTED = tuple(view for view in View if view is not View.FOUND)


def counts(db: Session, *, by: Actor) -> dict[View, int]:
    """Return how many cases each list has, in one statement; one more than `MOST_COUNTED` means more."""
    found = db.execute(_counting(by)).one()
    return dict(zip(COUNTED, found, strict=True))


@lru_cache(maxsize=READERS)
def _counting(by: Actor) -> Select[*tuple[int, ...]]:
    """Return the statement for whoever has these roles; building it takes longer than it runs."""
    parts = (unfiltered(for_counting(strands(view, by=by)), by=by) for view in COUNTED)
    return select(*map(_number, parts))


def _number(parts: Sequence[Led]) -> ScalarSelect[int]:
    if not parts:
        return select(literal(0)).scalar_subquery()
    each = [_some(one).subquery() for one in parts]
    every = union_all(*(select(one.c.filing_id) for one in each)).subquery() if len(each) > 1 else each[0]
    first = select(every.c.filing_id).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(first).scalar_subquery()


def _some(one: Led) -> Select[UUID]:
    """Return the cases of a strand that pass, of as many as are looked through."""
    rows = select(DocketLine.filing_id).where(*one.by_index)
    if one.few:  # in the order of the index of those few, lest another one lead to them all
        rows = rows.order_by(*key_of(one))
    if not one.of_each:
        return rows.limit(MOST_COUNTED + 1)
    looked = rows.limit(MOST_LOOKED_THROUGH).subquery()
    passed = select(looked.c.filing_id).join(DocketLine, DocketLine.filing_id == looked.c.filing_id)
    return passed.where(*one.of_each).limit(MOST_COUNTED + 1)


def longest_waiting(db: Session, *, by: Actor) -> int | None:
    """Return for how many working days the oldest of the cases that wait on filers has done so."""
    parts = unfiltered(strands(View.WAITING_ON_FILER, by=by), by=by)
    each = [_oldest(one).subquery() for one in parts]
    if not each:
        return None
    rows = union_all(*(select(one.c.filing_id, one.c.turn_since) for one in each)).subquery()
    found = db.execute(select(rows.c.filing_id).order_by(rows.c.turn_since).limit(1)).scalar()
    return lines_of(db, [found])[0].age if found else None


def _oldest(one: Led) -> Select[UUID, datetime]:
    """Return the one of a strand that has waited longest, among as many as are looked through."""
    looked = select(DocketLine.filing_id, DocketLine.turn_since).where(*one.by_index)
    some = looked.limit(MOST_LOOKED_THROUGH).subquery()
    return select(some.c.filing_id, some.c.turn_since).order_by(some.c.turn_since).limit(1)
