"""Legal forms that were written carelessly: grown onto the name, or with a slip in them."""

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from disclosure.screening import tables

_GLUED = re.compile(r"(?<=[a-z]{3})(?=(?:AG|GmbH|LLC|Ltd|LTD|Inc|INC|PLC|KG|SARL|SpA|BV|NV|AB|OOO|JSC)$)")
LEAST = 6
"""A shorter word is another word when a letter differs."""
LONG = 12
"""From so many letters on two may differ."""


def unglued(name: str) -> str:
    """Return a name with the legal form parted from the word it was grown onto: SiemensAG."""
    return _GLUED.sub(" ", name)


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
