"""Who looks as if they should file by their function or post, and is not designated: a question."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.access import Permission, where
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import DesignationState
from disclosure.models import Cycle, Designation, Entity, Person

AUTHORITY = ("procure", "grant", "invest", "treasur", "tender", "contracts")
"""Parts of the titles of posts with authority over money that goes out."""
STANDS = (DesignationState.NOMINATED, DesignationState.CONFIRMED, DesignationState.CONTESTED)
MOST = 500
_NO_FUNCTION = "[]"


class Uncovered(NamedTuple):
    """Somebody on the roster without a designation, and why that is worth a look."""

    person_id: UUID
    index_number: str
    name: str
    entity: str
    grade: str
    title: str
    functions: Collection[str]


def uncovered(db: Session, *, by: Actor, cycle: Cycle, entity: Entity | None = None) -> list[Uncovered]:
    """Return who has a function that the programme looks for, or such a post, and no designation.

    By entity and name, the first `MOST`. Whoever was withdrawn is among them: the office decided, and
    may look again.
    """
    rows = _of(by, cycle, entity)
    return [Uncovered._make(row) for row in db.execute(rows.limit(MOST))]


def count_uncovered(db: Session, *, by: Actor, cycle: Cycle) -> int:
    """Count all of them."""
    return db.scalar(select(func.count()).select_from(_of(by, cycle, None).order_by(None).subquery())) or 0


def _of(by: Actor, cycle: Cycle, entity: Entity | None) -> Select[*tuple[Any, ...]]:
    today = clock.now().date()
    title = func.lower(Person.title)
    standing = and_(
        Designation.person_id == Person.id, Designation.cycle_id == cycle.id, Designation.state.in_(STANDS)
    )
    rows = (
        select(
            Person.id,
            Person.index_number,
            Person.name,
            Entity.code,
            Person.grade,
            Person.title,
            Person.functions,
        )
        .join(Entity, Entity.id == Person.entity_id)
        .outerjoin(Designation, standing)
        .where(
            Person.organisation_id == cycle.organisation_id,
            where(by, Permission.PEOPLE_SEE, Person),
            Designation.id.is_(None),
            or_(Person.left_on.is_(None), Person.left_on > today),
            or_(
                cast(Person.functions, String) != _NO_FUNCTION,
                *(title.contains(part) for part in AUTHORITY),
            ),
        )
        .order_by(Entity.position, Entity.code, Person.name, Person.id)
    )
    return rows if entity is None else rows.where(Person.entity_id == entity.id)
