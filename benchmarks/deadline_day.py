"""The last day of a million filers, as a model: who comes when, what it costs, and who waits how long.

Requests come at random at the rate of their minute and are taken in the order of arrival by the first free
process; each takes as long as one that was measured. What needs the processor shares the cores: on a machine
with fewer cores than processes a request takes longer while more of them are under way.
"""

import heapq
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.figures import quantile

FILERS = 1_000_000
ON_THE_LAST_DAY = 0.30
IN_ITS_PEAK_HOUR = 0.15
PEAK_MINUTE = 4.0
"""Times the average minute of the peak hour."""
SECONDS_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Mix:
    """What a filer does on the last day: so many pages for one statement filed."""

    pages: int = 18
    """Read or saved before filing: the median of the walked tasks (docs/usability.md) for a statement carried
    over from last year, each form read once and saved once."""


@dataclass(frozen=True, slots=True)
class Waited:
    """How requests fared."""

    number: int
    p50: float
    p99: float
    longest_queue: int
    busy: float
    """The part of the processes' time in which they worked."""


def filings_a_second(filers: int = FILERS) -> tuple[float, float]:
    """Return statements a second in the peak hour, and in its peak minute."""
    hour = filers * ON_THE_LAST_DAY * IN_ITS_PEAK_HOUR / 3600
    return hour, hour * PEAK_MINUTE


def peak_hour(filers: int, *, last_minute: float = 0.0) -> list[float]:
    """Return statements a second in each minute of the peak hour, its last minute the peak.

    `last_minute` lets that part of the hour's people come in the last minute instead, which is the stampede.
    """
    average, peak = filings_a_second(filers)
    total = average * 3600
    last = max(peak * SECONDS_A_MINUTE, last_minute * total)
    rest = (total - last) / 59
    return [rest / SECONDS_A_MINUTE] * 59 + [last / SECONDS_A_MINUTE]


def arrivals(rates: Sequence[float], random: Random) -> Iterator[float]:
    """Yield the instants at which something comes, at random at the rate of each minute."""
    for minute, rate in enumerate(rates):
        at, end = minute * SECONDS_A_MINUTE * 1.0, (minute + 1) * SECONDS_A_MINUTE
        while rate > 0 and (at := at + random.expovariate(rate)) < end:
            yield at


def served(
    came: Iterable[float], times: Sequence[float], *, processes: int, cores: int, random: Random
) -> Waited:
    """Let requests that came at given instants be answered by so many processes on so many cores."""
    free = [0.0] * processes
    waiting: list[float] = []
    took, worked, longest, end = [], 0.0, 0, 0.0
    for at in came:
        begins = max(at, free.pop(0))
        service = random.choice(times) * max(1.0, _running(free, begins) / cores)
        done = begins + service
        insort(free, done)
        while waiting and waiting[0] <= at:
            heapq.heappop(waiting)
        if begins > at:
            heapq.heappush(waiting, begins)
        longest = max(longest, len(waiting))
        took.append(done - at)
        worked += service
        end = max(end, done)
    return Waited(len(took), quantile(took, 0.5), quantile(took, 0.99), longest, worked / (processes * end))


def in_turns(
    clients: int, times: Sequence[float], *, requests: int, processes: int, cores: int, random: Random
) -> Waited:
    """The same for clients that send their next request when the last was answered, as the benchmark does."""
    free, ready = [0.0] * processes, [0.0] * clients
    took, worked = [], 0.0
    for _ in range(requests):
        at = heapq.heappop(ready)
        begins = max(at, free.pop(0))
        service = random.choice(times) * max(1.0, _running(free, begins) / cores)
        insort(free, begins + service)
        heapq.heappush(ready, begins + service)
        took.append(begins + service - at)
        worked += service
    end = max(*free, *ready)
    return Waited(requests, quantile(took, 0.5), quantile(took, 0.99), clients, worked / (processes * end))


def _running(free: Sequence[float], at: float) -> int:
    """Return how many requests are under way with the one that begins now: `free` is when each process is."""
    return 1 + len(free) - bisect_right(free, at)


def processes_needed(
    rates: Sequence[float], times: Sequence[float], *, most: float, cores_each: int, seed: int
) -> tuple[int, int, Waited]:
    """Return the fewest machines of `cores_each` cores, two processes a core, whose p99 is at most `most`."""
    machines = 1
    while True:
        random, cores = Random(seed), machines * cores_each  # noqa: S311 - a simulation
        processes = 2 * cores
        found = served(arrivals(rates, random), times, processes=processes, cores=cores, random=random)
        if found.p99 <= most:
            return machines, processes, found
        machines += max(1, machines // 8)
