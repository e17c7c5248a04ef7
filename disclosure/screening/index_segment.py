"""A part of the index that never changes: names of one kind, their words, and the keys they are found by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import msgspec
import numpy as np
import numpy.typing as npt

from disclosure.screening.index_keys import hashed, name_keys, word_keys
from disclosure.screening.names import Kind, take_apart
from disclosure.screening.tokens import Name, Sort, Token, token

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.uint32]
Shares = npt.NDArray[np.float32]
Word = tuple[str, str, str]
"""Surface, sort and usual spelling: what makes a token."""
TEXTS = "names.msgpack"
ARRAYS = "arrays.npz"


@dataclass(frozen=True, slots=True)
class Segment:
    """Names in rows; words numbered in the order they were first met."""

    names: list[str]
    words: list[Word]
    forms: list[str]
    entries: Numbers
    """Entry number of each row."""
    weights: Shares
    """Weight of all words of each row."""
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
    def build(cls, entries: Iterable[tuple[int, str]], kind: Kind) -> Self:
        """Return a segment of entry numbers with a name each."""
        return cls(**_built(entries, kind))

    def __len__(self) -> int:
        return len(self.names)

    def word(self, number: int) -> Token:
        """Return a word by its number."""
        known = self.tokens.get(number)
        if known is None:
            surface, sort, usual = self.words[number]
            known = self.tokens[number] = token(surface, Sort(sort), usual)
        return known

    def name(self, row: int) -> Name:
        """Return the name of a row, taken apart."""
        numbers = self.spelt[self.starts[row] : self.starts[row + 1]].tolist()
        return Name(tuple(self.word(number) for number in numbers), self.forms[row])

    def rows(self, word: int) -> Places:
        """Return the rows that have a word."""
        return self.found[self.found_starts[word] : self.found_starts[word + 1]]

    def save(self, folder: Path) -> None:
        """Write the segment into a folder of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        texts = {"names": self.names, "words": self.words, "forms": self.forms}
        (folder / TEXTS).write_bytes(msgspec.msgpack.encode(texts))
        arrays = {name: getattr(self, name) for name in _ARRAY_FIELDS}
        with (folder / ARRAYS).open("wb") as file:
            np.savez(file, **arrays)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the segment saved in a folder."""
        texts = msgspec.msgpack.decode((folder / TEXTS).read_bytes(), type=_Texts)
        with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
            held: dict[str, Any] = {name: arrays[name] for name in _ARRAY_FIELDS}
        return cls(names=texts.names, words=texts.words, forms=texts.forms, **held)


class _Texts(msgspec.Struct):
    names: list[str]
    words: list[Word]
    forms: list[str]


_ARRAY_FIELDS = (
    "entries", "weights", "starts", "spelt", "found_starts", "found",
    "word_hashes", "word_of_hash", "name_hashes", "row_of_hash",
)  # fmt: skip


def _built(entries: Iterable[tuple[int, str]], kind: Kind) -> dict[str, Any]:
    numbered: dict[Token, int] = {}
    numbers: list[int] = []
    names: list[str] = []
    forms: list[str] = []
    spelt: list[int] = []
    starts = [0]
    weights: list[float] = []
    keys: list[Places] = []
    for number, written in entries:
        name = take_apart(written, kind)
        numbers.append(number)
        names.append(written)
        forms.append(name.form)
        spelt.extend(numbered.setdefault(word, len(numbered)) for word in name.tokens)
        starts.append(len(spelt))
        weights.append(sum(word.weight for word in name.tokens))
        keys.append(name_keys(name))
    words = list(numbered)
    return {
        "names": names,
        "words": [(word.surface, word.sort.value, _usual(word)) for word in words],
        "forms": forms,
        "entries": np.array(numbers, dtype=np.int64),
        "weights": np.array(weights, dtype=np.float32),
        "starts": np.array(starts, dtype=np.uint32),
        "spelt": np.array(spelt, dtype=np.uint32),
        **_postings(np.array(spelt, dtype=np.uint32), np.array(starts, dtype=np.int64), len(words)),
        **_hashes(words, keys),
    }


def _usual(word: Token) -> str:
    """Return what the word was made with; a patronymic finds its usual spelling itself."""
    return "" if word.sort is Sort.PATRONYMIC else word.usual


def _postings(spelt: Places, starts: Numbers, words: int) -> dict[str, Any]:
    """Return for each word the rows that have it, each once."""
    rows = np.repeat(np.arange(len(starts) - 1, dtype=np.uint64), np.diff(starts))
    pairs = np.unique((spelt.astype(np.uint64) << np.uint64(32)) | rows)
    counts = np.bincount((pairs >> np.uint64(32)).astype(np.int64), minlength=words)
    return {
        "found": pairs.astype(np.uint32),
        "found_starts": np.concatenate(([0], np.cumsum(counts))).astype(np.uint32),
    }


def _hashes(words: Sequence[Token], of_names: Sequence[Places]) -> dict[str, Any]:
    """Return the keys of words and of names, sorted, with whose they are."""
    of_words = [word_keys(word) for word in words]
    word_hashes, word_of_hash = _sorted_keys(of_words)
    name_hashes, row_of_hash = _sorted_keys(of_names)
    return {
        "word_hashes": word_hashes,
        "word_of_hash": word_of_hash,
        "name_hashes": name_hashes,
        "row_of_hash": row_of_hash,
    }


def _sorted_keys(keys: Sequence[Places]) -> tuple[Places, Places]:
    if not keys:
        return hashed(()), hashed(())
    sizes = np.fromiter((len(one) for one in keys), dtype=np.int64)
    every = np.concatenate(keys)
    whose = np.repeat(np.arange(len(keys), dtype=np.uint32), sizes)
    order = np.argsort(every, kind="stable")
    return every[order], whose[order]
