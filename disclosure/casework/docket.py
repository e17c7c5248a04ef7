"""The queue of the review site: lists and counts from clear columns alone, page by page.

The order is the same in every list: first what is late by the clock of its
state, then by priority, then by age since it was filed.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, where
from disclosure.casework.lateness import is_late
from disclosure.casework.places import Place
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import (
    HAS_STATEMENT,
    HOLDER,
    UNDER_REVIEW,
    AdviceState,
    CaseHolder,
    FilingState,
)
from disclosure.models import Account, Advice, Case, Cycle, Entity, Filing, LedgerEntry, Person

LATELY = timedelta(days=7)
PAGE = 50


class View(StrEnum):
    """The lists that the review site offers."""

    MY_TURN = "my-turn"
    UNCLAIMED = "unclaimed"
    LATE = "late"
    WAITING_ON_FILER = "waiting-on-filer"
    APPROVALS = "approvals"
    DISAGREED = "disagreed"
    SAMPLED = "sampled"
    CLOSED_LATELY = "closed-lately"


class Line(NamedTuple):
    """One case in a list. `late` is by the clock of its state; `filed_late` is a fact of the filing."""

    filing_id: UUID
    reference: str
    year: int
    name: str
    grade: str
    entity: str
    entity_names: dict[str, str]
    state: FilingState
    turn_since: datetime
    filed_at: datetime
    late: bool
    filed_late: bool
    priority: int
    flag_count: int
    item_count: int
    nil: bool
    version: int
    sampled: bool
    documents_open: int
    first_time: bool
    carried_over: bool
    reviewer_id: UUID | None
    reviewer: str | None
    leased_until: datetime | None

    @property
    def holder(self) -> CaseHolder:
        """Whose turn it is."""
        return HOLDER[self.state]


class Page(NamedTuple):
    """Some lines of a list, and the place after which the next page begins, if there is one."""

    lines: list[Line]
    after: Place | None


def queue(db: Session, *, by: Actor, view: View, after: Place | None = None, limit: int = PAGE) -> Page:
    """Return one page of a list, as the reader may see it. A page begins after a place of the one before.

    All pages are reckoned at the instant of the first, so that nothing is shown twice.
    """
    at = after.at if after else clock.now()
    late = is_late(db, by=by, at=at)
    order = _order(late)
    first: ColumnElement[int] = order[0].label("first")  # sorted by its name, lest it be reckoned twice
    chosen = _cases(select(Filing.id, first), by=by)
    chosen = chosen.where(_views(by=by, late=late)[view]).order_by(first, *order[1:]).limit(limit + 1)
    if after is not None:
        chosen = chosen.where(tuple_(*order) > tuple_(*after.key()))
    lines = [Line(*row) for row in db.execute(_lines(chosen.subquery()))]
    more = len(lines) > limit
    lines = lines[:limit]
    return Page(lines, _place_after(lines[-1], at) if more else None)


def counts(db: Session, *, by: Actor) -> dict[View, int]:
    """Return how many cases each list has, in one statement."""
    late = is_late(db, by=by, at=clock.now())
    views = _views(by=by, late=late)
    columns = [func.count().filter(condition) for condition in views.values()]
    found = db.execute(_cases(select(*columns), by=by)).one()
    return dict(zip(views, found, strict=True))


def first_in_line(db: Session, *, by: Actor) -> Select[Filing]:
    """Return the unclaimed cases that this reviewer may claim, in order, without those they gave back.

    Nor those that were refused to them because of a tie.
    """
    ledger.write_out(db)
    gave_back = exists().where(
        LedgerEntry.filing_id == Filing.id,
        LedgerEntry.account_id == by.account_id,
        LedgerEntry.kind.in_(["case:released", "case:refused"]),
    )
    late = is_late(db, by=by, at=clock.now())
    return (
        select(Filing)
        .join(Case, Case.filing_id == Filing.id)
        .where(Filing.state == FilingState.FILED, where(by, Permission.CASE_CLAIM, Filing), ~gave_back)
        .order_by(*_order(late))
    )


def _order(late: ColumnElement[bool]) -> tuple[SQLColumnExpression[Any], ...]:
    return (case((late, 0), else_=1), -Case.priority, Filing.filed_at, Filing.id)


def _place_after(line: Line, at: datetime) -> Place:
    return Place(at, line.late, line.priority, line.filed_at, line.filing_id)


def _cases(columns: Select[*tuple[Any, ...]], *, by: Actor) -> Select[*tuple[Any, ...]]:
    """Select from the cases that the reader may see."""
    return (
        columns.select_from(Filing)
        .join(Case, Case.filing_id == Filing.id)
        .where(where(by, Permission.CASE_SEE, Filing), Filing.state.in_(HAS_STATEMENT))
    )


def _lines(chosen: Subquery) -> Select[*tuple[Any, ...]]:
    """Select what `Line` shows of the chosen cases: what stands beside a case is looked up for them alone."""
    rows = (
        _columns(chosen.c.first == 0)
        .select_from(chosen)
        .join(Filing, Filing.id == chosen.c.id)
        .join(Case, Case.filing_id == Filing.id)
        .join(Person, Person.id == Filing.person_id)
        .join(Entity, Entity.id == Filing.entity_id)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .outerjoin(Account, Account.id == Case.reviewer_id)
    )
    return rows.order_by(chosen.c.first, *_order(false())[1:])


def _columns(late: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select what `Line` shows, in its order."""
    return select(
        Filing.id,
        Filing.reference,
        Cycle.year,
        Person.name,
        Person.grade,
        Entity.code,
        Entity.names,
        Filing.state,
        Filing.turn_since,
        Filing.filed_at,
        late,
        Filing.late,
        Case.priority,
        Filing.flag_count,
        Filing.item_count,
        Filing.nil,
        Filing.version,
        Filing.sampled,
        Filing.documents_open,
        Filing.first_time,
        Filing.carried_over,
        Case.reviewer_id,
        Account.name,
        Case.leased_until,
    )


def _views(*, by: Actor, late: ColumnElement[bool]) -> dict[View, ColumnElement[bool]]:
    """Return what each list holds. Whoever assigns cases oversees them all; a reviewer sees their own."""
    mine = Case.reviewer_id == by.account_id
    overseen = or_(mine, where(by, Permission.CASE_ASSIGN, Filing))
    unclaimed = Filing.state == FilingState.FILED
    disagreed = _held_by(CaseHolder.ETHICS_OFFICE)
    to_approve = _awaits_approval_by(by)
    return {
        View.MY_TURN: or_(
            and_(mine, _held_by(CaseHolder.REVIEWER)),
            to_approve,
            and_(disagreed, where(by, Permission.ADVICE_DECIDE, Filing)),
        ),
        View.UNCLAIMED: unclaimed,
        View.LATE: and_(late, or_(overseen, unclaimed)),
        View.WAITING_ON_FILER: and_(_held_by(CaseHolder.FILER), overseen),
        View.APPROVALS: to_approve,
        View.DISAGREED: disagreed,
        View.SAMPLED: and_(Filing.sampled, Filing.state != FilingState.CLOSED, overseen),
        View.CLOSED_LATELY: and_(Filing.closed_at >= clock.now() - LATELY, overseen),
    }


def _held_by(holder: CaseHolder) -> ColumnElement[bool]:
    return Filing.state.in_([state for state in UNDER_REVIEW if HOLDER[state] is holder])


def _awaits_approval_by(by: Actor) -> ColumnElement[bool]:
    return exists().where(
        Advice.filing_id == Filing.id,
        Advice.state == AdviceState.PROPOSED,
        Advice.approved_by_id.is_(None),
        where(by, Permission.ADVICE_APPROVE, Advice),
    )
