"""The register of a season: who is designated and how each stands, from clear columns alone.

Whoever is listed is listed by `PEOPLE_SEE`, so an entity's people are seen by nobody else's head.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from compliance.filters import Filter
from disclosure import clock
from disclosure.access import Permission, where
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import UNDER_REVIEW, UNFILED, FilingState
from disclosure.models import Cycle, Entity, Filing, Person

PAGE = 50
FETCHED = 1_000
"""Rows of an export that are fetched at a time."""


class Line(NamedTuple):
    """One person of a cycle."""

    filing_id: UUID
    entity: str
    group: str
    index_number: str
    name: str
    email: str
    grade: str
    state: FilingState
    due_on: date
    zone: str
    filed_at: datetime | None
    late: bool
    referred: bool

    @property
    def standing(self) -> str:
        """How the person stands, as a code: what the review of a statement has come to is not told."""
        if self.state in UNDER_REVIEW:
            return FilingState.FILED.value
        return self.state.value

    @property
    def days_late(self) -> int:
        """Whole days since the due date where the person serves, while nothing is filed; else 0."""
        if self.state not in UNFILED:
            return 0
        return max(0, (clock.now().astimezone(ZoneInfo(self.zone)).date() - self.due_on).days)


class Page(NamedTuple):
    """One page of a list, how many people the whole list has, and where its neighbours begin."""

    lines: list[Line]
    total: int
    before: UUID | None
    after: UUID | None


def page(
    db: Session,
    *,
    by: Actor,
    cycle: Cycle,
    chosen: Filter,
    after: UUID | None = None,
    before: UUID | None = None,
) -> Page:
    """Return one page of the list, by entity and name, after or before the line of a filing."""
    conditions = _which(by, cycle, chosen)
    lines = _lines().where(*conditions)
    backwards = before is not None and after is None
    start = before if backwards else after
    if start is not None:
        lines = lines.where(_KEY.__lt__(_place(start)) if backwards else _KEY.__gt__(_place(start)))
    order = [column.desc() for column in _ORDER] if backwards else list(_ORDER)
    found = [Line._make(row) for row in db.execute(lines.order_by(*order).limit(PAGE + 1))]
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    earlier, later = (more, True) if backwards else (start is not None, more)
    return Page(
        found,
        count(db, by=by, cycle=cycle, chosen=chosen),
        found[0].filing_id if found and earlier else None,
        found[-1].filing_id if found and later else None,
    )


def count(db: Session, *, by: Actor, cycle: Cycle, chosen: Filter) -> int:
    """Return how many people the list has."""
    rows = _of_people(select(func.count()).select_from(Filing))
    return db.scalar(rows.where(*_which(by, cycle, chosen))) or 0


def filings(db: Session, *, by: Actor, cycle: Cycle, chosen: Filter, most: int) -> list[UUID]:
    """Return the filings of the list, by entity and name, `most` of them at most."""
    rows = _of_people(select(Filing.id).select_from(Filing)).where(*_which(by, cycle, chosen))
    return list(db.scalars(rows.order_by(*_ORDER).limit(most)))


def every(db: Session, *, by: Actor, cycle: Cycle, chosen: Filter) -> Iterator[Line]:
    """Yield the whole list, fetched little by little."""
    rows = _lines().where(*_which(by, cycle, chosen)).order_by(*_ORDER)
    with db.execute(rows.execution_options(yield_per=FETCHED)) as fetched:
        yield from (Line._make(row) for row in fetched)


_ORDER = (Entity.position, Entity.code, Person.name, Filing.id)
_KEY = tuple_(*_ORDER)


def _place(filing_id: UUID) -> Any:  # noqa: ANN401 - a row value
    """Return a filing's place in the order; an address names the filing, never the person."""
    return _of_people(select(*_ORDER).select_from(Filing)).where(Filing.id == filing_id).scalar_subquery()


def _lines() -> Select[Any]:
    rows: Select[Any] = _of_people(
        select(
            Filing.id,
            Entity.code,
            Entity.group,
            Person.index_number,
            Person.name,
            Person.email,
            Person.grade,
            Filing.state,
            Filing.due_on,
            Filing.zone,
            Filing.filed_at,
            Filing.late,
            Filing.referred,
        ).select_from(Filing)
    )
    return rows


def _of_people(rows: Any) -> Any:  # noqa: ANN401 - any columns of a filing, its person and its entity
    return rows.join(Person, Person.id == Filing.person_id).join(Entity, Entity.id == Filing.entity_id)


def _which(by: Actor, cycle: Cycle, chosen: Filter) -> list[ColumnElement[bool]]:
    return [
        Filing.organisation_id == cycle.organisation_id,
        Filing.cycle_id == cycle.id,
        where(by, Permission.PEOPLE_SEE, Filing),
        *chosen.conditions(cycle),
    ]
