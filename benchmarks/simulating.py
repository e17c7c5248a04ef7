"""Measure what a request takes here, see that the model says so too, and let it play the last day.

    python -m benchmarks.simulating

Writes the figures of docs/scaling.md between its two marks; the prose around them is written by hand.
"""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from random import Random

from benchmarks import filing, machine, office
from benchmarks.calling import call, fetch_all, get, post
from benchmarks.deadline_day import (
    FILERS,
    Mix,
    Waited,
    arrivals,
    filings_a_second,
    in_turns,
    peak_hour,
    processes_needed,
    served,
)
from benchmarks.figures import quantile
from benchmarks.serving import WORKERS, Server, serving
from tests.servers import postgres

PAGE = Path(__file__).parents[1] / "docs" / "scaling.md"
BEGIN, END = "<!-- simulated -->", "<!-- /simulated -->"
SEED = 20_270_331
TURNS = 5
ALONE, TOGETHER = 12, 20
"""Requests of a turn."""
CLIENTS = (2, 8)
MOST = 2.0
"""Seconds within which 99 of 100 requests of the peak hour are to be answered."""
CORES_EACH = 16


@dataclass
class Kept:
    """Requests of one kind that were sent in several turns: between them the others had theirs."""

    seconds: float = 0.0
    processor: float = 0.0
    """Seconds that the site had a processor."""
    errors: int = 0
    times: list[float] = field(default_factory=list)

    def take(
        self, site: Server, requests: Iterator[bytes], number: int, *, clients: int = 1, expect: str = "303"
    ) -> None:
        """Send the next of them, so many at a time."""
        before = site.processor_seconds()
        load = call(site.port, list(islice(requests, number)), concurrency=clients, expect=expect)
        self.processor += site.processor_seconds() - before
        self.seconds += load.seconds
        self.errors += load.errors
        self.times += load.times

    @property
    def rate(self) -> float:
        """Requests a second that were answered as they should be."""
        return (len(self.times) - self.errors) / self.seconds

    @property
    def cost(self) -> float:
        """Seconds of processor that one of them takes the site."""
        return self.processor / len(self.times)


class Measured:
    """Pages and filings one at a time, and filings of several clients."""

    def __init__(self, folder: Path, database: str) -> None:
        begun = office.begin(folder, database=database)
        cast = begun.take(filing.WARM_UP + TURNS * (ALONE + len(CLIENTS) * TOGETHER))
        office.draft_all(begun, cast)
        by = [begun.stage.filers[part.person.index_number] for part in cast]
        cookies = office.cookies(begun, site="portal", by=by)
        self.pages, self.filings = Kept(), Kept()
        self.together = {clients: Kept() for clients in CLIENTS}
        with serving("portal:create_app()", environ=begun.environ, folder=folder) as site:
            pages = fetch_all(site.port, filing.CHECK, cookies)
            forms = iter([post(filing.CHECK, {**p.hidden, **filing.FILED}, cookie=p.cookie) for p in pages])
            read = cycle([get(filing.CHECK, cookie=page.cookie) for page in pages[-ALONE:]])
            Kept().take(site, forms, filing.WARM_UP, clients=2)
            for _ in range(TURNS):
                self.pages.take(site, read, ALONE, expect="200")
                self.filings.take(site, forms, ALONE)
                for clients, kept in self.together.items():
                    kept.take(site, forms, TOGETHER, clients=clients)


def main() -> None:
    """Run and write."""
    load = machine.load()
    with tempfile.TemporaryDirectory(prefix="simulating-") as name, postgres(durable=True) as server:
        measured = Measured(Path(name), server.url(server.create()))
    lines = [*_machine(load), *_checked(measured), *_hour(measured)]
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text("\n".join([before + BEGIN, "", *lines, "", END]) + after, encoding="utf-8")
    print("\n".join(lines))


def _machine(load: float) -> Iterator[str]:
    yield f"Measured on {datetime.now(UTC):%-d %B %Y}, load {load:.1f} when it began:"
    yield ""
    yield from (f"- {line}" for line in list(machine.described())[:2])
    if not machine.is_quiet(load):
        yield "- other work was running beside it: times are longer, and machines more, than on an idle one"
    yield ""


def _checked(measured: Measured) -> Iterator[str]:
    """Beside each measured figure what the model says, from the times of one request at a time alone."""
    cores = len(os.sched_getaffinity(0))
    yield "| filing on PostgreSQL, two processes | measured | model | model : measured |"
    yield "|---|---|---|---|"
    for clients, kept in measured.together.items():
        random = Random(SEED)  # noqa: S311 - a simulation
        model = in_turns(
            clients, measured.filings.times, requests=4000, processes=WORKERS, cores=cores, random=random
        )
        rate = model.number / (model.p50 * model.number / clients)
        yield _beside(f"statements a second, {clients} clients", kept.rate, rate, "{:.0f}")
        yield _beside(f"p50 in ms, {clients} clients", _of(kept, 0.5) * 1000, model.p50 * 1000, "{:.0f}")
        yield _beside(f"p99 in ms, {clients} clients", _of(kept, 0.99) * 1000, model.p99 * 1000, "{:.0f}")
    yield ""


def _beside(what: str, measured: float, model: float, form: str) -> str:
    return f"| {what} | {form.format(measured)} | {form.format(model)} | {model / measured:.2f} |"


def _of(kept: Kept, part: float) -> float:
    return quantile(kept.times, part)


def _hour(measured: Measured) -> Iterator[str]:
    """What the peak hour needs: pages and filings together, and then the stampede on the same machines."""
    times = _mixed(measured)
    hour, minute = filings_a_second()
    yield (
        f"One page takes {_ms(measured.pages)}, one filing {_ms(measured.filings)}, one at a time here. "
        f"The site has a processor for {measured.pages.cost * 1000:.0f} and "
        f"{measured.filings.cost * 1000:.0f} ms of that; the rest is the database, the disk and, "
        "where other work runs, waiting for a turn."
    )
    yield (
        f"{FILERS:,} filers file {hour:.1f} statements a second in the peak hour and {minute:.0f} in its "
        f"peak minute: {minute * (Mix().pages + 1):,.0f} requests a second with {Mix().pages} pages each."
    )
    yield ""
    yield "| filers | machines of 16 cores | processes | p50 | p99 | longest queue | busy |"
    yield "|---|---|---|---|---|---|---|"
    for filers in (6_000, 100_000, FILERS):
        rates = [rate * (Mix().pages + 1) for rate in peak_hour(filers)][-10:]
        machines, processes, found = processes_needed(
            rates, times, most=MOST, cores_each=CORES_EACH, seed=SEED
        )
        yield _fared(f"{filers:,}", machines, processes, found)
    storm = [rate * (Mix().pages + 1) for rate in peak_hour(FILERS, last_minute=0.30)][-10:]
    random = Random(SEED)  # noqa: S311 - a simulation
    cores = machines * CORES_EACH
    found = served(arrivals(storm, random), times, processes=processes, cores=cores, random=random)
    yield _fared(f"{FILERS:,}, 30% of the hour in its last minute", machines, processes, found)
    enough = processes_needed(storm, times, most=MOST, cores_each=CORES_EACH, seed=SEED)
    yield _fared("the same on machines enough for it", *enough)
    yield ""


def _mixed(measured: Measured) -> list[float]:
    """One filing for so many pages."""
    pages, filings = measured.pages.times, measured.filings.times
    return [*pages * Mix().pages, *filings]


def _fared(who: str, machines: int, processes: int, found: Waited) -> str:
    return (
        f"| {who} | {machines} | {processes} | {found.p50 * 1000:.0f} ms | {found.p99:.2f} s "
        f"| {found.longest_queue:,} | {found.busy:.0%} |"
    )


def _ms(kept: Kept) -> str:
    return f"{quantile(kept.times, 0.5) * 1000:.0f} ms"


if __name__ == "__main__":
    main()
