"""The figures of screening, on the terminal and in docs/screening.md."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import process_time

from benchmarks import machine
from benchmarks.screening import finding, million, quality
from disclosure.screening.names import NameKind, similarity

PAGE = Path(__file__).parents[2] / "docs" / "screening.md"
FIGURES = "## Figures\n"
"""Everything below this heading is written by the benchmark."""
COMPARED = 20_000
GOAL = 26
"""Seconds for all names that 5,904 statements declare."""


def lines(*, entries: int = finding.ENTRIES) -> Iterator[str]:
    """Yield the figures in Markdown, as they are measured."""
    load = machine.load()
    day = datetime.now(UTC).date()
    yield f"{day:%-d %B %Y}, load {load:.1f} when it began; times are of one core's processor."
    yield ""
    yield "### Telling names apart"
    yield ""
    yield from quality.lines()
    yield ""
    cold, warm = speed()
    yield f"Names compared a second: {cold:,.0f} when each is new, {warm:,.0f} when they were met before."
    yield ""
    yield f"### Finding one name among {entries:,}"
    yield ""
    run = finding.measure(entries=entries)
    yield from finding.lines(run)
    yield ""
    yield (
        f"{run.declared:,} declared names against {run.entries:,} entries: {run.seconds:.1f} s "
        f"(goal {GOAL} s), {run.relatives:,} relatives against {run.roster:,} people of the "
        f"roster: {run.beside:.1f} s. "
        f"Building the index took {run.build:.1f} s, the whole process at most {run.memory:,.0f} MB."
    )
    yield ""
    yield f"### A list of {million.ENTRIES:,}"
    yield ""
    large = million.measure(million.ENTRIES if entries >= finding.ENTRIES else entries)
    yield (
        f"{large.entries:,} entries in a process of its own: at most {large.memory:,.0f} MB (goal "
        f"{million.LIMIT:,}), built in {large.build:.0f} s, {large.rate:,.0f} queries/s with one typo, "
        f"the right entry first in {large.first:.3f} of them."
    )


def speed() -> tuple[float, float]:
    """Return how many pairs a second are compared: names never met, and names met before."""
    rnd = Random(finding.SEED)  # noqa: S311 - a benchmark repeats itself
    with quality.PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {
        kind: [name for row in rows if row["kind"] == kind for name in (row["a"], row["b"])]
        for kind in NameKind
    }
    some = [
        (rnd.choice(names[kind]), rnd.choice(names[kind]), kind) for kind in NameKind for _ in range(COMPARED)
    ]
    rates = []
    for _ in range(2):
        begun = process_time()
        for a, b, kind in some:
            similarity(a, b, kind=kind)
        rates.append(len(some) / (process_time() - begun))
    return rates[0], rates[1]


def write(figures: list[str]) -> None:
    """Put the figures below their heading in docs/screening.md."""
    text = PAGE.read_text(encoding="utf-8").partition(FIGURES)[0]
    PAGE.write_text("\n".join([text + FIGURES, *figures, ""]), encoding="utf-8")
