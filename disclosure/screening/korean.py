"""Korean names in Latin letters: what the many ways to write one have in common.

South and North Korea, and every family, choose other letters for one syllable: 명 is Myung, Myong or
Myeong. The key is too coarse to tell two names in Latin letters apart, so it only stands for a name
that is written in Korean letters.
"""

import re
from functools import lru_cache

_VOWELS = (
    (re.compile("ye+o|yo+u?|you|yu+"), "yo"),
    (re.compile("w[aeo]e?"), "o"),
    (re.compile("oe|ae|ay|ey|ai|ei|e(?![ou])"), "e"),
    (re.compile("eo|eu|oo|ou|wo+|u"), "o"),
    (re.compile("ee|yi|i+"), "i"),
)
_CONSONANTS = (
    (re.compile("ch|j|tch|dj"), "j"),
    (re.compile("sh(?=[iy])"), "s"),
    (re.compile("[ck]k?|q"), "g"),
    (re.compile("p+|b+|v|f"), "b"),
    (re.compile("t+|d+"), "d"),
    (re.compile("[rl]+"), "l"),
    (re.compile("gg+"), "g"),
    (re.compile("ss+"), "s"),
    (re.compile("h(?![aeiouy])"), ""),
    (re.compile("oo+"), "o"),
)


@lru_cache(maxsize=1 << 14)
def korean_key(letters: str) -> str:
    """Return the syllables of a Korean word as all its spellings have them in common."""
    for pattern, plain in (*_VOWELS, *_CONSONANTS):
        letters = pattern.sub(plain, letters)
    return letters
