"""How a season went on, day by day: the share that had filed, beside the cycle before."""

from datetime import date
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.access import Permission, where
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import HAS_STATEMENT, NOT_REQUIRED
from disclosure.models import Cycle, Filing


class Progress(NamedTuple):
    """One cycle: `filed[n]` is how many had filed by the end of the n-th day after it opened."""

    year: int
    opened_on: date
    required: int
    filed: tuple[int, ...]

    def share(self, day: int) -> float | None:
        """Return the share that had filed by the end of a day, in per cent; None where it is not known."""
        if not self.required or not 0 <= day < len(self.filed):
            return None
        return 100 * self.filed[day] / self.required


def progress(db: Session, *, by: Actor, cycle: Cycle, days: int | None = None) -> Progress:
    """Count how many had filed by each day (in UTC) since a cycle opened, until today or for so many days.

    Whoever filed before that day counts on it; whoever files again stays where they were.
    """
    seen = (
        Filing.organisation_id == cycle.organisation_id,
        Filing.cycle_id == cycle.id,
        where(by, Permission.ENTITY_SEE, Filing),
    )
    required = db.scalar(select(func.count()).where(*seen, Filing.state.not_in(NOT_REQUIRED))) or 0
    on_sqlite = db.get_bind().dialect.name == "sqlite"
    on = func.date(Filing.filed_at if on_sqlite else func.timezone("UTC", Filing.filed_at))
    rows = db.execute(select(on, func.count()).where(*seen, Filing.state.in_(HAS_STATEMENT)).group_by(on))
    counts = {date.fromisoformat(str(day)): number for day, number in rows}
    today = clock.now().date()
    last = (today - cycle.opens_on).days if days is None else min(days, (today - cycle.opens_on).days)
    each = [0] * max(0, last + 1)
    for day, number in counts.items():
        at = max(0, (day - cycle.opens_on).days)
        if at < len(each):
            each[at] += number
    return Progress(cycle.year, cycle.opens_on, required, tuple(accumulate(each)))
