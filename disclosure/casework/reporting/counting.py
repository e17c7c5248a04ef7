"""What the figures share: the cycle they are of, and how filings are counted."""

from sqlalchemy import ColumnElement, ColumnExpressionArgument, func, select
from sqlalchemy.orm import Session

from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import HAS_STATEMENT, NOT_REQUIRED
from disclosure.errors import NotFound
from disclosure.models import Cycle, Filing, FilingKind, Organisation

REQUIRED = Filing.state.not_in(NOT_REQUIRED)
"""Designated, and neither exempted nor withdrawn."""
FILED = Filing.state.in_(HAS_STATEMENT)


def cycle_of(db: Session, *, by: Actor, organisation: Organisation, year: int) -> Cycle:
    """Return the cycle of a year to whoever may see its report. Raises NotFound when there is none."""
    demand(by, Permission.REPORT_SEE, organisation)
    cycle = db.scalar(select(Cycle).where(Cycle.organisation_id == organisation.id, Cycle.year == year))
    if cycle is None:
        raise NotFound(f"There is no cycle of {year}.")
    return cycle


YEARLY = Filing.kind == FilingKind.ANNUAL
"""The report counts people once: statements on taking or leaving office stand beside it."""


def of_cycle(cycle: Cycle) -> tuple[ColumnElement[bool], ...]:
    """The yearly filings of a cycle, said so that the index on them is used."""
    return Filing.organisation_id == cycle.organisation_id, Filing.cycle_id == cycle.id, YEARLY


def count(name: str, *conditions: ColumnExpressionArgument[bool]) -> ColumnElement[int]:
    """Count the rows that meet all conditions, beside other counts of the same query."""
    return func.count().filter(*conditions).label(name)
