"""Legal forms that were written carelessly: grown onto the name, or with a slip in them."""

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from disclosure.screening import tables
from disclosure.screening.romanising import romanise
from disclosure.screening.sounding import sound

LEAST_SPELT = 5
"""Letters of each word of a legal form that is known by its sound: shorter ones mean much else."""
_GLUED = re.compile(r"(?<=[a-z]{3})(?=(?:AG|GmbH|LLC|Ltd|LTD|Inc|INC|PLC|KG|SARL|SpA|BV|NV|AB|OOO|JSC)$)")
LEAST = 6
"""A shorter word is another word when a letter differs."""
LONG = 12
"""From so many letters on two may differ."""


def unglued(name: str) -> str:
    """Return a name with the legal form parted from the word it was grown onto: SiemensAG."""
    return _GLUED.sub(" ", name)


def form_of(words: tuple[str, ...]) -> str:
    """Return the family of the legal form that folded words are; nothing when they are none.

    Long ones are known in whichever Latin letters: Aktsionernoe Obschestvo, Aktsionernoye Obshchestvo.
    """
    if found := tables.legal_forms().get(words):
        return found
    if len(words) == 1 or any(len(word) < LEAST_SPELT for word in words):
        return ""
    return _spoken_forms().get(tuple(map(_spoken, words)), "")


def _spoken(word: str) -> str:
    return sound(romanise(word))


@cache
def _spoken_forms() -> dict[tuple[str, ...], str]:
    """Return the family of each long legal form, by the sounds of its words."""
    found: dict[tuple[str, ...], str] = {}
    for words, family in tables.legal_forms().items():
        if len(words) > 1 and all(len(word) >= LEAST_SPELT for word in words):
            found.setdefault(tuple(map(_spoken, words)), family)
    return found


@cache
def _vocabulary() -> frozenset[str]:
    """Return the longer words that legal forms are made of."""
    words = {word for form in tables.legal_forms() for word in form if word.isascii() and len(word) >= LEAST}
    return frozenset(words)


@lru_cache(maxsize=1 << 14)
def meant_form(word: str) -> str:
    """Return the word of a legal form that a folded word is a slip of; nothing when it is none."""
    if len(word) < LEAST or not word.isascii() or word in _vocabulary() or (word,) in tables.words():
        return ""
    most = 2 if len(word) >= LONG else 1
    near = (meant for meant in _vocabulary() if abs(len(meant) - len(word)) <= most and meant[0] == word[0])
    return next((meant for meant in sorted(near) if OSA.distance(word, meant, score_cutoff=most) <= most), "")
