"""Which word of one name stands for which of the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure.screening.likeness import How
from disclosure.screening.sounding import sound
from disclosure.screening.tokens import Sort, Token
from disclosure.screening.word_likeness import likeness

LEAST = 0.62
"""Less alike than this, two words are other words."""
JOINED = 0.98
JOINED_ALIKE = 0.93
ACRONYM = 0.92
SHORTEST_ACRONYM = 3
LONGEST_ACRONYM = 8
LONGEST_JOIN = 3
SPARE = 3
"""Letters by which two spellings of one sound differ at most."""

Pair = tuple[tuple[int, ...], tuple[int, ...], float, How]
"""Places in the first and in the second name, how alike, and in what way."""


@dataclass(slots=True)
class Alignment:
    """The pairs found, and the places of the words that have no counterpart."""

    pairs: list[Pair] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    second: list[int] = field(default_factory=list)


def align(a: Sequence[Token], b: Sequence[Token], *, acronyms: bool) -> Alignment:
    """Pair words that agree, the most alike first, each once; then words written apart or together."""
    found = Alignment(first=list(range(len(a))), second=list(range(len(b))))
    _take_equal(found, a, b)
    if found.first and found.second:
        _join(found, a, b, exact=True)
    if found.first and found.second:
        _take_alike(found, a, b)
    if found.first and found.second:
        _join(found, a, b, exact=False)
    if acronyms and found.first and found.second:
        _take_acronyms(found, a, b)
    return found


def _take_equal(found: Alignment, a: Sequence[Token], b: Sequence[Token]) -> None:
    for i in tuple(found.first):
        letters = a[i].letters
        for j in found.second:
            if b[j].letters == letters:
                score, how = likeness(a[i], b[j])
                if score == 1:
                    _take(found, (i,), (j,), score, how)
                    break


def _take_alike(found: Alignment, a: Sequence[Token], b: Sequence[Token]) -> None:
    pairs = []
    for i in found.first:
        for j in found.second:
            score, how = likeness(a[i], b[j])
            if score >= LEAST:
                pairs.append((-score, abs(i - j), i, j, how))
    pairs.sort()
    for less, _, i, j, how in pairs:
        if i in found.first and j in found.second:
            _take(found, (i,), (j,), -less, how)


def _join(found: Alignment, a: Sequence[Token], b: Sequence[Token], *, exact: bool) -> None:
    """Pair one word here with two or three that follow each other there."""
    score = JOINED if exact else JOINED_ALIKE
    if len(found.first) > 1:
        runs = _runs(found.first, a, longest=_longest(found.second, b), exact=exact)
        for j in tuple(found.second):
            run = runs.get(b[j].plain if exact else b[j].sound, ())
            if run and set(run) <= set(found.first):
                _take(found, run, (j,), score, How.JOINED)
    if len(found.second) > 1 and found.first:
        runs = _runs(found.second, b, longest=_longest(found.first, a), exact=exact)
        for i in tuple(found.first):
            run = runs.get(a[i].plain if exact else a[i].sound, ())
            if run and set(run) <= set(found.second):
                _take(found, (i,), run, score, How.JOINED)


def _longest(free: Sequence[int], words: Sequence[Token]) -> int:
    """Return how long what stands for one of these words may be."""
    return max(len(words[place].plain) for place in free) + SPARE


def _runs(
    free: Sequence[int], words: Sequence[Token], *, longest: int, exact: bool
) -> dict[str, tuple[int, ...]]:
    """Return words that follow each other, run together, as written or as they sound, with their places."""
    runs: dict[str, tuple[int, ...]] = {}
    for at, place in enumerate(free):
        joined = words[place].plain
        for size in range(1, LONGEST_JOIN):
            if at + size >= len(free) or free[at + size] != place + size:
                break
            joined += words[place + size].plain
            if len(joined) > longest:
                break
            runs.setdefault(joined if exact else sound(joined), tuple(free[at : at + size + 1]))
    return runs


def _take_acronyms(found: Alignment, a: Sequence[Token], b: Sequence[Token]) -> None:
    """Pair the initials of words that follow each other with those words."""
    if len(found.first) == 1 == len(found.second):
        return
    for j in tuple(found.second):
        if run := _spelt_out(found.first, a, b[j]):
            _take(found, run, (j,), ACRONYM, How.ACRONYM)
    for i in tuple(found.first):
        if run := _spelt_out(found.second, b, a[i]):
            _take(found, (i,), run, ACRONYM, How.ACRONYM)


def _spelt_out(free: Sequence[int], words: Sequence[Token], short: Token) -> tuple[int, ...]:
    size = len(short.plain)
    if not SHORTEST_ACRONYM <= size <= LONGEST_ACRONYM or short.sort is not Sort.NAME:
        return ()
    if len(free) <= 1 or all(words[place].plain[0] != short.plain[0] for place in free):
        return ()
    for little in (True, False):
        owners = [
            (place, letter)
            for place in free
            if little or words[place].sort is not Sort.LITTLE
            for letter in initials(words[place])
        ]
        at = "".join(letter for _, letter in owners).find(short.plain)
        if at >= 0:
            first, last = owners[at][0], owners[at + size - 1][0]
            return tuple(place for place in free if first <= place <= last)
    return ()


def initials(word: Token) -> str:
    """Return the first letters of what is written as one word or known as one, such as United Nations."""
    if word.surface.isascii():
        return "".join(part[0] for part in word.surface.split())
    return word.plain[0]


def _take(found: Alignment, first: tuple[int, ...], second: tuple[int, ...], score: float, how: How) -> None:
    found.pairs.append((first, second, score, how))
    for i in first:
        found.first.remove(i)
    for j in second:
        found.second.remove(j)
