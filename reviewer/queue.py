"""A list of the queue as its page shows it: from clear columns alone."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from flask import abort, g, url_for
from sqlalchemy import select

from disclosure.access import Permission, where
from disclosure.casework import docket
from disclosure.casework.docket import Line, View
from disclosure.casework.places import Place
from disclosure.models import Filing


class Listed(NamedTuple):
    """One page of one list, the counts of all lists, and which of its cases the reader may open."""

    view: View
    lines: list[Line]
    counts: Mapping[View, int]
    readable: Collection[UUID]
    next_url: str | None
    first_url: str | None

    def address(self, line: Line) -> str:
        """Return where a line leads: the case itself, or its cover when it is not the reader's to open."""
        page = "case.show" if line.filing_id in self.readable else "case.cover"
        return url_for(page, filing_id=line.filing_id)


def listed(*, view: str | None, after: str | None) -> Listed:
    """Return a page of a list; an unknown list is not found."""
    if view is not None and view not in list(View):
        abort(404)
    chosen = View(view or View.MY_TURN)
    page = docket.queue(g.db, by=g.actor, view=chosen, after=Place.read(after) if after else None)
    return Listed(
        view=chosen,
        lines=page.lines,
        counts=docket.counts(g.db, by=g.actor),
        readable=_readable(page.lines),
        next_url=url_for("home.index", view=chosen.value, after=str(page.after)) if page.after else None,
        first_url=url_for("home.index", view=chosen.value) if after else None,
    )


def _readable(lines: Collection[Line]) -> set[UUID]:
    """Return which of these cases the reader may open, in one statement."""
    ids = [line.filing_id for line in lines]
    may_read = where(g.actor, Permission.CASE_READ, Filing)
    return set(g.db.scalars(select(Filing.id).where(Filing.id.in_(ids), may_read)))
