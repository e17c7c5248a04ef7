"""What was measured, in figures: rates, quantiles, medians of rounds, ratios, and whether a goal is met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter
from typing import Protocol

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Load:
    """One run of the client: how long it took, how long each request took, what went wrong."""

    seconds: float
    times: Sequence[float]
    """Seconds of each request, from connecting to the end of the answer."""
    errors: int = 0
    """Requests that were not answered as they should be."""

    @property
    def rate(self) -> float:
        """Requests a second that were answered as they should be."""
        return (len(self.times) - self.errors) / self.seconds


@dataclass(frozen=True, slots=True)
class Speed:
    """Several runs of the same work: the medians of their figures, the sum of their errors."""

    rate: float
    """Per second."""
    p50: float
    """Seconds."""
    p99: float
    """Seconds."""
    errors: int


class Goal(Protocol):
    """What a ratio is held against."""

    def met(self, ratio: float) -> bool:
        """Whether a ratio of ours to the limit is good enough."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Ours is at least this part of the limit: for rates."""

    part: float

    def met(self, ratio: float) -> bool:
        """Whether a ratio is at least this."""
        return ratio >= self.part

    def __str__(self) -> str:
        return f"≥ 1/{1 / self.part:.2g}"


@dataclass(frozen=True, slots=True)
class AtMost:
    """Ours takes at most so many times the limit: for durations."""

    times: float

    def met(self, ratio: float) -> bool:
        """Whether a ratio is at most this."""
        return ratio <= self.times

    def __str__(self) -> str:
        return f"≤ {self.times:g} x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    work: str
    ours: str
    limit: str
    ratio: float | None
    goal: str = ""
    met: bool | None = None
    """None where there is no goal: the line is for comparison."""
    p50: str = ""
    p99: str = ""
    errors: int = 0


def quantile(times: Sequence[float], part: float) -> float:
    """Return the smallest time that at least `part` of all do not exceed. Raises ValueError for none."""
    if not times:
        raise ValueError("There is no quantile of nothing.")
    return sorted(times)[max(0, ceil(part * len(times)) - 1)]


def speed(loads: Sequence[Load]) -> Speed:
    """Return the medians over the rounds of one work."""
    return Speed(
        rate=median(load.rate for load in loads),
        p50=median(quantile(load.times, 0.50) for load in loads),
        p99=median(quantile(load.times, 0.99) for load in loads),
        errors=sum(load.errors for load in loads),
    )


def in_turns(*, ours: Act, limit: Act, rounds: int) -> tuple[float, float]:
    """Do our work and the bare one in turns; return the median seconds of each."""
    timed: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for act, seconds in zip((ours, limit), timed, strict=True):
            began = perf_counter()
            act()
            seconds.append(perf_counter() - began)
    return median(timed[0]), median(timed[1])


def rates(work: str, ours: Speed, limit: Speed, *, goal: Goal | None = None) -> Row:
    """Return the line of something that is done so often a second."""
    ratio = ours.rate / limit.rate
    return Row(
        work=work,
        ours=f"{ours.rate:,.0f}/s",
        limit=f"{limit.rate:,.0f}/s",
        ratio=ratio,
        goal=str(goal or ""),
        met=goal.met(ratio) and not ours.errors if goal else None,
        p50=f"{_short(ours.p50)} : {_short(limit.p50)}",
        p99=f"{_short(ours.p99)} : {_short(limit.p99)}",
        errors=ours.errors,
    )


def durations(work: str, ours: float, limit: float, *, goal: Goal | None = None) -> Row:
    """Return the line of something that takes so many seconds."""
    ratio = ours / limit
    met = goal.met(ratio) if goal else None
    return Row(work=work, ours=_short(ours), limit=_short(limit), ratio=ratio, goal=str(goal or ""), met=met)


def _short(seconds: float) -> str:
    """Return a duration in the unit in which it is easily read."""
    if seconds < 0.001:
        return f"{seconds * 1_000_000:.0f} µs"
    if seconds < 1:
        return f"{seconds * 1_000:.3g} ms"
    return f"{seconds:.3g} s"
