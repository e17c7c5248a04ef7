"""How one segment answers: by keys to words, by words to rows, and only the likeliest rows are compared."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from disclosure.screening.alignment import LEAST
from disclosure.screening.index_keys import hashed, name_keys, word_keys
from disclosure.screening.index_segment import Places, Segment, Shares
from disclosure.screening.names import Kind, NameKind, judge
from disclosure.screening.scoring import ONE_NAME_OF_SEVERAL
from disclosure.screening.tokens import Name, Sort, Token, token
from disclosure.screening.word_likeness import likeness

REMEMBERED = 50_000
"""Words whose likes are remembered; names repeat their words."""
HEADROOM = 0.15
"""A row is compared when a glance at its words comes this near to what was asked for."""
SPARE = 6
"""Rows compared beyond those asked for: the glance orders them roughly."""
SURPLUS = 0.3
"""What a weight costs that only one of the names has, at a glance."""
MOST_WHOLE = 20
"""Rows that agree as a whole and are compared; the likeliest by their words come beside them."""
LITTLE = (Sort.LITTLE, Sort.PARTICLE)

Alike = list[tuple[int, float]]
Spread = tuple[int, float, Alike]
Rows = npt.NDArray[np.intp]


class Found(NamedTuple):
    """A row that is like the name asked for."""

    score: float
    row: int


class Searcher:
    """Searches one segment, and remembers which of its words are like a word already asked for."""

    def __init__(self, segment: Segment, kind: Kind) -> None:
        self.segment = segment
        self.alive = np.ones(len(segment), dtype=bool)
        self._kind = kind
        self._alike: dict[Token, Alike] = {}
        self._sums = np.zeros(len(segment), dtype=np.float32)

    def search(self, name: Name, *, limit: int, least: float) -> list[Found]:
        """Return the rows most like `name`, best first: at most `limit`, none less alike than `least`."""
        rows = self._likeliest(name, limit=limit, least=least)
        segment = self.segment
        found = [Found(judge(name, segment.name(row), self._kind), row) for row in rows]
        return sorted((one for one in found if one.score >= least), key=lambda one: (-one.score, one.row))[
            :limit
        ]

    def _likeliest(self, name: Name, *, limit: int, least: float) -> list[int]:
        glanced = self._glance(name, most=limit + SPARE, least=least)
        return list(dict.fromkeys([*self._whole(name), *glanced.tolist()]))

    def _whole(self, name: Name) -> list[int]:
        """Return rows that have the same words in any order, run together, or as an acronym."""
        segment = self.segment
        rows = _looked_up(segment.name_hashes, segment.row_of_hash, name_keys(name))
        return [row for row in rows.tolist() if self.alive[row]][:MOST_WHOLE]

    def _glance(self, name: Name, *, most: int, least: float) -> Rows:
        """Return the rows that are likest by the words they share, going from rare words to common ones."""
        ours = sum(word.weight for word in name.tokens)
        spread = sorted(self._spread(name), key=lambda one: one[0])
        followed = 1
        while followed < len(spread) and self._may_suffice(spread[followed:], ours, least):
            followed += 1
        rows, agreed = self._sum_up(spread[:followed])
        hoped = np.float32(sum(weight for _, weight, _ in spread[followed:]))
        near = (self._estimates(rows, agreed + hoped, ours) >= least - HEADROOM) & self.alive[rows]
        rows, first = np.unique(rows[near], return_index=True)
        agreed = agreed[near][first]
        for _, weight, alike in spread[followed:]:
            agreed += weight * self._best(alike, rows)
        estimates = self._estimates(rows, agreed, ours)
        order = np.argsort(-estimates, kind="stable")[:most]
        return rows[order[estimates[order] >= least - HEADROOM]]

    def _estimates(self, rows: Rows, agreed: Shares, ours: float) -> Shares:
        """Return how alike rows are with so much weight of words in common, whatever else they say."""
        theirs = self.segment.weights[rows]
        agreed = np.minimum(np.minimum(agreed, theirs), np.float32(ours))
        wanting = np.minimum(ours - agreed, theirs - agreed)
        estimates: Shares = agreed / (agreed + wanting + SURPLUS * np.abs(ours - theirs))
        return estimates

    def _sum_up(self, spread: Sequence[Spread]) -> tuple[Rows, Shares]:
        """Return the rows that have these words, some several times over, and the weight they share."""
        sums = self._sums
        touched = [rows for _, weight, alike in spread for rows in self._add(alike, weight)]
        if not touched:
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32)
        rows = np.concatenate(touched)
        agreed = sums[rows]
        sums[rows] = 0
        return rows, agreed

    def _best(self, alike: Alike, rows: Rows) -> Shares:
        """Return how alike the best word of each row is to a word, going by the rows of its likes."""
        best = np.zeros(len(rows), dtype=np.float32)
        for number, score in alike:
            having = self.segment.rows(number)
            places = np.minimum(np.searchsorted(having, rows), len(having) - 1)
            best = np.maximum(best, np.where(having[places] == rows, np.float32(score), 0))
        return best

    def _may_suffice(self, spread: Sequence[Spread], ours: float, least: float) -> bool:
        """Whether a row that has none but these words of the name could be like it."""
        if self._kind == NameKind.PERSON and len(spread) == 1 and least > ONE_NAME_OF_SEVERAL:
            return False
        weight = sum(one[1] for one in spread)
        return weight >= (least - HEADROOM) * (weight + SURPLUS * (ours - weight))

    def _add(self, alike: Alike, weight: float) -> Iterator[Rows]:
        """Add to the sums of every row the best of its words that are like this one."""
        for number, score in alike:
            rows = self.segment.rows(number).astype(np.intp)
            self._sums[rows] += np.float32(weight * score)
            yield rows

    def _spread(self, name: Name) -> Iterator[Spread]:
        """Yield for each word in how many rows its likes are, its weight and its likes."""
        words = [word for word in name.tokens if word.sort not in LITTLE] or list(name.tokens)
        starts = self.segment.found_starts
        for word in words:
            alike = self._alike_to(word)
            if alike:
                yield sum(int(starts[n + 1] - starts[n]) for n, _ in alike), word.weight, alike
        for first, second in pairwise(words):
            joined = token(first.letters + second.letters, Sort.NAME)
            if alike := self._written(joined):
                size = sum(int(starts[n + 1] - starts[n]) for n, _ in alike)
                yield size, first.weight + second.weight, alike

    def _written(self, word: Token) -> Alike:
        """Return the words written or spoken exactly like this one."""
        segment = self.segment
        keys = hashed((word.letters, "~" + word.sound))
        numbers = _looked_up(segment.word_hashes, segment.word_of_hash, keys)
        return [(n, 1.0) for n in numbers.tolist() if segment.word(n).sound == word.sound]

    def _alike_to(self, word: Token) -> Alike:
        """Return the words of the segment that may stand for this one, with how alike they are."""
        known = self._alike.get(word)
        if known is None:
            if len(self._alike) >= REMEMBERED:
                self._alike.clear()
            known = self._alike[word] = list(self._compared(word))
        return known

    def _compared(self, word: Token) -> Iterator[tuple[int, float]]:
        segment = self.segment
        for number in _looked_up(segment.word_hashes, segment.word_of_hash, word_keys(word)).tolist():
            score, _ = likeness(word, segment.word(number))
            if score >= LEAST:
                yield number, score


def _looked_up(hashes: Places, whose: Places, keys: Places) -> Places:
    """Return whose the keys are, each once."""
    begins = np.searchsorted(hashes, keys, side="left")
    ends = np.searchsorted(hashes, keys, side="right")
    runs: Sequence[Places] = [whose[b:e] for b, e in zip(begins, ends, strict=True) if e > b]
    return np.unique(np.concatenate(runs)) if runs else whose[:0]
