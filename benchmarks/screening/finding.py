"""The index: does it find the right entry for a name written differently, and how fast."""

import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from time import process_time

from benchmarks.screening.mixing import (
    Made,
    in_latin,
    in_other_order,
    make,
    misspelt,
    other_form,
    people,
    slip,
    slip_and_form,
)
from disclosure.screening.index import Index
from disclosure.screening.names import NameKind

SEED = 76
ENTRIES = 100_000
EACH = 1_000
"""Queries of each way of writing a name differently."""
DECLARED = 47_000
ROSTER = 38_675
RELATIVES = 8_000
"""Relatives that statements name, looked up among the people of the roster."""
LEAST = 0.6
Way = Callable[[Random, Made], str]
WAYS: dict[str, Way] = {
    "exact": lambda _, made: made.written(),
    "one typo": slip,
    "typo, one or two": lambda rnd, made: slip(rnd, made, times=rnd.choice((1, 2))),
    "legal form": other_form,
    "transliteration": in_latin,
    "word order": in_other_order,
    "typo and legal form": slip_and_form,
}
MIXED = ("typo, one or two", "legal form", "transliteration", "word order", "typo and legal form")
"""The ways the mean of which is the figure for mixed queries."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one way of writing names differently gave."""

    way: str
    first: float
    """Share of queries whose right entry came first."""
    found: float
    """Share of queries whose right entry was among ten."""
    rate: float
    """Queries a second of processor time, on one core."""


@dataclass(frozen=True, slots=True)
class Run:
    """An index of names, what it found and what it cost."""

    entries: int
    build: float
    """Seconds of processor time."""
    memory: float
    """Megabytes of the process at its largest, all of it."""
    findings: tuple[Finding, ...]
    declared: int
    seconds: float
    """Processor time of looking up all declared names."""
    roster: int
    relatives: int
    beside: float
    """Processor time of looking up the relatives among the people of the roster."""


def measure(*, entries: int = ENTRIES, each: int = EACH, declared: int = DECLARED) -> Run:
    """Build an index and ask it."""
    made = make(entries, seed=SEED)
    begun = process_time()
    index = Index.build((number, one.written(), NameKind.ORGANISATION) for number, one in enumerate(made))
    build = process_time() - begun
    findings = tuple(_ask(index, made, way, each=each) for way in WAYS)
    names = declared_names(made, declared)
    begun = process_time()
    for _ in index.search(names, NameKind.ORGANISATION):
        pass
    seconds = process_time() - begun
    beside = _roster()
    return Run(entries, build, peak(), findings, len(names), seconds, ROSTER, RELATIVES, beside)


def peak() -> float:
    """Return the megabytes of this process at its largest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _roster() -> float:
    """Return the processor time of looking up relatives among the people of the roster."""
    rnd = Random(SEED)  # noqa: S311 - a benchmark repeats itself
    known = people(ROSTER, seed=SEED)
    index = Index.build((number, name, NameKind.PERSON) for number, name in enumerate(known))
    some = [misspelt(rnd, name) for name in rnd.sample(known, RELATIVES // 4)]
    names = [*people(RELATIVES - len(some), seed=SEED + 1), *some]
    begun = process_time()
    for _ in index.search(names, NameKind.PERSON):
        pass
    return process_time() - begun


def _ask(index: Index, made: list[Made], way: str, *, each: int) -> Finding:
    rnd = Random(f"{SEED} {way}")  # noqa: S311 - a benchmark repeats itself
    chosen = _chosen(rnd, made, way, each)
    queries = [WAYS[way](rnd, made[number]) for number in chosen]
    begun = process_time()
    answers = list(index.search(queries, NameKind.ORGANISATION, least=LEAST))
    taken = process_time() - begun
    both = list(zip(chosen, answers, strict=True))
    first = sum(bool(answer) and answer[0].entry == right for right, answer in both)
    found = sum(right in {one.entry for one in answer} for right, answer in both)
    return Finding(way, first / each, found / each, each / max(taken, 1e-9))


def _chosen(rnd: Random, made: list[Made], way: str, each: int) -> list[int]:
    """Return which names are asked for; only another script can be transliterated."""
    suitable = [n for n, one in enumerate(made) if way != "transliteration" or one.script != "latin"]
    return rnd.sample(suitable, min(each, len(suitable)))


def declared_names(made: list[Made], count: int) -> list[str]:
    """Return what 5,904 statements may declare.

    Half are on no list, a sixth as they are on it, a sixth are written differently.

    Colleagues declare the same employers, banks and funds: the last sixth are names said before.
    """
    rnd = Random(SEED)  # noqa: S311 - a benchmark repeats itself
    absent = make(count // 2, seed=SEED + 1)
    known = rnd.sample(made, min(len(made), count // 6))
    written = [one.written() for one in (*absent, *known)]
    ways = [WAYS[way] for way in MIXED]
    different = [rnd.choice(ways)(rnd, one) for one in known]
    names = [*written, *different]
    return [*names, *rnd.choices(names, k=count - len(names))]


def lines(run: Run) -> Iterator[str]:
    """Yield the lines of the table of findings in Markdown."""
    yield "| names written with | right entry first | among ten | queries/s |"
    yield "|---|---|---|---|"
    for one in run.findings:
        yield f"| {one.way} | {one.first:.3f} | {one.found:.3f} | {one.rate:,.0f} |"
    yield f"| mixed, mean of the last five | {mixed(run):.3f} | | |"


def mixed(run: Run) -> float:
    """Return the share of mixed queries whose right entry came first."""
    firsts = [one.first for one in run.findings if one.way in MIXED]
    return sum(firsts) / len(firsts)
