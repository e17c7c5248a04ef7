"""Which rows of a segment are worth comparing with a name: from its words to words alike, to their rows."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from disclosure.screening.alignment import LEAST
from disclosure.screening.index_keys import asked_keys, hashed, surplus, telling, weight, word_keys
from disclosure.screening.index_likes import Likes, Looked, look_up
from disclosure.screening.index_segment import Segment, Shares
from disclosure.screening.names import Kind, NameKind, judge
from disclosure.screening.scoring import ONE_NAME_OF_SEVERAL, word_worth
from disclosure.screening.tokens import Name, Token
from disclosure.screening.word_likeness import likeness

REMEMBERED = 8_000_000
"""Rows that are kept with the words they are like, so that a word is looked up once; eight bytes each."""
HEADROOM = 0.05
"""A row is compared when what its words promise comes this near to what was asked for."""
MOST_COMPARED = 40
MOST_WHOLE = 20
"""Rows that agree as a whole and are compared; the likeliest by their words come beside them."""

Rows = npt.NDArray[np.int64]


class Found(NamedTuple):
    """A row that is like the name asked for."""

    score: float
    row: int


class Spread(NamedTuple):
    """A word of the name asked for, and the rows that have one like it."""

    likes: Likes
    weight: float
    surplus: float


class Searcher:
    """Searches one segment, and remembers which of its rows are like a word already asked for."""

    def __init__(self, segment: Segment, kind: Kind) -> None:
        self.segment = segment
        self.alive = np.ones(len(segment), dtype=bool)
        self._kind = kind
        self._likes: dict[Token, Likes] = {}
        self._joined: dict[str, Likes] = {}
        self._remembered = 0
        self._sums = np.zeros(len(segment), dtype=np.float32)

    def search(self, names: Sequence[Name], *, limit: int, least: float) -> Iterator[list[Found]]:
        """Yield for each name the rows most like it, best first: at most `limit`, none below `least`."""
        self._prepare(names)
        asked = [asked_keys(name) for name in names]
        wholes = look_up(self.segment.name_hashes, self.segment.row_of_hash, asked)
        for name, whole in zip(names, wholes, strict=True):
            yield self._compared(name, whole, limit=limit, least=least)

    def _compared(self, name: Name, whole: Looked, *, limit: int, least: float) -> list[Found]:
        """Compare the likeliest rows in full, until no other can be among the best."""
        found: list[Found] = []
        done: set[int] = set()
        for row, promise in self._likeliest(name, whole, least=least):
            if row in done:
                continue
            if len(found) >= limit and promise + HEADROOM < sorted(found)[-limit].score:
                break
            done.add(row)
            score = judge(name, self.segment.name(row), self._kind)
            if score >= least:
                found.append(Found(score, row))
        return sorted(found, key=lambda one: (-one.score, one.row))[:limit]

    def _likeliest(self, name: Name, whole: Looked, *, least: float) -> Iterator[tuple[int, float]]:
        """Yield rows with what they promise: those that agree as a whole, then by the words they share."""
        alive = [row for row in whole.tolist() if self.alive[row]][:MOST_WHOLE]
        yield from ((row, 1.0) for row in alive)
        rows, promises = self._glance(name, least=least - HEADROOM)
        order = np.argsort(-promises, kind="stable")[:MOST_COMPARED]
        yield from zip(rows[order].tolist(), promises[order].tolist(), strict=True)

    def _glance(self, name: Name, *, least: float) -> tuple[Rows, Shares]:
        """Return the rows that may be as alike as this by the words they share, rare words first."""
        ours = sum(map(weight, name.tokens))
        spread = sorted(self._spread(name), key=lambda one: len(one.likes.rows))
        followed = 1
        while followed < len(spread) and self._may_suffice(spread[followed:], spread[:followed], least):
            followed += 1
        rows, agreed = self._sum_up(spread[:followed])
        whole = sum(surplus(word, self._kind) for word in name.tokens)
        for one in spread[followed:]:
            agreed += np.float32(one.weight) * one.likes.of_rows(rows)
        promises = self._promises(rows, agreed, ours, whole)
        good = (promises >= least) & self.alive[rows]
        return rows[good], promises[good]

    def _promises(self, rows: Rows, agreed: Shares, ours: float, our_surplus: float) -> Shares:
        """Return how alike rows may be with so much weight of words in common, whatever else they say.

        What is wanting may be of words that are paired and not quite alike: it costs no more than that.
        """
        theirs = self.segment.weights[rows]
        agreed = np.minimum(np.minimum(agreed, theirs), np.float32(ours))
        wanting = np.minimum(np.float32(ours) - agreed, theirs - agreed)
        extra = np.abs(self.segment.surpluses[rows] - np.float32(our_surplus))
        total = np.maximum(agreed + wanting + extra, np.float32(1e-6))
        promises: Shares = agreed / total
        return promises

    def _sum_up(self, spread: Sequence[Spread]) -> tuple[Rows, Shares]:
        """Return the rows that have words like these, each once, and the weight they share."""
        if not spread:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        if len(spread) == 1:
            likes = spread[0].likes
            return likes.rows.astype(np.int64), likes.scores * np.float32(spread[0].weight)
        sums = self._sums
        for likes, word_weight, _ in spread:
            sums[likes.rows] += likes.scores * np.float32(word_weight)
        touched = np.concatenate([one.likes.rows for one in spread]).astype(np.int64)
        shared = sums[touched]
        first = shared > 0
        rows, places = np.unique(touched[first], return_index=True)
        agreed = shared[first][places]
        sums[touched] = 0
        return rows, agreed

    def _may_suffice(self, spread: Sequence[Spread], without: Sequence[Spread], least: float) -> bool:
        """Whether a row that has none but these words of the name could be like it."""
        if self._kind == NameKind.PERSON and len(spread) == 1 and least > ONE_NAME_OF_SEVERAL:
            return False
        having = sum(one.weight for one in spread)
        return having >= least * (having + sum(one.surplus for one in without))

    def _spread(self, name: Name) -> Iterator[Spread]:
        """Yield the words of the name with the rows that have their like, words run together as well."""
        words = telling(name)
        for word in words:
            likes = self._likes[word]
            if weight(word) and len(likes.rows):
                yield Spread(likes, weight(word), surplus(word, self._kind))
        for first, second in pairwise(words):
            if joined := self._joined.get(first.letters + second.letters):
                both = surplus(first, self._kind) + surplus(second, self._kind)
                yield Spread(joined, weight(first) + weight(second), both)

    def _prepare(self, names: Sequence[Name]) -> None:
        """Look up the words of all these names at once, those that were not asked for before."""
        if self._remembered > REMEMBERED:
            self._likes.clear()
            self._remembered = 0
        words = dict.fromkeys(word for name in names for word in telling(name))
        new = [word for word in words if word not in self._likes]
        segment = self.segment
        found = look_up(segment.word_hashes, segment.word_of_hash, [word_keys(word) for word in new])
        for word, numbers in zip(new, found, strict=True):
            likes = self._likes[word] = Likes.of(segment, self._alike(word, numbers.tolist()))
            self._remembered += len(likes.rows)
        self._join(names)

    def _alike(self, word: Token, numbers: Iterable[int]) -> Iterator[tuple[int, float]]:
        """Yield the words of the segment that may stand for this one, with what they are worth."""
        for number in numbers:
            score, _ = likeness(word, self.segment.word(number))
            if score >= LEAST:
                yield number, word_worth(score, self._kind)

    def _join(self, names: Sequence[Name]) -> None:
        """Look up the words that these names write as two."""
        runs = {first.letters + second.letters for name in names for first, second in pairwise(telling(name))}
        joined = list(runs)
        segment = self.segment
        found = look_up(segment.word_hashes, segment.word_of_hash, [hashed((run,)) for run in joined])
        self._joined = {
            run: Likes.of(segment, [(number, 1.0) for number in same])
            for run, numbers in zip(joined, found, strict=True)
            if (same := [number for number in numbers.tolist() if segment.word(number).letters == run])
        }
