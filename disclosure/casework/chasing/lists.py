"""Lists of people who have not filed: rows as columns, streamed, so that any number fits in memory."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, where
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import UNFILED, ExtensionState, FilingState
from disclosure.models import Cycle, Entity, Extension, Filing, Person

PAGE = 1_000
"""Rows that are fetched at a time."""
OWING = UNFILED | {FilingState.NOT_FILED}
"""Without a statement, while the cycle is open and after it closed."""


class NonFiler(NamedTuple):
    """One person without a statement."""

    filing_id: UUID
    entity: str
    index_number: str
    name: str
    email: str
    grade: str
    state: FilingState
    due_on: date
    days_late: int
    """Whole days since the due date, where the person serves; 0 while there is time."""
    extension: ExtensionState | None
    """What became of the last request for more time, if there was one."""


HEADER = [name for name in NonFiler._fields if name != "filing_id"]


def non_filers(
    db: Session,
    *,
    by: Actor,
    cycle: Cycle,
    entity: Entity | None = None,
    late_by: int = 0,
    at: datetime | None = None,
) -> Iterator[NonFiler]:
    """Yield who has not filed, by entity and name, of one entity or of all that `by` sees.

    `late_by` leaves out whoever is fewer days late; 0 lists everybody, in time or not.
    """
    now = at or clock.now()
    wanted = (
        _columns()
        .where(*_which(by, cycle, entity))
        .order_by(Entity.position, Entity.code, Person.name, Person.index_number)
        .execution_options(yield_per=PAGE)
    )
    with db.execute(wanted) as rows:
        for *columns, state, due_on, zone, extension in rows:
            days = max(0, (now.astimezone(ZoneInfo(zone)).date() - due_on).days)
            if days >= late_by:
                yield NonFiler._make((*columns, state, due_on, days, extension))


def export_non_filers(
    db: Session, *, by: Actor, cycle: Cycle, entity: Entity | None = None, at: datetime | None = None
) -> Iterator[list[str]]:
    """Write down that the list is taken out, then return its header and rows as text.

    Whoever writes them to a file for a spreadsheet makes its formulas harmless.
    """
    count = db.scalar(select(func.count()).select_from(Filing).where(*_which(by, cycle, entity)))
    what = f"non-filers {cycle.year}" + (f" {entity.code}" if entity else "")
    ledger.record(db, by, "list:exported", organisation_id=cycle.organisation_id, what=what, rows=count or 0)
    return _as_text(non_filers(db, by=by, cycle=cycle, entity=entity, at=at))


def _as_text(rows: Iterator[NonFiler]) -> Iterator[list[str]]:
    yield HEADER
    for row in rows:
        yield ["" if value is None else str(value) for value in row[1:]]


def _columns() -> Select[Any]:
    last = (
        select(Extension.state)
        .where(Extension.filing_id == Filing.id)
        .order_by(Extension.requested_at.desc(), Extension.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Filing.id,
            Entity.code,
            Person.index_number,
            Person.name,
            Person.email,
            Person.grade,
            Filing.state,
            Filing.due_on,
            Filing.zone,
            last,
        )
        .join(Entity, Entity.id == Filing.entity_id)
        .join(Person, Person.id == Filing.person_id)
    )


def _which(by: Actor, cycle: Cycle, entity: Entity | None) -> list[ColumnElement[bool]]:
    which = [
        Filing.organisation_id == cycle.organisation_id,
        Filing.cycle_id == cycle.id,
        Filing.state.in_(OWING),
        where(by, Permission.PEOPLE_SEE, Filing),
    ]
    return which if entity is None else [*which, Filing.entity_id == entity.id]
