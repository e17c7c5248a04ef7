"""Which word of one name stands for which of the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from disclosure.screening.acronyms import given_names_of, spelt_out
from disclosure.screening.chinese import are_two_spellings, chinese_key
from disclosure.screening.korean import korean_key
from disclosure.screening.likeness import How, Kind, NameKind
from disclosure.screening.romanising import is_hangul
from disclosure.screening.sounding import consonants, sound
from disclosure.screening.tokens import Name, Token
from disclosure.screening.word_likeness import INITIAL, likeness

LEAST = 0.62
"""Less alike than this, two words are other words."""
JOINED = 0.98
JOINED_ALIKE = 0.93
CHINESE = 0.9
ACRONYM = 0.92
LONGEST_JOIN = 3
LEAST_BONES = 4
"""Consonants by which words run together may be known."""
SPARE = 3
"""Letters by which two spellings of one sound differ at most."""

Pair = tuple[tuple[int, ...], tuple[int, ...], float, How]
"""Places in the first and in the second name, how alike, and in what way."""


class Joining(NamedTuple):
    """A way in which one word stands for several run together."""

    score: float
    run: Callable[[str], str]
    """What words run together are looked up by."""
    word: Callable[[Token], str]
    """The same of one word."""


AS_WRITTEN = Joining(JOINED, str, lambda word: word.plain)
AS_SPOKEN = Joining(JOINED_ALIKE, sound, lambda word: word.sound)
IN_CHINESE = Joining(CHINESE, chinese_key, lambda word: chinese_key(word.plain))
"""Kuo-tung is Guodong."""
IN_KOREAN = Joining(CHINESE, korean_key, lambda word: korean_key(word.plain))
"""명박 is Myung-bak."""
IN_ARABIC = Joining(
    JOINED_ALIKE,
    lambda run: _bones(consonants(sound(run))),
    lambda word: _bones(word.bones),
)
"""حزب الله is Hizbullah."""


@dataclass(slots=True)
class Alignment:
    """The pairs found, and the places of the words that have no counterpart."""

    pairs: list[Pair] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    second: list[int] = field(default_factory=list)


def align(a: Name, b: Name, kind: Kind) -> Alignment:
    """Pair words that agree, the most alike first, each once; then words written apart or together."""
    found = Alignment(first=list(range(len(a.tokens))), second=list(range(len(b.tokens))))
    _take_equal(found, a.tokens, b.tokens)
    if found.first and found.second:
        _join(found, a.tokens, b.tokens, AS_WRITTEN)
    if found.first and found.second:
        _take_alike(found, a.tokens, b.tokens)
    if found.first and found.second:
        _join(found, a.tokens, b.tokens, AS_SPOKEN)
    if found.first and found.second and are_two_spellings(_plain(a), _plain(b)):
        _join(found, a.tokens, b.tokens, IN_CHINESE)
    if found.first and found.second:
        _join_scripts(found, a.tokens, b.tokens)
    if found.first and found.second:
        (_take_initials if kind == NameKind.PERSON else _take_acronyms)(found, a, b)
    return found


def _bones(consonants_of: str) -> str:
    return consonants_of if len(consonants_of) >= LEAST_BONES else ""


def _join_scripts(found: Alignment, a: Sequence[Token], b: Sequence[Token]) -> None:
    """Join words of one script that stand for one of another, as that script can be compared."""
    abjad = any(word.abjad for word in (*a, *b))
    if abjad and not all(word.abjad for word in (*a, *b)):
        _join(found, a, b, IN_ARABIC)
    elif any(word.han and is_hangul(word.han) for word in (*a, *b)):
        _join(found, a, b, IN_KOREAN)


def _plain(name: Name) -> list[str]:
    return [word.plain for word in name.tokens]


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


def _join(found: Alignment, a: Sequence[Token], b: Sequence[Token], by: Joining) -> None:
    """Pair one word here with two or three that follow each other there."""
    if len(found.first) > 1:
        runs = _runs(found.first, a, longest=_longest(found.second, b), key=by.run)
        for j in tuple(found.second):
            run = runs.get(by.word(b[j]), ())
            if run and set(run) <= set(found.first):
                _take(found, run, (j,), by.score, How.JOINED)
    if len(found.second) > 1 and found.first:
        runs = _runs(found.second, b, longest=_longest(found.first, a), key=by.run)
        for i in tuple(found.first):
            run = runs.get(by.word(a[i]), ())
            if run and set(run) <= set(found.second):
                _take(found, (i,), run, by.score, How.JOINED)


def _longest(free: Sequence[int], words: Sequence[Token]) -> int:
    """Return how long what stands for one of these words may be."""
    return max(len(words[place].plain) for place in free) + SPARE


def _runs(
    free: Sequence[int], words: Sequence[Token], *, longest: int, key: Callable[[str], str]
) -> dict[str, tuple[int, ...]]:
    """Return words that follow each other, run together, by what the key says of them, with their places."""
    runs: dict[str, tuple[int, ...]] = {}
    for at, place in enumerate(free):
        joined, meant = words[place].plain, words[place].letters
        for size in range(1, LONGEST_JOIN):
            if at + size >= len(free) or free[at + size] != place + size:
                break
            joined += words[place + size].plain
            meant += words[place + size].letters
            if min(len(joined), len(meant)) > longest:
                break
            for spelling in {joined, meant}:
                if found := key(spelling):
                    runs.setdefault(found, tuple(free[at : at + size + 1]))
    return runs


def _take_acronyms(found: Alignment, a: Name, b: Name) -> None:
    """Pair the initials of words that follow each other with those words."""
    if len(found.first) == 1 == len(found.second):
        return
    for j in tuple(found.second):
        if run := spelt_out(found.first, a, b.tokens[j]):
            _take(found, run, (j,), ACRONYM, How.ACRONYM)
    for i in tuple(found.first):
        if run := spelt_out(found.second, b, a.tokens[i]):
            _take(found, (i,), run, ACRONYM, How.ACRONYM)


def _take_initials(found: Alignment, a: Name, b: Name) -> None:
    """Pair the initials of a person's given names, written as one word, with the names: JC, Jean-Claude."""
    for j in tuple(found.second):
        if run := given_names_of(found.first, a, b.tokens[j]):
            _take(found, run, (j,), INITIAL, How.INITIAL)
    for i in tuple(found.first):
        if run := given_names_of(found.second, b, a.tokens[i]):
            _take(found, (i,), run, INITIAL, How.INITIAL)


def _take(found: Alignment, first: tuple[int, ...], second: tuple[int, ...], score: float, how: How) -> None:
    found.pairs.append((first, second, score, how))
    for i in first:
        found.first.remove(i)
    for j in second:
        found.second.remove(j)
