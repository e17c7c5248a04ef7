"""Which entries of the lists a name is like, without comparing it with all of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from json import dumps, loads
from pathlib import Path
from typing import NamedTuple, Self

from disclosure.screening.names import Kind, NameKind, similarity

FILE = "names.jsonl"
WORTH_SHOWING = 0.5
"""Less alike than this is no candidate."""


class Candidate(NamedTuple):
    """An entry whose name is like the one asked for."""

    entry: int
    score: float
    name: str
    """The name of the entry that is most alike."""


class Index:
    """Names of entries. An entry may have several names, of both kinds, and is found by its best."""

    def __init__(self) -> None:
        self._names: dict[int, list[tuple[str, NameKind]]] = {}

    @classmethod
    def build(cls, entries: Iterable[tuple[int, str, Kind]]) -> Self:
        """Return an index of entry numbers, names and kinds; a number may come with several names."""
        made = cls()
        for number, name, kind in entries:
            made._names.setdefault(number, []).append((name, NameKind(kind)))
        return made

    def upsert(self, entries: Iterable[tuple[int, str, Kind]]) -> None:
        """Give each entry named here these names instead of the ones it had."""
        self._names |= Index.build(entries)._names  # noqa: SLF001

    def remove(self, numbers: Collection[int]) -> None:
        """Forget these entries; one that is not there is no error."""
        for number in numbers:
            self._names.pop(number, None)

    def __len__(self) -> int:
        return sum(map(len, self._names.values()))

    def candidates(self, name: str, kind: Kind, limit: int = 10) -> list[Candidate]:
        """Return the entries most like `name`, best first, each once, at most `limit`."""
        best: dict[int, Candidate] = {}
        for number, names in self._names.items():
            for other, its_kind in names:
                score = similarity(name, other, kind=kind) if its_kind == kind else 0.0
                if score > WORTH_SHOWING and (number not in best or score > best[number].score):
                    best[number] = Candidate(number, score, other)
        return sorted(best.values(), key=lambda one: (-one.score, one.entry))[:limit]

    def search(self, names: Sequence[str], kind: Kind, limit: int = 10) -> Iterator[list[Candidate]]:
        """Yield the candidates of each name, in the order of the names; equal names are looked up once."""
        found: dict[str, list[Candidate]] = {}
        for name in names:
            if name not in found:
                found[name] = self.candidates(name, kind, limit)
            yield found[name]

    def save(self, folder: Path) -> None:
        """Write the index into a folder, which is made when it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / FILE).open("w", encoding="utf-8") as file:
            for number, names in self._names.items():
                file.writelines(dumps([number, name, kind]) + "\n" for name, kind in names)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the index that was saved in a folder."""
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
        return cls.build(tuple(loads(line)) for line in lines)
