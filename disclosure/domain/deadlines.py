"""When a filing is due, when it is late, when a letter goes out, how long somebody has had.

A filing is in time until its due day ends at the filer's duty station, wherever they are.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from disclosure.domain.messages import message
from disclosure.domain.programme import Programme, Rung
from disclosure.errors import BadInput

ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)
DAYS_IN_WEEK = 7
SATURDAY_AND_SUNDAY = frozenset({5, 6})


class LadderDate(NamedTuple):
    """A day and the letter of the ladder that goes out on it."""

    on: date
    rung: Rung


def due_instant(due_on: date, zone: str) -> datetime:
    """Return the UTC instant at which `due_on` has ended in `zone`: the first that is late.

    It is the following local midnight. Where clocks skip that midnight it is the moment they jump;
    where they are set back across it, so that the due day resumes, it is the last midnight.
    Raises ZoneInfoNotFoundError for a zone that does not exist.
    """
    local = ZoneInfo(zone)
    midnight = datetime.combine(due_on + ONE_DAY, time.min, tzinfo=local)
    before, after = (midnight.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if before > after:
        return _jump(after, before, local, due_on)
    if before < after and (after - ONE_SECOND).astimezone(local).date() <= due_on:
        return after
    return before


def _jump(low: datetime, high: datetime, local: ZoneInfo, due_on: date) -> datetime:
    """Return the first second in (low, high] that is past `due_on`; clocks jump once in between."""
    while high - low > ONE_SECOND:
        middle = low + timedelta(seconds=(high - low) // ONE_SECOND // 2)
        if middle.astimezone(local).date() > due_on:
            high = middle
        else:
            low = middle
    return high


def is_late(received_at: datetime, due: datetime) -> bool:
    """Tell whether what was received at `received_at` is late; `due` comes from `due_instant`."""
    return received_at >= due


def extended(due_on: date, *, days: int, cap: int) -> date:
    """Return the due date moved back by `days`, counted from the first due date.

    `cap` is the programme's `calendar.extension_cap_days`, which all extensions together may not pass.
    Raises BadInput for fewer than one day or more than the cap.
    """
    if days < 1:
        raise BadInput(message("An extension is at least one day."))
    if days > cap:
        raise BadInput(
            message("Extensions may add %(cap)s days in all; %(days)s days are too many.", cap=cap, days=days)
        )
    return due_on + timedelta(days=days)


def entry_due(designated_on: date, programme: Programme) -> date:
    """Return the day by which somebody newly designated on `designated_on` files."""
    return designated_on + timedelta(days=programme.calendar.new_designation_days)


def filing_due(programme: Programme, *, cycle_due_on: date, designated_on: date) -> date:
    """Return the due date of a filing: the cycle's, or later for somebody designated late in it."""
    return max(cycle_due_on, entry_due(designated_on, programme))


def ladder_dates(programme: Programme, due_on: date) -> list[LadderDate]:
    """Return the days on which the letters of the reminder ladder go out for a filing due on `due_on`."""
    return [LadderDate(due_on + timedelta(days=rung.day), rung) for rung in programme.ladder]


def working_days_between(
    start: datetime,
    end: datetime,
    *,
    zone: str,
    holidays: Collection[date] = (),
    weekend: Collection[int] = SATURDAY_AND_SUNDAY,
) -> int:
    """Return how many working days of `zone` began after `start` and not after `end`.

    The day of `start` does not count, so what comes and goes on one day took 0 days. `weekend` holds
    `date.weekday()` numbers. An `end` before `start` gives 0.
    """
    local = ZoneInfo(zone)
    first, last = start.astimezone(local).date() + ONE_DAY, end.astimezone(local).date()
    if last < first:
        return 0
    count = _days_of_work(first, last, frozenset(weekend))
    return count - sum(first <= day <= last and day.weekday() not in weekend for day in set(holidays))


@lru_cache(maxsize=4096)
def _days_of_work(first: date, last: date, weekend: frozenset[int]) -> int:
    """Return how many days from the first to the last are none of rest; many cases began on the same days."""
    weeks, rest = divmod((last - first).days + 1, DAYS_IN_WEEK)
    count = weeks * (DAYS_IN_WEEK - len(weekend))
    return count + sum((first.weekday() + step) % DAYS_IN_WEEK not in weekend for step in range(rest))


def working_day_after(
    start: date,
    days: int,
    *,
    holidays: Collection[date] = (),
    weekend: Collection[int] = SATURDAY_AND_SUNDAY,
) -> date:
    """Return the working day that is `days` working days after `start`: when a clock runs out.

    Raises ValueError where every day of the week is a day of rest.
    """
    if len(set(weekend)) >= DAYS_IN_WEEK:
        raise ValueError("A week needs at least one working day.")
    day = start
    while days > 0:
        day += ONE_DAY
        days -= day.weekday() not in weekend and day not in holidays
    return day
