"""The rows that have a word like one asked for, and the keys of many words looked up at once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from disclosure.screening.index_segment import Places, Segment, Shares

Looked = npt.NDArray[np.int64]


class Likes(NamedTuple):
    """Rows in order, each once, and how alike their best word is."""

    rows: Places
    scores: Shares

    @classmethod
    def of(cls, segment: Segment, alike: Iterable[tuple[int, float]]) -> Self:
        """Return the rows that have any of these words."""
        found = [(segment.rows(number), score) for number, score in alike]
        if not found:
            return cls(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.float32))
        if len(found) == 1:
            rows, score = found[0]
            return cls(rows, np.full(len(rows), score, dtype=np.float32))
        found.sort(key=lambda one: -one[1])  # of a row that has several the first is the best
        every = np.concatenate([rows for rows, _ in found])
        scores = np.repeat(
            np.array([score for _, score in found], dtype=np.float32), [len(rows) for rows, _ in found]
        )
        rows, first = np.unique(every, return_index=True)
        return cls(rows, scores[first])

    def of_rows(self, rows: npt.NDArray[np.int64]) -> Shares:
        """Return how alike the best word of each of these rows is; nought where none is."""
        places = np.minimum(np.searchsorted(self.rows, rows.astype(np.uint32)), len(self.rows) - 1)
        alike: Shares = np.where(self.rows[places] == rows, self.scores[places], np.float32(0))
        return alike


def look_up(hashes: Places, whose: Places, asked: Sequence[Places]) -> list[Looked]:
    """Return whose the keys are, for each set of keys that is asked for, each once and in order."""
    if not asked or not len(hashes):
        return [np.empty(0, dtype=np.int64) for _ in asked]
    keys = np.concatenate(asked)
    askers = np.repeat(np.arange(len(asked), dtype=np.int64), [len(one) for one in asked])
    order = np.argsort(keys)
    keys, askers = keys[order], askers[order]
    begins = np.searchsorted(hashes, keys, side="left")
    sizes = np.searchsorted(hashes, keys, side="right") - begins
    before = np.cumsum(sizes) - sizes
    places = np.arange(int(sizes.sum())) + np.repeat(begins - before, sizes)
    pairs = np.unique(np.repeat(askers, sizes) << 32 | whose[places].astype(np.int64))
    bounds = np.searchsorted(pairs, np.arange(1, len(asked), dtype=np.int64) << 32)
    return np.split(pairs & 0xFFFFFFFF, bounds)
