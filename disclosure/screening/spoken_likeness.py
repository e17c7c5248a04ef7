"""Two words of which one writes the sounds of the other, in another way of spelling them."""

import re

from disclosure.screening.chinese import differ_in_spelling
from disclosure.screening.sounding import sound
from disclosure.screening.tokens import Token
from disclosure.screening.transcribing import are_one_word, is_spanish

SAME_SOUND = 0.96
LEAST_LATER = 3
CHINESE_SPELLING = 0.9
ARABIC_BEGINNING = 0.9
UKRAINIAN = 0.9
LEAST_UKRAINIAN = 5
_H = re.compile("(?<![cskgtpdzw])h")
TRANSCRIBED = 0.9
"""As other languages write the word, or Spanish does that Cyrillic or Arabic has by ear."""
SAME_BONES = 0.87
LEAST_BONES = 4
LEAST_LONG = 7
"""In a word of so many letters and consonants other vowels are another spelling: Narender, Narendra."""
_ARABIC_Q = frozenset("qgk")
_Y = frozenset("jyi")
"""What the sound at the beginning of Yuri is written with."""


def spoken_alike(a: Token, b: Token) -> float:
    """Return how alike two words are where one writes the sounds of the other; else nought."""
    first, second = a.letters, b.letters
    if a.sound == b.sound or ({first[0], second[0]} <= _Y and a.sound[1:] == b.sound[1:]):
        return SAME_SOUND
    if _ukrainian(first, second):
        return UKRAINIAN
    if _begin_with_q(first, second) and a.sound[1:] == b.sound[1:]:
        return ARABIC_BEGINNING
    if are_one_word(first, second) or _spanish(a, b):
        return TRANSCRIBED
    if a.bones == b.bones and len(a.bones) >= LEAST_BONES and min(len(first), len(second)) >= LEAST_LONG:
        return SAME_BONES
    return CHINESE_SPELLING if differ_in_spelling(first, second) else 0.0


def _spanish(a: Token, b: Token) -> bool:
    if a.surface.isascii() == b.surface.isascii():
        return False
    latin, other = (a, b) if a.surface.isascii() else (b, a)
    return is_spanish(latin.letters, other.letters)


def _ukrainian(a: str, b: str) -> bool:
    """Whether one word has h where the other has g, as Ukrainian and Russian write one letter."""
    if min(len(a), len(b)) < LEAST_UKRAINIAN or (a.count("g") == b.count("g")):
        return False
    return sound(_H.sub("g", a)) == sound(_H.sub("g", b))


def _begin_with_q(a: str, b: str) -> bool:
    """Whether two words begin with the letters that are one in Arabic: Qaddafi, Gaddafi, Kadhafi."""
    return a[0] != b[0] and {a[0], b[0]} <= _ARABIC_Q and "q" in (a[0], b[0]) and len(a) > LEAST_LATER
