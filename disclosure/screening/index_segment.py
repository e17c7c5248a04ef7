"""A part of the index that never changes: names of one kind, their words, and the keys they are found by."""

from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import msgspec
import numpy as np
import numpy.typing as npt

from disclosure.screening.index_building import Gathered
from disclosure.screening.index_texts import Texts
from disclosure.screening.tokens import Name, Token, recalled

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.uint32]
Shares = npt.NDArray[np.float32]
FORMS = "forms.json"
ARRAYS = "arrays.npz"
REMEMBERED = 200_000
"""Words that are kept as tokens, so that each is made once."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Names in rows; words numbered in the order they were first met."""

    names: Texts
    words: Texts
    """Each word as `tokens.told` tells it."""
    forms: list[str]
    form_of: npt.NDArray[np.uint8]
    """Which of the forms each row has."""
    entries: Numbers
    """Entry number of each row."""
    weights: Shares
    """Weight of the words of each row, without initials."""
    surpluses: Shares
    """What the words of each row cost where the other name has none of them."""
    starts: Places
    """Where the words of each row begin in `spelt`; one more than there are rows."""
    spelt: Places
    """The words of all rows, one after the other."""
    found_starts: Places
    """Where the rows of each word begin in `found`; one more than there are words."""
    found: Places
    """The rows that have each word."""
    word_hashes: Places
    word_of_hash: Places
    name_hashes: Places
    row_of_hash: Places
    tokens: dict[int, Token] = field(default_factory=dict)
    """Words that were asked for, made once."""

    @classmethod
    def of(cls, gathered: Gathered) -> Self:
        """Return a segment of the names that were gathered."""
        return cls(**_arranged(gathered))

    def __len__(self) -> int:
        return len(self.entries)

    def word(self, number: int) -> Token:
        """Return a word by its number."""
        known = self.tokens.get(number)
        if known is None:
            if len(self.tokens) >= REMEMBERED:
                self.tokens.clear()
            known = self.tokens[number] = recalled(self.words[number])
        return known

    def name(self, row: int) -> Name:
        """Return the name of a row, taken apart."""
        numbers = self.spelt[self.starts[row] : self.starts[row + 1]].tolist()
        return Name(tuple(self.word(number) for number in numbers), self.forms[self.form_of[row]])

    def rows(self, word: int) -> Places:
        """Return the rows that have a word."""
        return self.found[self.found_starts[word] : self.found_starts[word + 1]]

    def save(self, folder: Path) -> None:
        """Write the segment into a folder of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FORMS).write_bytes(msgspec.json.encode(self.forms))
        arrays = {name: getattr(self, name) for name in _ARRAY_FIELDS}
        texts = {f"{name}_{part}": getattr(getattr(self, name), part) for name, part in _TEXT_PARTS}
        with (folder / ARRAYS).open("wb") as file:
            np.savez(file, **arrays, **texts)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the segment saved in a folder."""
        forms = msgspec.json.decode((folder / FORMS).read_bytes(), type=list[str])
        with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
            held: dict[str, Any] = {name: arrays[name] for name in _ARRAY_FIELDS}
            for name in _TEXT_FIELDS:
                held[name] = Texts(arrays[f"{name}_letters"], arrays[f"{name}_ends"])
        return cls(forms=forms, **held)


_ARRAY_FIELDS = (
    "form_of", "entries", "weights", "surpluses", "starts", "spelt", "found_starts", "found",
    "word_hashes", "word_of_hash", "name_hashes", "row_of_hash",
)  # fmt: skip
_TEXT_FIELDS = ("names", "words")
_TEXT_PARTS = tuple((name, part) for name in _TEXT_FIELDS for part in ("letters", "ends"))


def _arranged(gathered: Gathered) -> dict[str, Any]:
    """Return the parts of a segment, ordered to be looked up."""
    spelt = np.array(gathered.spelt, dtype=np.uint32)
    starts = np.array(gathered.starts, dtype=np.int64)
    word_hashes, word_of_hash = _sorted_keys(gathered.word_keys, gathered.word_key_ends)
    name_hashes, row_of_hash = _sorted_keys(gathered.name_keys, gathered.name_key_ends)
    return {
        "names": Texts(gathered.names.letters(), gathered.names.ends()),
        "words": Texts(gathered.words.letters(), gathered.words.ends()),
        "forms": list(gathered.forms),
        "form_of": np.array(gathered.form_of, dtype=np.uint8),
        "entries": np.array(gathered.entries, dtype=np.int64),
        "weights": np.array(gathered.weights, dtype=np.float32),
        "surpluses": np.array(gathered.surpluses, dtype=np.float32),
        "starts": starts.astype(np.uint32),
        "spelt": spelt,
        "word_hashes": word_hashes,
        "word_of_hash": word_of_hash,
        "name_hashes": name_hashes,
        "row_of_hash": row_of_hash,
        **_postings(spelt, starts, len(gathered.word_key_ends)),
    }


def _postings(spelt: Places, starts: Numbers, words: int) -> dict[str, Any]:
    """Return for each word the rows that have it, each once."""
    rows = np.repeat(np.arange(len(starts) - 1, dtype=np.uint64), np.diff(starts))
    pairs = np.unique((spelt.astype(np.uint64) << np.uint64(32)) | rows)
    counts = np.bincount((pairs >> np.uint64(32)).astype(np.int64), minlength=words)
    return {
        "found": pairs.astype(np.uint32),
        "found_starts": np.concatenate(([0], np.cumsum(counts))).astype(np.uint32),
    }


def _sorted_keys(keys: "array[int]", ends: "array[int]") -> tuple[Places, Places]:
    """Return keys in order, with whose each is."""
    sizes = np.array(ends, dtype=np.int64)
    sizes[1:] -= sizes[:-1].copy()
    pairs = np.array(keys, dtype=np.uint64)
    pairs <<= np.uint64(32)
    pairs |= np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    pairs.sort()
    whose = pairs.astype(np.uint32)
    pairs >>= np.uint64(32)
    return pairs.astype(np.uint32), whose
