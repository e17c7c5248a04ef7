"""One foreign word as French, German, Polish and Spanish write it: Poutine, Selenskyj, Djordje, Haniyeh.

What such spellings have in common is coarser than a sound. It is asked for only where two words differ
otherwise, and of words too long to agree by chance.
"""

import re
from functools import lru_cache

from disclosure.screening.sounding import sound

LEAST = 5
LEAST_LONGER = 6
"""Letters of the longer of the two words: Simon and Simone are both names, Poutine is Putin."""
_STEPS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"gu(?=[ei])", "g"),
        (r"(?<=[iy])(?:eh|ah|e)$|(?<=[^aeiouy])[ea]h$", "a"),
        (r"(?<=[^aeiouy])e$", ""),
        (r"dj", "d"),
        (r"^u(?=[aeio])", "w"),
        (r"(?<![cst])ch(?!t)", "kh"),
    )
)
_COARSE = str.maketrans({"z": "s", "C": "h"})
_SPANISH_G = re.compile("g(?=[ei])")


@lru_cache(maxsize=1 << 16)
def ear(letters: str) -> str:
    """Return what the spellings of several languages have in common of a word of a to z."""
    for pattern, plain in _STEPS:
        letters = pattern.sub(plain, letters)
    return sound(letters).translate(_COARSE)


def are_one_word(a: str, b: str) -> bool:
    """Whether two words of a to z may be one, transcribed for readers of two languages."""
    shorter, longer = sorted((len(a), len(b)))
    return shorter >= LEAST and longer >= LEAST_LONGER and ear(a) == ear(b)


def is_spanish(latin: str, other: str) -> bool:
    """Whether a word of another script writes the j of a Spanish one as it is spoken: Хименес, Jiménez."""
    if "j" not in latin and _SPANISH_G.search(latin) is None:
        return False
    spoken = _SPANISH_G.sub("kh", latin).replace("j", "kh")
    return ear(spoken) == ear(other)
