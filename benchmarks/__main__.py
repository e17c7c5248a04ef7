"""The command: measure, print the table as it grows, write docs/performance.md."""

import gc
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks import (
    compliance,
    copying,
    document,
    drawing,
    filing,
    machine,
    office,
    postgresql,
    profiling,
    queue,
    reading,
    reminding,
    replaying,
    rewrapping,
    roster,
    sealing,
    signing_in,
    workbench,
)
from benchmarks.figures import Row
from benchmarks.office import Office
from benchmarks.screening import finding, report

PARTS = (
    *("filing", "login", "cases", "workbench", "lists", "queue", "queue-postgresql", "reminders", "backup"),
    *("vault", "rewrap", "roster", "draw", "postgresql", "replay", "screening", "profile"),
)
IN_AN_OFFICE = frozenset(
    {"vault", "rewrap", "cases", "filing", "login", "workbench", "lists", "queue", "reminders", "backup"}
)
LARGER = 17
"""How many times 5,904 people make a hundred thousand."""


@click.command()
@click.option("--only", multiple=True, type=click.Choice(PARTS), help="Measure this part; may be repeated.")
@click.option(
    "--rounds", type=click.IntRange(min=1), default=3, show_default=True, help="Turns of each line."
)
@click.option("--with-replay", is_flag=True, help="Replay the whole cycle too (some two minutes).")
@click.option(
    "--scale", type=int, default=finding.ENTRIES, show_default=True, help="Entries that screening searches."
)
@click.option(
    "--times",
    type=click.IntRange(min=2),
    default=queue.MANY,
    show_default=True,
    help="How many times 5,904 people the larger queue has.",
)
def main(only: tuple[str, ...], rounds: int, *, with_replay: bool, scale: int, times: int) -> None:
    """Measure our speed beside the bare limit. Without --only, docs/performance.md is written."""
    load = machine.load()
    parts = set(only) or set(PARTS) - ({"replay"} if not with_replay else set())
    if "screening" in parts:
        _screening(entries=scale)
    with tempfile.TemporaryDirectory(prefix="disclosure-bench-") as folder:
        rows = list(_said(_measured(Path(folder), parts, rounds=rounds, times=times)))
        shares = list(profiling.measure(Path(folder) / "profiled")) if "profile" in parts else []
    click.echo()
    for line in (*document.table(rows), *([""] if shares else []), *document.table_of_shares(shares)):
        click.echo(line)
    if not only:
        document.write(document.page(rows, shares, day=datetime.now(UTC).date(), load=load))
        click.echo(f"\nWritten to {document.PAGE}.")


def _screening(*, entries: int) -> None:
    """Measure screening, which has no bare limit but a page of its own."""
    figures = []
    for line in report.lines(entries=entries):
        click.echo(line)
        figures.append(line)
    if entries == finding.ENTRIES:
        report.write(figures)
        click.echo(f"\nWritten to {report.PAGE}.\n")


def _measured(folder: Path, parts: set[str], *, rounds: int, times: int) -> Iterator[Row]:
    begun = office.begin(folder / "office") if parts & IN_AN_OFFICE else None
    if begun is not None:
        measures: dict[str, Callable[[], Iterator[Row]]] = {
            "cases": lambda: reading.measure_cases(begun, rounds=rounds),
            "workbench": lambda: workbench.measure(begun),
            "lists": lambda: _lists(begun, rounds=rounds),
            "queue": lambda: queue.measure(begun, rounds=rounds, many=times),
            "reminders": lambda: reminding.measure(begun, rounds=rounds),
            "backup": lambda: copying.measure(begun, rounds=rounds),
            "filing": lambda: filing.on_sqlite(begun, rounds=rounds),
            "login": lambda: signing_in.measure(begun, rounds=rounds),
            "vault": lambda: sealing.measure(begun, rounds=rounds),
            "rewrap": lambda: rewrapping.measure(begun, rounds=rounds),
        }
        for part, measure in measures.items():
            if part in parts:
                _leave_alone()
                yield from measure()
    _leave_alone()
    if "roster" in parts:
        (folder / "rosters").mkdir()
        yield from roster.measure(folder / "rosters", rounds=rounds)
    if "queue-postgresql" in parts:
        yield from queue.measure_on_postgresql(folder / "queue-postgresql", rounds=rounds, many=times)
    if "draw" in parts:
        yield from drawing.measure(rounds=rounds)
    if "postgresql" in parts:
        yield from postgresql.measure(folder / "postgresql", rounds=rounds)
    if "replay" in parts:
        yield replaying.measure(folder)


def _leave_alone() -> None:
    """Keep the collector from searching what earlier parts left: a process of production has none of it."""
    gc.collect()
    gc.freeze()


def _lists(begun: Office, *, rounds: int) -> Iterator[Row]:
    """Measure what lists and counts, at the size of 2020 and at a hundred thousand people."""
    for times in (1, LARGER):
        copied, people = office.copy(begun, times=times)
        yield from reading.measure_queue(copied, people=people, rounds=rounds)
        yield from compliance.measure(copied, people=people, rounds=rounds)


def _said(rows: Iterator[Row]) -> Iterator[Row]:
    """Say each line when it is known: the whole takes minutes."""
    for row in rows:
        click.echo(f"{row.work}: {row.ours} of {row.limit or 'no limit'}", err=True)
        yield row


if __name__ == "__main__":
    main()
