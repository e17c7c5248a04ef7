"""What a line of the queue shows, and how each case stands by its clock: from clear columns alone."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import lateness
from disclosure.casework.docket.turns import programmes_in, turns_in
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
    rows = {row.id: row for row in db.connection().execute(_ROWS, {"ids": ids})}
    return list(_lines(db, [rows[one] for one in ids if one in rows]))


def _lines(db: Session, rows: Sequence[Any]) -> Iterator[Line]:
    at = clock.now()
    programmes = programmes_in(db, {(row.cycle_id, row.programme_digest) for row in rows})
    turns = turns_in(db, rows, programmes)
    for row in rows:
        programme, turn = programmes[row.cycle_id], turns[row.id]
        runs = lateness.clock_of(turn, programme)
        paused = lateness.paused_at(turn, at)
        stands = lateness.standing(turn, runs, at=at)
        age = lateness.age(turn, programme, at=at)
        put_aside = (paused.until, paused.reason) if paused else None
        yield Line._make((*row[: len(_SHOWN)], stands, age, runs, put_aside))


_docket, _filings, _cases, _people, _entities, _cycles, _accounts = (
    cast("Table", model.__table__) for model in (DocketLine, Filing, Case, Person, Entity, Cycle, Account)
)
_SHOWN = (
    _filings.c.id,
    _filings.c.cycle_id,
    _filings.c.reference,
    _cycles.c.year,
    _people.c.name,
    _people.c.grade,
    _entities.c.code,
    _filings.c.state,
    _filings.c.turn_since,
    _filings.c.filed_at,
    _filings.c.closed_at,
    _filings.c.late,
    _cases.c.priority,
    _filings.c.flag_count,
    _filings.c.item_count,
    _filings.c.nil,
    _filings.c.version,
    _filings.c.sampled,
    _filings.c.documents_open,
    _filings.c.first_time,
    _filings.c.carried_over,
    _docket.c.not_sure,
    _docket.c.dropped_to_nil,
    _docket.c.senior,
    _cases.c.reviewer_id,
    _accounts.c.name,
    _cases.c.leased_until,
    _filings.c.row_version,
)
"""What a line begins with, in the order of its fields."""
_ROWS = (
    select(*_SHOWN, _filings.c.zone, _people.c.duty_station, _cycles.c.programme_digest)
    .select_from(_docket)
    .join(_filings, _filings.c.id == _docket.c.filing_id)
    .join(_cases, _cases.c.filing_id == _filings.c.id)
    .join(_people, _people.c.id == _filings.c.person_id)
    .join(_entities, _entities.c.id == _filings.c.entity_id)
    .join(_cycles, _cycles.c.id == _filings.c.cycle_id)
    .outerjoin(_accounts, _accounts.c.id == _cases.c.reviewer_id)
    .where(_docket.c.filing_id.in_(bindparam("ids", expanding=True)))
)
"""What stands beside some cases. Built once: every page of a list asks it."""
