# ruff: noqa: RUF001 - letters of other alphabets are meant
"""How a romanised word sounds, roughly: spellings of one sound become one."""

import re
from functools import lru_cache

_OPEN = re.compile("[aiuv]|(?<=.)h$")
_DOUBLED = re.compile(r"(.)\1+")
_ABJAD = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "h", "د": "d", "ذ": "d",
    "ر": "r", "ز": "z",
    "س": "s", "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "v", "ي": "i", "א": "a", "ב": "b", "ג": "g",
    "ד": "d", "ה": "h",
    "ו": "v", "ז": "z", "ח": "h", "ט": "t", "י": "i", "כ": "k", "ך": "k", "ל": "l", "מ": "m", "ם": "m",
    "נ": "n", "ן": "n", "ס": "s", "פ": "p", "ף": "f", "צ": "z", "ץ": "z", "ק": "k", "ר": "r",
    "ש": "S", "ת": "t",
}  # fmt: skip
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
        (r"(?<=[eo])(?:ff|w|v)$|(?<=o)f$", "v"),
        (r"w", "v"),
        (r"ou|oo|oe|ue|eo|eu", "u"),
        (r"ae", "a"),
        (r"ee|ie|ea|iy|yj|yi|yy|ii|ey$|ei$|ij(?=[aeou]$)", "i"),
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
        if pattern.search(letters):
            letters = pattern.sub(replacement, letters)
    return letters


def abjad_sound(word: str) -> str:
    """Return the sound of a folded word in Arabic or Hebrew letters, long vowels as a, i and v."""
    return _DOUBLED.sub(r"\1", "".join(_ABJAD.get(letter, "") for letter in word))


def consonants(sounded: str) -> str:
    """Return the consonants of a sound: what a script without short vowels surely writes of a word."""
    bare = _OPEN.sub("", sounded).replace("g", "j").replace("p", "b")
    return _DOUBLED.sub(r"\1", bare)
