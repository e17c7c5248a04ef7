"""Which entries of the lists a name is like, without comparing it with all of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple, Self

import msgspec
import numpy as np

from disclosure.screening.index_building import Gathered
from disclosure.screening.index_search import Searcher
from disclosure.screening.index_segment import Segment
from disclosure.screening.names import MATCH_THRESHOLD, RULES, Kind, NameKind, take_apart

Entry = tuple[int, str, Kind]
ABOUT = "about.json"
MOST_SEGMENTS = 6
"""More segments of one kind than this are made one: each is asked for every name."""
LIMIT = 10
AT_ONCE = 500
"""Names that are looked up together."""


class Candidate(NamedTuple):
    """An entry whose name is like the one asked for."""

    entry: int
    score: float
    """As `names.similarity` says of the two names."""
    name: str
    """The name of the entry that is most alike."""


class About(msgspec.Struct):
    """What a saved index says of itself."""

    rules: str
    segments: dict[str, int]
    """How many segments there are of each kind."""


class Index:
    """Names of entries. An entry may have several names, of both kinds, and is found by its best."""

    def __init__(self) -> None:
        self._searchers: dict[NameKind, list[Searcher]] = {kind: [] for kind in NameKind}

    @classmethod
    def build(cls, entries: Iterable[Entry]) -> Self:
        """Return an index of entry numbers, names and kinds; a number may come with several names."""
        made = cls()
        made._add(entries)
        return made

    def upsert(self, entries: Iterable[Entry]) -> None:
        """Give each entry named here these names instead of the ones it had."""
        changed = list(entries)
        self.remove({number for number, _, _ in changed})
        self._add(changed)

    def remove(self, numbers: Collection[int]) -> None:
        """Forget these entries; one that is not there is no error."""
        gone = np.fromiter(numbers, dtype=np.int64)
        for searchers in self._searchers.values():
            for searcher in searchers:
                searcher.alive[np.isin(searcher.segment.entries, gone)] = False

    def __len__(self) -> int:
        """Return how many names there are."""
        return sum(int(one.alive.sum()) for searchers in self._searchers.values() for one in searchers)

    def candidates(
        self, name: str, kind: Kind, limit: int = LIMIT, *, least: float | None = None
    ) -> list[Candidate]:
        """Return the entries most like `name`, best first, each once, at most `limit`.

        None is less alike than `least`; without it, than `MATCH_THRESHOLD` of the kind.
        """
        return next(self.search([name], kind, limit, least=least))

    def search(
        self, names: Sequence[str], kind: Kind, limit: int = LIMIT, *, least: float | None = None
    ) -> Iterator[list[Candidate]]:
        """Yield the candidates of each name, in the order of the names; equal names are looked up once."""
        floor = MATCH_THRESHOLD[kind] if least is None else least
        found: dict[str, list[Candidate]] = {}
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            new = [name for name in dict.fromkeys(some) if name not in found]
            found.update(zip(new, self._searched(new, kind, limit, floor), strict=True))
            yield from (found[name] for name in some)

    def _searched(
        self, names: Sequence[str], kind: Kind, limit: int, least: float
    ) -> Iterator[list[Candidate]]:
        taken = [take_apart(name, kind) for name in names]
        best: list[dict[int, Candidate]] = [{} for _ in names]
        for searcher in self._searchers[NameKind(kind)]:
            for known, rows in zip(best, searcher.search(taken, limit=limit, least=least), strict=True):
                for score, row in rows:
                    entry = int(searcher.segment.entries[row])
                    if entry not in known or score > known[entry].score:
                        known[entry] = Candidate(entry, score, searcher.segment.names[row])
        for name, known in zip(names, best, strict=True):
            yield _in_order(name, known.values())[:limit]

    def save(self, folder: Path) -> None:
        """Write the index into a folder, in place of the one that was there."""
        made = folder.with_name(folder.name + ".new")
        rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        for kind in NameKind:
            self._make_one(kind)
            for number, searcher in enumerate(self._searchers[kind]):
                searcher.segment.save(made / f"{kind}-{number}")
        about = About(RULES, {kind: len(found) for kind, found in self._searchers.items()})
        (made / ABOUT).write_bytes(msgspec.json.encode(about))
        rmtree(folder, ignore_errors=True)
        made.rename(folder)

    @classmethod
    def open(cls, folder: Path) -> Self | None:
        """Return the index saved in a folder; None when there is none, or one by other rules."""
        if not (folder / ABOUT).is_file():
            return None
        about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
        if about.rules != RULES:
            return None
        made = cls()
        for kind in NameKind:
            for number in range(about.segments[kind]):
                made._searchers[kind].append(Searcher(Segment.open(folder / f"{kind}-{number}"), kind))
        return made

    def _add(self, entries: Iterable[Entry]) -> None:
        gathered = {kind: Gathered(kind) for kind in NameKind}
        for number, name, kind in entries:
            gathered[NameKind(kind)].add(number, name)
        for kind in NameKind:
            some = gathered.pop(kind)
            if some.entries:
                self._searchers[kind].append(Searcher(Segment.of(some), kind))
            if len(self._searchers[kind]) > MOST_SEGMENTS:
                self._make_one(kind)

    def _make_one(self, kind: NameKind) -> None:
        """Make the segments of a kind one, without the names that were removed."""
        searchers = self._searchers[kind]
        if len(searchers) > 1 or any(not one.alive.all() for one in searchers):
            gathered = Gathered(kind)
            for number, name in (pair for one in searchers for pair in _alive(one)):
                gathered.add(number, name)
            self._searchers[kind] = [Searcher(Segment.of(gathered), kind)] if gathered.entries else []


def _in_order(name: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates, best first; of equal ones the one that is written like the name."""
    return sorted(candidates, key=lambda one: (-one.score, one.name != name, one.entry))


def _alive(searcher: Searcher) -> Iterator[tuple[int, str]]:
    segment = searcher.segment
    for row in np.flatnonzero(searcher.alive).tolist():
        yield int(segment.entries[row]), segment.names[row]
