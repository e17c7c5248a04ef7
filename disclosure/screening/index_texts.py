"""Many short texts in one piece: a list of a million names costs their letters, not a million objects."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Letters = npt.NDArray[np.uint8]
Ends = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by number, in the order they were given."""

    letters: Letters
    """All texts in UTF-8, one after the other."""
    ends: Ends
    """Where each text ends."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Return these texts in one piece."""
        making = TextsInMaking()
        for text in texts:
            making.add(text)
        return cls(making.letters(), making.ends())

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        begin = int(self.ends[number - 1]) if number else 0
        return self.letters[begin : int(self.ends[number])].tobytes().decode()


class TextsInMaking:
    """Texts to which others are still added."""

    def __init__(self) -> None:
        self._letters = bytearray()
        self._ends = array("I")

    def add(self, text: str) -> None:
        """Put a text behind the others."""
        self._letters += text.encode("utf-8", "replace")  # half a character pair cannot be written
        self._ends.append(len(self._letters))

    def letters(self) -> Letters:
        """Return the letters of all texts."""
        return np.frombuffer(bytes(self._letters), dtype=np.uint8)

    def ends(self) -> Ends:
        """Return where each text ends."""
        return np.array(self._ends, dtype=np.uint32)
