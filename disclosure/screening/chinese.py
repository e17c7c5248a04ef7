"""Chinese syllables in Latin letters: pinyin, Wade-Giles and what stands between them, under one key.

Wade-Giles marks what pinyin writes with other letters (kuo, guo; hsi, xi; tung, dong) by an apostrophe
that is usually lost. So its spellings are too coarse to tell two names in pinyin apart; they only
stand for a name that is written in the other way.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_PINYIN = re.compile(
    r"(?:[bpm](?:iao|ian|ing|ang|eng|ai|ei|ao|ou|an|en|in|ie|iu|a|o|i|u|e)"
    r"|f(?:ang|eng|ei|ou|an|en|a|o|u)"
    r"|[dtnlgkh](?:iang|uang|iao|ian|uan|uai|ang|eng|ing|ong|ai|ei|ao|ou|an|en|in|un|ie|ia|iu|ua|ui|uo|ue|a|e|i|u|v)"
    r"|[jqx](?:iang|iong|iao|ian|uan|ing|ia|ie|iu|in|un|ue|i|u)"
    r"|(?:zh|ch|sh|[zcsr])(?:uang|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|un|ui|uo|ua|a|e|i|u)"
    r"|y(?:ang|ing|ong|uan|ao|an|in|ou|ue|un|a|e|i|u)|w(?:ang|eng|ai|ei|an|en|a|o|u)"
    r"|ai|ao|ou|an|en|er|a|e|o)+"
)
_OLDER_SYLLABLE = (
    r"(?P<initial>ts|tz|sz|ss|hs|ch|sh|zh|[pmftnlkhjswybdgqxrzc])?"
    r"(?P<final>iang|iung|iong|uang|ang|eng|ing|ung|ong|uan|ien|ian|iao|uai|ai|ei|ao|ou|an|en|in|un|yun|ueh"
    r"|ieh|ia|ie|iu|ua|uo|uei|ui|ue|ih|eh|erh|er|a|e|i|o|u|v)"
)
_OLDER = re.compile(_OLDER_SYLLABLE)
_OLDER_WORD = re.compile(f"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _OLDER_SYLLABLE)})+")
_INITIALS = {
    "b": "p", "d": "t", "g": "k", "zh": "c", "ch": "c", "j": "c", "q": "c", "z": "z", "c": "z", "ts": "z",
    "tz": "z", "ss": "s", "sz": "s", "s": "s", "x": "x", "hs": "x",
}  # fmt: skip
_FINALS = {
    "ong": "ung", "iong": "iung", "ian": "ien", "ieh": "ie", "ueh": "ue", "uo": "o", "e": "o", "eh": "o",
    "ih": "i", "uei": "ui", "erh": "er",
}  # fmt: skip
_WHOLE = {
    "yen": "yan", "szu": "si", "ssu": "si", "tzu": "zi", "jih": "ri", "jen": "ren", "jung": "rong",
    "yu": "you",
}  # fmt: skip
LEAST = 4
"""Shorter words are too few letters to say that they are Chinese."""


@lru_cache(maxsize=1 << 16)
def is_pinyin(word: str) -> bool:
    """Whether a word of a to z may be written in pinyin."""
    return _PINYIN.fullmatch(word) is not None


@lru_cache(maxsize=1 << 16)
def chinese_key(word: str) -> str:
    """Return the syllables of a word as pinyin and Wade-Giles have them in common; empty for other words."""
    if _OLDER_WORD.fullmatch(word) is None:
        return ""
    key = ""
    at = 0
    while at < len(word):
        found = _syllable(word, at)
        if found is None:
            return ""
        size, syllable = found
        key += syllable
        at += size
    return key


def _syllable(word: str, at: int) -> tuple[int, str] | None:
    for size in range(min(6, len(word) - at), 0, -1):
        rest = word[at + size : at + size + 1]
        found = _OLDER.fullmatch(word, at, at + size)
        if found and rest not in ("a", "e", "i", "o", "u", "v"):
            syllable = _WHOLE.get(found.group(), "")
            found = _OLDER.fullmatch(syllable) or found
            initial, final = found["initial"] or "", found["final"]
            return size, _INITIALS.get(initial, initial) + _FINALS.get(final, final)
    return None


def differ_in_spelling(a: str, b: str) -> bool:
    """Whether one word is in pinyin, the other is not, and they are the same syllables."""
    return (
        min(len(a), len(b)) >= LEAST
        and is_pinyin(a) != is_pinyin(b)
        and chinese_key(a) == chinese_key(b) != ""
    )


def are_two_spellings(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether all words of two names may be Chinese, and one name is in pinyin and the other is not."""
    if not all(map(chinese_key, (*a, *b))):
        return False
    return all(map(is_pinyin, a)) != all(map(is_pinyin, b))
