"""Participation by year, over the years a report looks back on."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.casework.reporting.counting import FILED, REQUIRED, YEARLY, count
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import CycleState
from disclosure.domain.statistics import Participation, YearRow, participation
from disclosure.models import Cycle, Entity, Filing, Organisation


def participation_by_year(
    db: Session, *, by: Actor, organisation: Organisation, years: int = 5
) -> list[Participation]:
    """Return who had to file and who did, by group, for the last `years` cycles that were opened.

    The groups are those of the newest cycle's programme. Raises BadInput where an older
    cycle had filers in a group it no longer has.
    """
    demand(by, Permission.REPORT_SEE, organisation)
    newest = db.scalar(
        select(Cycle)
        .where(Cycle.organisation_id == organisation.id, Cycle.state != CycleState.PLANNED)
        .order_by(Cycle.year.desc())
        .limit(1)
    )
    if newest is None:
        return []
    counted = (
        select(Filing.cycle_id, Filing.entity_id, count("required", REQUIRED), count("filed", FILED))
        .where(Filing.organisation_id == organisation.id, YEARLY)
        .group_by(Filing.cycle_id, Filing.entity_id)
        .subquery()
    )
    rows = db.execute(
        select(Cycle.year, Entity.group, func.sum(counted.c.required), func.sum(counted.c.filed))
        .join(counted, counted.c.cycle_id == Cycle.id)
        .join(Entity, Entity.id == counted.c.entity_id)
        .where(Cycle.year.between(newest.year - years + 1, newest.year))
        .group_by(Cycle.year, Entity.group)
    )
    groups = [group.code for group in programmes.of(newest).groups]
    return participation(
        (YearRow(year, group, int(required), int(filed)) for year, group, required, filed in rows),
        groups=groups,
    )
