"""Measure what a request takes here, see that the model says so too, and let it play the last day.

    python -m benchmarks.simulating

Writes the figures of docs/scaling.md between its two marks; the prose around them is written by hand.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
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
from benchmarks.figures import Load
from benchmarks.serving import WORKERS, serving
from tests.servers import postgres

PAGE = Path(__file__).parents[1] / "docs" / "scaling.md"
BEGIN, END = "<!-- simulated -->", "<!-- /simulated -->"
SEED = 20_270_331
ALONE, TOGETHER = 60, 96
CLIENTS = (2, 8)
MOST = 2.0
"""Seconds within which 99 of 100 requests of the peak hour are to be answered."""
CORES_EACH = 16


class Measured:
    """Seconds that requests take one at a time, what they cost the processor, and how they fared together."""

    def __init__(self, folder: Path, database: str) -> None:
        begun = office.begin(folder, database=database)
        cast = begun.take(ALONE + len(CLIENTS) * TOGETHER + filing.WARM_UP)
        office.draft_all(begun, cast)
        by = [begun.stage.filers[part.person.index_number] for part in cast]
        cookies = office.cookies(begun, site="portal", by=by)
        with serving("portal:create_app()", environ=begun.environ, folder=folder) as site:
            pages = fetch_all(site.port, filing.CHECK, cookies)
            forms = [post(filing.CHECK, {**p.hidden, **filing.FILED}, cookie=p.cookie) for p in pages]
            read = [get(filing.CHECK, cookie=page.cookie) for page in pages[-ALONE:]]
            began = site.processor_seconds()
            self.pages = call(site.port, read, concurrency=1, expect="200").times
            self.page_costs = (site.processor_seconds() - began) / ALONE
            waiting = iter(forms)

            def take(number: int, clients: int) -> Load:
                return call(
                    site.port, [next(waiting) for _ in range(number)], concurrency=clients, expect="303"
                )

            take(filing.WARM_UP, 2)
            began = site.processor_seconds()
            self.filings = take(ALONE, 1).times
            self.filing_costs = (site.processor_seconds() - began) / ALONE
            self.together = {clients: take(TOGETHER, clients) for clients in CLIENTS}


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
    for clients, load in measured.together.items():
        random = Random(SEED)  # noqa: S311 - a simulation
        model = in_turns(
            clients, measured.filings, requests=4000, processes=WORKERS, cores=cores, random=random
        )
        rate = model.number / (model.p50 * model.number / clients)
        yield _beside(f"statements a second, {clients} clients", load.rate, rate, "{:.0f}")
        yield _beside(f"p50 in ms, {clients} clients", _of(load, 0.5) * 1000, model.p50 * 1000, "{:.0f}")
        yield _beside(f"p99 in ms, {clients} clients", _of(load, 0.99) * 1000, model.p99 * 1000, "{:.0f}")
    yield ""


def _beside(what: str, measured: float, model: float, form: str) -> str:
    return f"| {what} | {form.format(measured)} | {form.format(model)} | {model / measured:.2f} |"


def _of(load: Load, part: float) -> float:
    return sorted(load.times)[min(int(part * len(load.times)), len(load.times) - 1)]


def _hour(measured: Measured) -> Iterator[str]:
    """What the peak hour needs: pages and filings together, and then the stampede on the same machines."""
    times = _mixed(measured)
    hour, minute = filings_a_second()
    yield (
        f"One page takes {_ms(measured.pages)}, one filing {_ms(measured.filings)}, one at a time here. "
        f"The site has a processor for {measured.page_costs * 1000:.0f} and "
        f"{measured.filing_costs * 1000:.0f} ms of that; the rest is the database, the disk and, "
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
    yield ""


def _mixed(measured: Measured) -> list[float]:
    """One filing for so many pages, as often as each was measured."""
    return [*measured.pages, *measured.filings[: max(1, len(measured.pages) // Mix().pages)]]


def _fared(who: str, machines: int, processes: int, found: Waited) -> str:
    return (
        f"| {who} | {machines} | {processes} | {found.p50 * 1000:.0f} ms | {found.p99:.2f} s "
        f"| {found.longest_queue:,} | {found.busy:.0%} |"
    )


def _ms(times: Sequence[float]) -> str:
    return f"{sorted(times)[len(times) // 2] * 1000:.0f} ms"


if __name__ == "__main__":
    main()
