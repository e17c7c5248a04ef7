"""The same filing on PostgreSQL, beside the bare submit on the same server."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks import filing, office
from benchmarks.figures import Row
from tests.servers import postgres

CLIENTS = (8, 32)
MOST_ROUNDS = 2
"""Every round needs filers of its own, and these come a second time."""


def measure(folder: Path, *, rounds: int) -> Iterator[Row]:
    """Yield one line per number of clients, on a server that flushes every commit."""
    with postgres(durable=True) as server:
        ours, bare = server.create(), server.create()
        begun = office.begin(folder, database=server.url(ours))
        yield from filing.measure(
            begun, bare=server.url(bare), name="PostgreSQL", clients=CLIENTS, rounds=min(rounds, MOST_ROUNDS)
        )
