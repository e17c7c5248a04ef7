"""What a line of the queue shows, and how each case stands by its clock: from clear columns alone."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import lateness
from disclosure.casework.docket.turns import programmes_of, turns_of
from disclosure.casework.lateness import Clock, Standing
from disclosure.domain.lifecycle import HOLDER, CaseHolder, FilingState
from disclosure.models import (
    Account,
    Case,
    Cycle,
    DocketLine,
    Entity,
    Filing,
    PauseReason,
    Person,
)


class Line(NamedTuple):
    """One case in a list. `filed_late` is a fact of the filing; `standing` one of the clock of its state."""

    filing_id: UUID
    cycle_id: UUID
    reference: str
    year: int
    name: str
    grade: str
    entity: str
    entity_names: dict[str, str]
    state: FilingState
    turn_since: datetime
    filed_at: datetime
    closed_at: datetime | None
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
    not_sure: int
    dropped_to_nil: bool
    senior: bool
    reviewer_id: UUID | None
    reviewer: str | None
    leased_until: datetime | None
    row_version: int
    standing: Standing
    age: int
    """For how many working days its holder has had it."""
    clock: Clock | None
    put_aside: tuple[date, PauseReason] | None
    """Until when, and why."""

    @property
    def late(self) -> bool:
        """Whether the clock of its state has run out."""
        return self.standing is Standing.LATE

    @property
    def holder(self) -> CaseHolder:
        """Whose turn it is."""
        return HOLDER[self.state]


def lines_of(db: Session, ids: Sequence[UUID]) -> list[Line]:
    """Return the lines of these cases, in their order."""
    if not ids:
        return []
    rows = {row[0]: row for row in db.execute(_rows(ids))}
    return list(_lines(db, [rows[one] for one in ids if one in rows]))


def _lines(db: Session, rows: Sequence[Row[Any]]) -> Iterator[Line]:
    at = clock.now()
    programmes = programmes_of(db, {row.cycle_id for row in rows})
    turns = turns_of(db, [row[0] for row in rows], programmes)
    for row in rows:
        programme, turn = programmes[row.cycle_id], turns[row[0]]
        runs = lateness.clock_of(turn, programme)
        paused = lateness.paused_at(turn, at)
        stands = lateness.standing(turn, runs, at=at)
        age = lateness.age(turn, programme, at=at)
        put_aside = (paused.until, paused.reason) if paused else None
        yield Line._make((*row, stands, age, runs, put_aside))


_COLUMNS = (
    Filing.id,
    Filing.cycle_id,
    Filing.reference,
    Cycle.year,
    Person.name,
    Person.grade,
    Entity.code,
    Entity.names,
    Filing.state,
    Filing.turn_since,
    Filing.filed_at,
    Filing.closed_at,
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
    DocketLine.not_sure,
    DocketLine.dropped_to_nil,
    DocketLine.senior,
    Case.reviewer_id,
    Account.name,
    Case.leased_until,
    Filing.row_version,
)
"""What a line begins with, in the order of its fields."""


def _rows(ids: Sequence[UUID]) -> Select[*tuple[Any, ...]]:
    """Select what stands beside these cases."""
    return (
        select(*_COLUMNS)
        .select_from(DocketLine)
        .join(Filing, Filing.id == DocketLine.filing_id)
        .join(Case, Case.filing_id == Filing.id)
        .join(Person, Person.id == Filing.person_id)
        .join(Entity, Entity.id == Filing.entity_id)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .outerjoin(Account, Account.id == Case.reviewer_id)
        .where(DocketLine.filing_id.in_(ids))
    )
