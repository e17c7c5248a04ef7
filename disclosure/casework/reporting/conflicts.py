"""Conflicts of interest in figures: by category and by people, never whose they are."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.casework.reporting.counting import REQUIRED, count, cycle_of, of_cycle
from disclosure.domain.actors import Actor
from disclosure.domain.categories import CONFLICT_REPORTING_ORDER
from disclosure.domain.lifecycle import ConflictState
from disclosure.domain.statistics import ConflictFigures
from disclosure.domain.statistics import conflicts_by_category as set_out
from disclosure.models import Conflict, Cycle, Filing, Organisation


def conflicts_by_category(
    db: Session, *, by: Actor, organisation: Organisation, year: int
) -> ConflictFigures:
    """Return the conflicts that reviewers found and did not dismiss, in the order of the annual report."""
    cycle = cycle_of(db, by=by, organisation=organisation, year=year)
    required = db.scalar(select(count("required", REQUIRED)).where(*of_cycle(cycle))) or 0
    return found_in(db, cycle, required=required)


def found_in(db: Session, cycle: Cycle, *, required: int) -> ConflictFigures:
    """Return the conflicts of a cycle in which `required` had to file."""
    standing = (*of_cycle(cycle), Conflict.state != ConflictState.DISMISSED)
    items = db.execute(
        select(Conflict.category, func.count())
        .join(Filing, Filing.id == Conflict.filing_id)
        .where(*standing)
        .group_by(Conflict.category)
    )
    filers = db.scalar(
        select(func.count(Conflict.filing_id.distinct()))
        .join(Filing, Filing.id == Conflict.filing_id)
        .where(*standing)
    )
    return set_out(
        {category.value: number for category, number in items},
        order=[category.value for category in CONFLICT_REPORTING_ORDER],
        filers=filers or 0,
        required=required,
    )
