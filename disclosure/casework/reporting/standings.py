"""How people stand, counted for each entity and once more for all."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnExpressionArgument, select
from sqlalchemy.orm import Session

from disclosure.casework.reporting.counting import FILED, REQUIRED, count, of_cycle
from disclosure.domain.annual import STANDING, EntityNamed
from disclosure.domain.lifecycle import UNFILED, FilingState
from disclosure.models import Cycle, Entity, Filing

_CONDITIONS: Mapping[str, tuple[ColumnExpressionArgument[bool], ...]] = {
    "designated": (Filing.state != FilingState.WITHDRAWN,),
    "exempted": (Filing.state == FilingState.EXEMPTED,),
    "required": (REQUIRED,),
    "in-time": (FILED, ~Filing.late),
    "late": (FILED, Filing.late),
    "filed": (FILED,),
    "not-filed": (Filing.state.in_(UNFILED | {FilingState.NOT_FILED}),),
}
"""Each counted on its own, so that what does not add up shows."""
_COLUMNS = [count(name, *_CONDITIONS[name]) for name in STANDING]


def standings(db: Session, cycle: Cycle) -> tuple[dict[str, int], list[EntityNamed]]:
    """Return the numbers by key, for all and for each entity, and the entities in the order of the table."""
    numbers = _numbers(db.execute(select(*_COLUMNS).where(*of_cycle(cycle))).one(), "")
    counted = (
        select(Filing.entity_id, *_COLUMNS).where(*of_cycle(cycle)).group_by(Filing.entity_id).subquery()
    )
    rows = db.execute(
        select(Entity.code, Entity.names, Entity.group, *(counted.c[name] for name in STANDING))
        .join(counted, counted.c.entity_id == Entity.id)
        .where(counted.c.designated > 0)
        .order_by(Entity.position, Entity.code)
    )
    entities = []
    for code, names, group, *found in rows:
        entities.append(EntityNamed(code=code, names=names, group=group))
        numbers |= _numbers(found, f"/entity/{code}")
    return numbers, entities


def _numbers(found: Any, place: str) -> dict[str, int]:  # noqa: ANN401 - a row, or a part of one
    return {name + place: number for name, number in zip(STANDING, found, strict=True)}
