"""A list of the queue as its page shows it: from clear columns alone."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from flask import g, url_for
from sqlalchemy import BindParameter, Select, bindparam, exists, select

from disclosure.access import Permission, permits, where
from disclosure.casework import docket, own_lists
from disclosure.casework.docket import Line, Page, View
from disclosure.casework.places import Place
from disclosure.domain.actors import Actor
from disclosure.models import DocketLine, Filing, Organisation, SavedList
from reviewer.narrowing import Choices, Narrowed, choices_for, narrowed
from reviewer.queue_rows import Row, rows


class Listed(NamedTuple):
    """One page of one list with its rows, and the counts of all lists."""

    narrowed: Narrowed
    page: Page
    counts: Mapping[View, int]
    rows: Sequence[Row]
    choices: Choices
    saved: Sequence[SavedList]
    may_claim: bool
    may_assign: bool
    after: str | None
    oldest_waiting: int | None
    """Working days, where one's turn is over and something waits on a filer."""

    @property
    def view(self) -> View:
        """Which list it is."""
        return self.narrowed.view

    @property
    def lines(self) -> list[Line]:
        """The cases of this page."""
        return self.page.lines

    @property
    def stamp(self) -> str:
        """What differs as soon as the page would."""
        return docket.stamp_of(self.page.lines)

    @property
    def stamp_url(self) -> str:
        """Where the present stamp of the page is told."""
        return self._url("home.stamp", after=self.after)

    @property
    def here(self) -> str:
        """The address of this page."""
        return self._url("home.index", after=self.after)

    @property
    def first_url(self) -> str | None:
        """The first page, where this is another."""
        return self._url("home.index", after=None) if self.after else None

    @property
    def next_url(self) -> str | None:
        """The next page, if there is one."""
        after = self.page.after
        return self._url("home.index", after=str(after)) if after else None

    def _url(self, endpoint: str, *, after: str | None) -> str:
        words: dict[str, Any] = {**self.narrowed.address(), "after": after}
        return url_for(endpoint, **words)


def listed(office: Organisation, given: Mapping[str, str]) -> Listed:
    """Return a page of a list; a list, year, entity or state that does not exist is not found."""
    asked = narrowed(office, given)
    after = given.get("after")
    page = docket.queue(
        g.db, by=g.actor, view=asked.view, filters=asked.filters, after=Place.read(after) if after else None
    )
    counts = docket.counts(g.db, by=g.actor)
    may_claim = permits(g.actor, Permission.CASE_CLAIM, office)
    return Listed(
        narrowed=asked,
        page=page,
        counts=counts,
        rows=rows(page.lines, readable=_readable(page.lines), may_claim=may_claim),
        choices=choices_for(office),
        saved=own_lists.of(g.db, by=g.actor),
        may_claim=may_claim,
        may_assign=permits(g.actor, Permission.CASE_ASSIGN, office),
        after=after,
        oldest_waiting=None if page.lines else _oldest_waiting(counts),
    )


def stamp(office: Organisation, given: Mapping[str, str]) -> str:
    """Return the present stamp of the page with the same address."""
    asked, after = narrowed(office, given), given.get("after")
    return docket.stamp(
        g.db, by=g.actor, view=asked.view, filters=asked.filters, after=Place.read(after) if after else None
    )


def _oldest_waiting(counts: Mapping[View, int]) -> int | None:
    if not counts[View.WAITING_ON_FILER]:
        return None
    return docket.longest_waiting(g.db, by=g.actor)


def _readable(lines: Collection[Line]) -> set[UUID]:
    """Return which of these cases the reader may open, in one statement."""
    if not lines:
        return set()
    return set(g.db.scalars(_reading(g.actor), {"ids": [line.filing_id for line in lines]}))


@lru_cache(maxsize=docket.READERS)
def _reading(by: Actor) -> Select[UUID]:
    """Return the statement of it for whoever has these roles, built once."""
    may_read = where(by, Permission.CASE_READ, Filing)
    theirs = exists(select(Filing.id).where(Filing.id == DocketLine.filing_id, may_read))
    ids: BindParameter[UUID] = bindparam("ids", expanding=True)
    return select(DocketLine.filing_id).where(DocketLine.filing_id.in_(ids), theirs)
