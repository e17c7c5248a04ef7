"""When people file: few at first, a surge before the due date, a tail of reminded ones after it.

The shape is this project's choice; published are only the dates. The due date of 31 March 2020
was put back to 30 April, and letters of the programme's ladder count from that day.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from disclosure.domain.programme import Calendar

FIRST = date(2020, 3, 3)
"""The first local day: even where the day begins first, it is 2 March in Greenwich by then."""
FIRST_DUE = date(2020, 3, 31)
DUE = date(2020, 4, 30)
LAST = date(2020, 5, 28)
"""Whoever files at all does so before the letter to the head of their entity, 30 days after the due date."""

REST = 0.25
"""Weight of a day of rest beside a working day."""
_BUMPS = {
    date(2020, 3, 3): 3.0,
    date(2020, 3, 4): 2.5,
    date(2020, 3, 30): 4.0,
    FIRST_DUE: 6.0,
    date(2020, 4, 16): 3.0,
    date(2020, 4, 17): 2.0,
    date(2020, 4, 23): 3.5,
    date(2020, 4, 24): 3.0,
    date(2020, 4, 27): 5.0,
    date(2020, 4, 28): 9.0,
    date(2020, 4, 29): 13.0,
    DUE: 24.0,
    date(2020, 5, 3): 1.5,
    date(2020, 5, 4): 1.2,
    date(2020, 5, 10): 0.9,
    date(2020, 5, 11): 0.7,
    date(2020, 5, 20): 0.6,
    date(2020, 5, 21): 0.4,
}
_BEFORE, _AFTER = 1.0, 0.12

_OFFICE_HOURS = tuple(
    accumulate((1, 0, 0, 0, 0, 1, 2, 5, 9, 14, 15, 13, 8, 11, 14, 13, 11, 8, 5, 4, 4, 4, 3, 2))
)
_LAST_HOURS = tuple(
    accumulate((0, 0, 0, 0, 0, 1, 2, 4, 6, 8, 9, 9, 7, 9, 11, 12, 12, 11, 9, 8, 9, 10, 11, 13))
)


@cache
def _days(rest_days: frozenset[int]) -> tuple[tuple[date, ...], tuple[float, ...]]:
    days = tuple(FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return days, tuple(accumulate(_weight(day, rest_days) for day in days))


def _weight(day: date, rest_days: Collection[int]) -> float:
    weight = _BUMPS.get(day, _BEFORE if day <= DUE else _AFTER)
    return weight * REST if day.weekday() in rest_days and day != DUE else weight


class Moments:
    """Instants at which people file, by the clocks and the days of rest of where they serve."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._places: dict[str, tuple[ZoneInfo, frozenset[int]]] = {}

    def draw(self, rng: Random, duty_station: str) -> datetime:
        """Return an instant (UTC) at which somebody serving at `duty_station` files."""
        zone, rest_days = self._place(duty_station)
        days, weights = _days(rest_days)
        day = rng.choices(days, cum_weights=weights)[0]
        hour = rng.choices(range(24), cum_weights=_LAST_HOURS if day == DUE else _OFFICE_HOURS)[0]
        second = rng.randrange(3600)
        local = datetime.combine(day, time(hour, second // 60, second % 60), tzinfo=zone)
        return local.astimezone(UTC)

    def _place(self, duty_station: str) -> tuple[ZoneInfo, frozenset[int]]:
        """Return the zone and the days of rest; the table is searched once per place."""
        if duty_station not in self._places:
            found = self._calendar.duty_station(duty_station)
            rest_days = found.rest_days if found else frozenset({5, 6})
            self._places[duty_station] = (ZoneInfo(self._calendar.zone_of(duty_station)), rest_days)
        return self._places[duty_station]
