"""All checks over one statement, and the priority they add up to."""

from collections.abc import Iterable

from disclosure.domain.checks import (
    arithmetic,
    dates,
    duties,
    growth,
    plausibility,
    process,
    year_on_year,
)
from disclosure.domain.checks.flags import TOP_PRIORITY, Check, Duties, Facts, Flag, Given
from disclosure.domain.comparison import compare
from disclosure.domain.interests import Statement
from disclosure.domain.programme import Programme

ALL_CHECKS: tuple[Check, ...] = (
    *arithmetic.CHECKS,
    *dates.CHECKS,
    *plausibility.CHECKS,
    *growth.CHECKS,
    *year_on_year.CHECKS,
    *duties.CHECKS,
    *process.CHECKS,
)


def run(
    statement: Statement,
    *,
    previous: Statement | None,
    duties: Duties,
    programme: Programme,
    facts: Facts | None = None,
) -> list[Flag]:
    """Return every question the checks have about `statement`, the weightiest first.

    Any draft that can be stored can be checked. `previous` is the statement of the year before;
    without it nothing is asked year on year.
    """
    given = Given(
        statement=statement,
        previous=previous,
        comparison=compare(previous, statement) if previous else None,
        duties=duties,
        programme=programme,
        facts=facts or Facts(),
    )
    flags = [flag for check in ALL_CHECKS for flag in check(given)]
    return sorted(flags, key=lambda flag: -flag.weight)


def priority(flags: Iterable[Flag]) -> int:
    """Return the priority of a case, 0 to 10: the weights added up, each rule counted once.

    It orders the work of review and says nothing about the person.
    """
    weights = {flag.code: flag.weight for flag in flags}
    return min(sum(weights.values()), TOP_PRIORITY)
