"""How a romanised word sounds, roughly: spellings of one sound become one."""

import re
from functools import lru_cache

_OPEN = re.compile("[aiuv]|(?<=.)h$")
_DOUBLED = re.compile(r"(.)\1+")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|schtsch|shtsh|chtch|stsch", "S"),
        (r"tsch|tch|cz", "C"),
        (r"sch|sh", "S"),
        (r"dzh|dsch|dj|zh|gi(?=[aou])", "j"),
        (r"ch", "C"),
        (r"kh|gh(?=[iey])", "h"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th|dt$", "t"),
        (r"dh", "d"),
        (r"tz|ts|tc", "z"),
        (r"x", "ks"),
        (r"ck|q|c(?![eiy])", "k"),
        (r"c", "s"),
        (r"(?<=[aeiou])(?:ff|w|f)$|(?<=[eo])v$", "v"),
        (r"w", "v"),
        (r"ou|oo|oe|ue|eo|eu", "u"),
        (r"ae", "a"),
        (r"ee|ie|ea|iy|yi|yy|ii|ey$|ei$|ij(?=[aeou])", "i"),
        (r"y", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
        (r"h$", ""),
        (r"ui", "iu"),
    )
)


@lru_cache(maxsize=1 << 16)
def sound(letters: str) -> str:
    """Return the sound of a word of a to z: consonants of one sort, and the vowels a, i and u."""
    for pattern, replacement in _STEPS:
        letters = pattern.sub(replacement, letters)
    return letters


@lru_cache(maxsize=1 << 16)
def consonants(letters: str) -> str:
    """Return the consonants of the sound: what a script without short vowels surely writes of a word."""
    bare = _OPEN.sub("", sound(letters)).replace("g", "j").replace("p", "b")
    return _DOUBLED.sub(r"\1", bare)
