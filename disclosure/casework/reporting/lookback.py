"""The years that a report looks back on: as frozen, else as counted, else as their records tell."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.casework.reporting.conflicts import found_in
from disclosure.casework.reporting.counting import FILED, REQUIRED, count, of_cycle
from disclosure.casework.reporting.earlier import figures_of
from disclosure.domain.annual import YearTold, decoded
from disclosure.domain.lifecycle import CycleState
from disclosure.models import Cycle, Entity, Filing, ReportSnapshot

YEARS = 5
"""How many years the report tells, its own among them."""
_KEPT = ("required", "filed", "conflict-filers", "conflicts")


def looked_back(db: Session, cycle: Cycle, *, groups: Sequence[str]) -> tuple[dict[str, int], list[YearTold]]:
    """Return the numbers of the years before by key, and which years these are, the earliest first."""
    span = range(cycle.year - YEARS + 1, cycle.year)
    own = (Cycle.organisation_id == cycle.organisation_id, Cycle.state != CycleState.PLANNED)
    cycles = {one.year: one for one in db.scalars(select(Cycle).where(*own, Cycle.year.in_(span)))}
    records = figures_of(db, cycle.organisation_id, years=span)
    numbers: dict[str, int] = {}
    told: list[YearTold] = []
    for year in span:
        if year in cycles:
            numbers |= _frozen(db, cycles[year]) or _counted(db, cycles[year], groups)
            told.append(YearTold(year=year, source=None))
        elif year in records:
            source, found = records[year]
            numbers |= found
            told.append(YearTold(year=year, source=source))
    return numbers, told


def _frozen(db: Session, cycle: Cycle) -> dict[str, int]:
    """Return the year as its newest snapshot tells it: what was printed then stays what it was."""
    content = db.scalar(
        select(ReportSnapshot.content)
        .where(ReportSnapshot.cycle_id == cycle.id)
        .order_by(ReportSnapshot.number.desc())
        .limit(1)
    )
    if content is None:
        return {}
    begin = f"/year/{cycle.year}"
    return {key: number for key, number in decoded(content).numbers.items() if begin in key}


def _counted(db: Session, cycle: Cycle, groups: Sequence[str]) -> dict[str, int]:
    year = f"/year/{cycle.year}"
    per_entity = (
        select(Filing.entity_id, count("required", REQUIRED), count("filed", FILED))
        .where(*of_cycle(cycle))
        .group_by(Filing.entity_id)
        .subquery()
    )
    rows = db.execute(
        select(Entity.group, func.sum(per_entity.c.required), func.sum(per_entity.c.filed))
        .join(per_entity, per_entity.c.entity_id == Entity.id)
        .group_by(Entity.group)
    ).all()
    required = sum(int(row[1]) for row in rows)
    found = found_in(db, cycle, required=required)
    by_group = dict.fromkeys(groups, 0) | {group: int(number) for group, number, _filed in rows}
    whole = (required, sum(int(row[2]) for row in rows), found.filers, found.items.whole)
    return dict(zip((name + year for name in _KEPT), whole, strict=True)) | {
        f"required{year}/group/{group}": number for group, number in by_group.items()
    }
