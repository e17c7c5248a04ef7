"""An index of a million names, in a process of its own: what it takes, and how fast it answers."""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from time import process_time
from typing import NamedTuple

from benchmarks.screening import finding
from benchmarks.screening.mixing import slip, stream
from disclosure.screening.index import Index
from disclosure.screening.names import NameKind

ENTRIES = 1_000_000
ASKED = 1_000
LIMIT = 1_500
"""Megabytes that the process may take."""


class Million(NamedTuple):
    """What a large index costs."""

    entries: int
    build: float
    """Seconds of processor time, inventing the names included."""
    memory: float
    """Megabytes of the process at its largest."""
    rate: float
    """Queries a second."""
    first: float
    """Share of names with one typo whose right entry came first."""


def measure(entries: int = ENTRIES) -> Million:
    """Measure in a process of its own, so that nothing else counts."""
    command = [sys.executable, "-m", "benchmarks.screening.million", str(entries)]
    told = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    return Million(*json.loads(told.stdout))


def _measure(entries: int) -> Million:
    rnd = Random(finding.SEED)  # noqa: S311 - a benchmark repeats itself
    asked: dict[int, str] = {}

    def named() -> Iterator[tuple[int, str, NameKind]]:
        for number, one in enumerate(islice(stream(seed=finding.SEED), entries)):
            if number % (entries // ASKED) == 0:
                asked[number] = slip(rnd, one)
            yield number, one.written(), NameKind.ORGANISATION

    begun = process_time()
    index = Index.build(named())
    build = process_time() - begun
    begun = process_time()
    answers = list(index.search(list(asked.values()), NameKind.ORGANISATION, least=finding.LEAST))
    taken = process_time() - begun
    right = sum(bool(some) and some[0].entry == number for number, some in zip(asked, answers, strict=True))
    return Million(entries, build, finding.peak(), len(asked) / taken, right / len(asked))


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
