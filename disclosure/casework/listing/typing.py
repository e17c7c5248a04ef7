"""Names as people begin to type them: folded, from each of their words on."""

import string
import unicodedata
from collections.abc import Iterator

LONGEST = 60
"""Bytes that are compared; nobody types more before they choose."""
MOST_WORDS = 6
"""Words of a name that typing may begin with."""
MOST_NAMES = 4
"""Names of one entry that are offered."""

_APART = str.maketrans(dict.fromkeys(string.punctuation, " "))
"""ASCII, where most names are written, needs no tables of Unicode."""


def folded(text: str) -> str:
    """Return a text without case, width, accents and punctuation, its words one space apart."""
    if text.isascii():
        return " ".join(text.lower().translate(_APART).split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = (" " if unicodedata.category(sign)[0] in "PSZ" else sign for sign in plain)
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def beginnings(name: str) -> Iterator[tuple[bool, bytes]]:
    """Yield each text that somebody who looks for `name` may begin to type, and whether the name begins so.

    A script without spaces may be begun at any of its characters.
    """
    whole = folded(name)
    starts = [0, *(at + 1 for at, sign in enumerate(whole) if sign == " ")]
    if " " not in whole and _is_unspaced(whole):
        starts = list(range(len(whole)))
    for start in starts[:MOST_WORDS]:
        if text := cut(whole[start:]):
            yield start == 0, text


def cut(text: str) -> bytes:
    """Return as much of a folded text as is compared."""
    return text.encode()[:LONGEST]


def _is_unspaced(text: str) -> bool:
    """Tell whether a text is written in a script that does not part words: Chinese, Japanese, Thai."""
    return any("\u0e00" <= sign <= "\u0eff" or "\u3040" <= sign <= "\u9fff" for sign in text)
