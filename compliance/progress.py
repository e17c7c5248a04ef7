"""The line of a season over that of the year before: drawn here, with its figures in a table beside it."""

from typing import NamedTuple

from flask import g

from compliance import places
from disclosure.casework import chasing
from disclosure.casework.chasing import Progress
from disclosure.models import Cycle

WIDE, HIGH = 600, 160
LONGEST = 150
"""Days of a season that are drawn."""
STEP = 7
"""Days from one line of the table to the next."""


class Drawn(NamedTuple):
    """Two lines and their figures."""

    now: Progress
    before: Progress | None
    days: int
    lines: list[tuple[str, str]]
    """The year of each line and its points, in units of the drawing."""
    rows: list[tuple[int, float | None, float | None]]
    """Each seventh day: the share that had filed, and that of the year before."""


def drawn(cycle: Cycle) -> Drawn | None:
    """Return the season as lines, once there is a day to show."""
    now = chasing.progress(g.db, by=g.actor, cycle=cycle, days=LONGEST)
    if not now.filed or not now.required:
        return None
    earlier = places.chosen_cycle(str(cycle.year - 1))
    before = chasing.progress(g.db, by=g.actor, cycle=earlier, days=LONGEST) if earlier else None
    if before is not None and not before.required:
        before = None
    days = max(len(now.filed), len(before.filed) if before else 0, 2)
    every = sorted({*range(0, days, STEP), len(now.filed) - 1})
    return Drawn(
        now=now,
        before=before,
        days=days,
        lines=[(str(one.year), _points(one, days)) for one in (before, now) if one],
        rows=[(day, now.share(day), before.share(day) if before else None) for day in every],
    )


def _points(one: Progress, days: int) -> str:
    """Return the corners of a line: days to the right, per cent upwards."""
    corners = (
        (WIDE * day / (days - 1), HIGH - HIGH * (one.share(day) or 0) / 100) for day in range(len(one.filed))
    )
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
