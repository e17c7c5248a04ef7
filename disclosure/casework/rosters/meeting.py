"""Whether an index number or an address was met before in a file: exactly, or in little memory."""

from array import array
from collections.abc import Iterator
from itertools import pairwise


class Exact:
    """Knows the line on which each text was first met."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def met(self, text: str, line: int) -> int:
        """Return the line on which `text` was first met, which may be this one."""
        return self._lines.setdefault(text, line)


class Hashed:
    """Keeps eight bytes of each text, and knows afterwards which may have been met twice."""

    def __init__(self) -> None:
        self._hashes = array("q")
        self._keep = self._hashes.append

    def met(self, text: str, line: int) -> int:
        """Return `line`: whether the text was met before is told by `doubled`, when all were."""
        self._keep(hash(text))
        return line

    def doubled(self) -> frozenset[int]:
        """Return the hashes of texts that were met twice; by chance, of two different ones."""
        return frozenset(self._twice())

    def holds(self) -> frozenset[int]:
        """Return the hashes of all texts that were met."""
        return frozenset(self._hashes)

    def _twice(self) -> Iterator[int]:
        return (one for one, other in pairwise(sorted(self._hashes)) if one == other)


Meeting = Exact | Hashed
