"""Lists of people who have not filed, now or at an earlier moment: rows as columns, streamed.

A list of an earlier moment has everybody who owed a statement then, with what
has become of it since. Due dates are those of today.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, visible, where
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import HAS_STATEMENT, NOT_REQUIRED, UNFILED, ExtensionState, FilingState
from disclosure.models import Cycle, Designation, Entity, Extension, Filing, Person

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
    """Today's; a statement that was filed is filed, whatever its review has come to."""
    due_on: date
    days_late: int
    """Whole days since the due date, where the person serves; 0 while there is time."""
    extension: ExtensionState | None
    """What became of the last request for more time, if there was one."""
    filed_on: date | None
    """The day in UTC on which somebody on a list of an earlier moment has filed since."""


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
    wanted = (
        _columns()
        .where(*_which(by, cycle, entity, at))
        .order_by(Entity.position, Entity.code, Person.name, Person.index_number)
        .execution_options(yield_per=PAGE)
    )
    days_late = _days_late(at or clock.now())
    db.flush()
    with db.connection().execute(wanted) as rows:  # columns alone: the session would look at each row again
        for *person, state, due_on, zone, extension, filed_at in rows:
            days = days_late(zone, due_on)
            if days < late_by:
                continue
            since = filed_at.date() if filed_at else None
            known = FilingState.FILED if state in HAS_STATEMENT else state
            yield NonFiler._make((*person, known, due_on, days, extension, since))


def lists_of_all(
    db: Session, *, by: Actor, cycle: Cycle, at: datetime | None = None
) -> Iterator[tuple[Entity, Iterator[NonFiler]]]:
    """Yield every entity that `by` sees with its list, an empty one too, from one statement for all.

    Each list is to be read before the next entity is asked for.
    """
    seen = visible(by, Permission.PEOPLE_SEE, Entity).where(Entity.organisation_id == cycle.organisation_id)
    found = groupby(non_filers(db, by=by, cycle=cycle, at=at), key=attrgetter("entity"))
    code, rows = next(found, (None, iter(())))
    for entity in db.scalars(seen.order_by(Entity.position, Entity.code)).all():
        if entity.code != code:
            yield entity, iter(())
            continue
        yield entity, rows
        code, rows = next(found, (None, iter(())))


def count_by_entity(db: Session, *, by: Actor, cycle: Cycle, at: datetime | None = None) -> dict[UUID, int]:
    """Count the lists, by entity; an entity whose list is empty is not among them."""
    rows = db.execute(
        select(Filing.entity_id, func.count()).where(*_which(by, cycle, None, at)).group_by(Filing.entity_id)
    )
    return dict(iter(rows))


def export_non_filers(
    db: Session, *, by: Actor, cycle: Cycle, entity: Entity | None = None, at: datetime | None = None
) -> Iterator[list[str]]:
    """Write down that the list is taken out, then return its header and rows as text.

    Whoever writes them to a file for a spreadsheet makes its formulas harmless.
    """
    _write_down(db, by, cycle, entity, at)
    return _as_text(non_filers(db, by=by, cycle=cycle, entity=entity, at=at))


def export_all(
    db: Session, *, by: Actor, cycle: Cycle, at: datetime | None = None
) -> Iterator[tuple[Entity, Iterator[list[str]]]]:
    """Write down that the lists of all entities are taken out, then return each as text."""
    _write_down(db, by, cycle, None, at)
    return ((entity, _as_text(rows)) for entity, rows in lists_of_all(db, by=by, cycle=cycle, at=at))


def _write_down(db: Session, by: Actor, cycle: Cycle, entity: Entity | None, at: datetime | None) -> None:
    listed = select(func.count()).select_from(Filing).where(*_which(by, cycle, entity, at))
    what, rows = told(cycle, entity, at), db.scalar(listed) or 0
    ledger.record(db, by, "list:exported", organisation_id=cycle.organisation_id, what=what, rows=rows)


def told(cycle: Cycle, entity: Entity | None, at: datetime | None) -> str:
    """Return what the ledger calls a list: its year, its entity unless it is of all, and its moment."""
    moment = f"at {at.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if at else ""
    words = ["non-filers", str(cycle.year), entity.code if entity else "", moment]
    return " ".join(filter(None, words))


def _as_text(rows: Iterator[NonFiler]) -> Iterator[list[str]]:
    yield HEADER
    for row in rows:
        yield ["" if value is None else str(value) for value in row[1:]]


def _days_late(now: datetime) -> Callable[[str, date], int]:
    """Return how late it is for a due date in a zone; thousands of people share a few of each."""
    return cache(lambda zone, due_on: max(0, (now.astimezone(ZoneInfo(zone)).date() - due_on).days))


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
            Filing.filed_at,
        )
        .join(Entity, Entity.id == Filing.entity_id)
        .join(Person, Person.id == Filing.person_id)
    )


def _which(by: Actor, cycle: Cycle, entity: Entity | None, at: datetime | None) -> list[ColumnElement[bool]]:
    which = [
        Filing.organisation_id == cycle.organisation_id,
        Filing.cycle_id == cycle.id,
        Filing.state.in_(OWING) if at is None else _owed_at(at),
        where(by, Permission.PEOPLE_SEE, Filing),
    ]
    return which if entity is None else [*which, Filing.entity_id == entity.id]


def _owed_at(at: datetime) -> ColumnElement[bool]:
    """Tell in SQL whether a statement was owed then: asked for before, and filed or lifted after."""
    asked_for = select(Designation.created_at).where(Designation.id == Filing.designation_id)
    return and_(
        asked_for.scalar_subquery() <= at,
        or_(
            Filing.state.in_(OWING),
            Filing.filed_at > at,
            and_(Filing.state.in_(NOT_REQUIRED), Filing.turn_since > at),
        ),
    )
