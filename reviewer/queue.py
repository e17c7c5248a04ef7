"""A list of the queue as its page shows it: from clear columns alone."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from flask import g, url_for
from sqlalchemy import select

from disclosure.access import Permission, permits, where
from disclosure.casework import docket, own_lists
from disclosure.casework.docket import Line, Page, View
from disclosure.casework.places import Place
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Filing, Organisation, SavedList
from reviewer.narrowing import Choices, Narrowed, choices_for, narrowed


class Listed(NamedTuple):
    """One page of one list, the counts of all lists, and which of its cases the reader may open."""

    narrowed: Narrowed
    page: Page
    counts: Mapping[View, int]
    readable: Collection[UUID]
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

    def address(self, line: Line) -> str:
        """Return where a line leads: the case itself, or its cover when it is not the reader's to open."""
        page = "case.show" if line.filing_id in self.readable else "case.cover"
        return url_for(page, filing_id=line.filing_id)

    def can_claim(self, line: Line) -> bool:
        """Tell whether a line offers to claim its case."""
        return self.may_claim and line.state is FilingState.FILED

    def can_skip(self, line: Line) -> bool:
        """Tell whether a line offers to skip its case: unclaimed, or in one's own review."""
        mine = line.state is FilingState.IN_REVIEW and line.reviewer_id == g.actor.account_id
        return self.may_claim and (line.state is FilingState.FILED or mine)


def listed(office: Organisation, given: Mapping[str, str]) -> Listed:
    """Return a page of a list; a list, year, entity or state that does not exist is not found."""
    asked = narrowed(office, given)
    after = given.get("after")
    page = docket.queue(
        g.db, by=g.actor, view=asked.view, filters=asked.filters, after=Place.read(after) if after else None
    )
    counts = docket.counts(g.db, by=g.actor)
    return Listed(
        narrowed=asked,
        page=page,
        counts=counts,
        readable=_readable(page.lines),
        choices=choices_for(office),
        saved=own_lists.of(g.db, by=g.actor),
        may_claim=permits(g.actor, Permission.CASE_CLAIM, office),
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
    ids = [line.filing_id for line in lines]
    may_read = where(g.actor, Permission.CASE_READ, Filing)
    return set(g.db.scalars(select(Filing.id).where(Filing.id.in_(ids), may_read)))
