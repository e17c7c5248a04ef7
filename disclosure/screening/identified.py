"""Which entries have an identifier: a file that is asked, so that it takes no memory."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Self

from disclosure.domain.listed import Identifier

FILE = "identifiers.sqlite"
AT_ONCE = 5_000


class Identifiers:
    """The identifiers of numbered entries, in a file or (without a path) in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self._file = sqlite3.connect(path or ":memory:", check_same_thread=False)
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):  # the file can be made anew
            self._file.execute(f"PRAGMA {pragma}")
        self._file.execute(
            "CREATE TABLE IF NOT EXISTS had "
            "(value TEXT, entry INTEGER, PRIMARY KEY (value, entry)) WITHOUT ROWID"
        )
        self._file.execute("CREATE INDEX IF NOT EXISTS of_entry ON had (entry)")

    @classmethod
    def copied(cls, source: Self, path: Path) -> Self:
        """Return a copy of `source` in a new file."""
        made = cls(path)
        source.settle()
        source._file.backup(made._file)
        return made

    def add(self, rows: Iterable[tuple[int, Iterable[Identifier]]]) -> None:
        """Say which identifiers entries have."""
        found = ((_told(each), number) for number, some in rows for each in some)
        self._file.executemany("INSERT OR IGNORE INTO had VALUES (?, ?)", found)

    def remove(self, numbers: Collection[int]) -> None:
        """Forget entries."""
        self._file.executemany("DELETE FROM had WHERE entry = ?", ((number,) for number in numbers))

    def settle(self) -> None:
        """Write what was added and removed."""
        self._file.commit()

    def having(self, identifiers: Collection[Identifier]) -> Mapping[Identifier, list[int]]:
        """Return the numbers of the entries that have each of the identifiers; without those nobody has."""
        found: dict[Identifier, list[int]] = {}
        for identifier in identifiers:
            rows = self._file.execute("SELECT entry FROM had WHERE value = ?", (_told(identifier),))
            if numbers := [number for (number,) in rows]:
                found[identifier] = numbers
        return found

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Yield every identifier as text, and the entry that has it."""
        yield from self._file.execute("SELECT value, entry FROM had ORDER BY value, entry")

    def close(self) -> None:
        """Leave the file."""
        self.settle()
        self._file.close()


def _told(identifier: Identifier) -> str:
    return f"{identifier.scheme}:{identifier.country}:{identifier.value}"
