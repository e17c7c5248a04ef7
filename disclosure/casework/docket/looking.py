"""One page of a list, with what its lines show; and the stamp by which a list is known to have changed."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from disclosure.access import Permission
from disclosure.casework.docket.choosing import among, choose, choose_unfiltered
from disclosure.casework.docket.filters import Filters
from disclosure.casework.docket.leading import led, wholly
from disclosure.casework.docket.lines import Line, lines_of
from disclosure.casework.docket.searching import found
from disclosure.casework.docket.views import View, organisations, strands
from disclosure.casework.places import Place
from disclosure.domain.actors import Actor
from disclosure.models import DocketLine

PAGE = 50


class Page(NamedTuple):
    """Some lines of a list, and the place after which the next page begins, if there is one.

    `looked_through` is set where the page ended because so many cases were looked
    through, and `too_many` where a search found more than it shows.
    """

    lines: list[Line]
    after: Place | None
    looked_through: int | None = None
    too_many: bool = False


class _Chosen(NamedTuple):
    places: list[Place]
    after: Place | None
    looked_through: int | None
    too_many: bool


NOTHING = Filters()


def queue(
    db: Session,
    *,
    by: Actor,
    view: View,
    filters: Filters = NOTHING,
    after: Place | None = None,
    limit: int = PAGE,
) -> Page:
    """Return one page of a list, as the reader may see it. A page begins after a place of the one before."""
    chosen = _choose(db, by, view, filters, after, limit)
    lines = lines_of(db, [place.filing_id for place in chosen.places])
    return Page(lines, chosen.after, chosen.looked_through, chosen.too_many)


def stamp(
    db: Session,
    *,
    by: Actor,
    view: View,
    filters: Filters = NOTHING,
    after: Place | None = None,
    limit: int = PAGE,
) -> str:
    """Return what differs as soon as the cases of a page, their order, holders or states do."""
    chosen = _choose(db, by, view, filters, after, limit)
    ids = [place.filing_id for place in chosen.places]
    rows = select(
        DocketLine.filing_id, DocketLine.state, DocketLine.reviewer_id, DocketLine.turn_since
    ).where(DocketLine.filing_id.in_(ids))
    stood = {row.filing_id: row for row in db.execute(rows)}
    return _digest([tuple(stood[one]) for one in ids])


def stamp_of(lines: Sequence[Line]) -> str:
    """Return the stamp of a page that was looked up already."""
    return _digest([(one.filing_id, one.state.value, one.reviewer_id, one.turn_since) for one in lines])


def _digest(rows: Sequence[tuple[object, ...]]) -> str:
    return hashlib.blake2b(repr(rows).encode(), digest_size=12).hexdigest()


def _choose(db: Session, by: Actor, view: View, filters: Filters, after: Place | None, limit: int) -> _Chosen:
    if filters.words:
        parts = strands(view, by=by)
        search = found(db, organisations(by, Permission.CASE_SEE), filters.words)
        narrowed = or_(false(), *(and_(*wholly(one, filters, by=by)) for one in parts))
        places = among(db, search.ids, narrowed, after=after, limit=limit + 1) if parts else []
        more = places[limit - 1] if len(places) > limit else None
        return _Chosen(places[:limit], more, None, search.too_many)
    if filters.chooses():
        parts = strands(view, by=by)
        places, cut = choose(db, led(db, parts, filters, by=by), after=after, limit=limit + 1)
    else:
        places, cut = choose_unfiltered(db, view, by=by, after=after, limit=limit + 1)
    if cut is not None:
        return _Chosen(places, cut.place, cut.looked_through, too_many=False)
    more = places[limit - 1] if len(places) > limit else None
    return _Chosen(places[:limit], more, None, too_many=False)
