"""The clock of a case: how long its holder has, when that is over, and how the case stands.

Clocks run in working days of the holder's duty station: the filer's own, and
for the holders in the office Monday to Friday where the programme is at home.
Questions and actions have their own dates. A clock stands still only while the
case is put aside, which everybody sees with its reason.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from disclosure.domain.deadlines import (
    SATURDAY_AND_SUNDAY,
    due_instant,
    working_day_after,
    working_days_between,
)
from disclosure.domain.lifecycle import HOLDER, UNDER_REVIEW, CaseHolder, FilingState
from disclosure.domain.programme import Clocks, Programme
from disclosure.models import PauseReason

AT_RISK = 0.7
"""The part of a clock after which a case is at risk."""
REVIEWED = frozenset({FilingState.FILED, FilingState.IN_REVIEW, FilingState.PROOF})
"""States in which the whole review runs towards its end, counted from the filing."""


class Standing(StrEnum):
    """How a case stands by its clock."""

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    LATE = "late"
    PUT_ASIDE = "put-aside"
    NO_CLOCK = "no-clock"


class Station(NamedTuple):
    """Where a clock runs: the zone, and the days of rest as `date.weekday()` numbers."""

    zone: str
    rest: frozenset[int] = SATURDAY_AND_SUNDAY


class Paused(NamedTuple):
    """A time for which a case was put aside; the last day belongs to it."""

    began_at: datetime
    until: date
    reason: PauseReason


class Turn(NamedTuple):
    """What the clock of a case goes by. `own_date` is when what was asked of the filer is due."""

    state: FilingState
    since: datetime
    filed_at: datetime
    filer_at: Station
    own_date: date | None = None
    pauses: Sequence[Paused] = ()


class Clock(NamedTuple):
    """One clock: since when, how many working days in all, and the first instant that is late."""

    since: datetime
    days: int
    at: Station
    ends_at: datetime


def clock_of(turn: Turn, programme: Programme) -> Clock | None:
    """Return the clock that ends first, or None where none runs."""
    return min(_clocks(turn, programme), key=lambda one: one.ends_at, default=None)


def station_of(turn: Turn, programme: Programme) -> Station:
    """Return where the holder of a case serves."""
    if HOLDER[turn.state] is CaseHolder.FILER:
        return turn.filer_at
    return Station(programme.calendar.default_zone)


def standing(turn: Turn, clock: Clock | None, *, at: datetime) -> Standing:
    """Return how a case stands at an instant."""
    if turn.state not in UNDER_REVIEW or clock is None:
        return Standing.NO_CLOCK
    if paused_at(turn, at) is not None:
        return Standing.PUT_ASIDE
    if clock.ends_at <= at:
        return Standing.LATE
    used = working_days_between(clock.since, at, zone=clock.at.zone, weekend=clock.at.rest)
    used -= _stood_still(turn, clock.at, at=at)
    return Standing.AT_RISK if used > AT_RISK * clock.days else Standing.ON_TRACK


def age(turn: Turn, programme: Programme, *, at: datetime) -> int:
    """Return for how many working days the holder has had the case, without those it was put aside."""
    station = station_of(turn, programme)
    passed = working_days_between(turn.since, at, zone=station.zone, weekend=station.rest)
    return max(0, passed - _stood_still(turn, station, at=at))


def paused_at(turn: Turn, at: datetime) -> Paused | None:
    """Return for what the case is put aside at an instant, if it is."""
    return next((one for one in _pauses(turn) if at < due_instant(one.until, turn.filer_at.zone)), None)


def _clocks(turn: Turn, programme: Programme) -> Iterator[Clock]:
    if turn.own_date is not None:
        yield _until(turn, turn.own_date)
        return
    days = _days(programme.clocks, turn.state)
    station = station_of(turn, programme)
    if days is not None:
        yield _running(turn, turn.since, days, station)
    if turn.state in REVIEWED:
        yield _running(turn, turn.filed_at, programme.clocks.review, station)


@cache
def _days(clocks: Clocks, state: FilingState) -> int | None:
    """Return how long the holder has in a state that has a clock of its own."""
    return {
        FilingState.FILED: clocks.claim,
        FilingState.QUESTION_ASKED: clocks.question,
        FilingState.ADVICE_PROPOSED: clocks.approve,
        FilingState.ADVICE_SENT: clocks.advice,
        FilingState.TO_DISCUSS: clocks.advice,
        FilingState.DISAGREED: clocks.decide,
        FilingState.ESCALATED: clocks.decide,
    }.get(state)


@lru_cache(maxsize=4096)
def _over(begun: date, days: int, station: Station) -> datetime:
    """Return the first instant that is late; many turns of a page begin on the same days."""
    return due_instant(working_day_after(begun, days, weekend=station.rest), station.zone)


def _running(turn: Turn, since: datetime, days: int, station: Station) -> Clock:
    begun = since.astimezone(ZoneInfo(station.zone)).date()
    still = sum(_length(one, station) for one in _pauses(turn))
    return Clock(since, days, station, _over(begun, days + still, station))


def _until(turn: Turn, last: date) -> Clock:
    station = turn.filer_at
    ends_at = due_instant(last, station.zone)
    days = working_days_between(turn.since, ends_at, zone=station.zone, weekend=station.rest)
    return Clock(turn.since, max(1, days), station, ends_at)


def _pauses(turn: Turn) -> list[Paused]:
    """Return the pauses of this turn: a new one begins with its clock running."""
    return [one for one in turn.pauses if one.began_at >= turn.since]


def _length(pause: Paused, station: Station) -> int:
    end = due_instant(pause.until, station.zone)
    return working_days_between(pause.began_at, end, zone=station.zone, weekend=station.rest)


def _stood_still(turn: Turn, station: Station, *, at: datetime) -> int:
    """Return the working days until an instant on which the case was put aside."""
    return sum(
        working_days_between(
            one.began_at,
            min(at, due_instant(one.until, station.zone)),
            zone=station.zone,
            weekend=station.rest,
        )
        for one in _pauses(turn)
    )
