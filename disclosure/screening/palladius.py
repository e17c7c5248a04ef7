# ruff: noqa: RUF001 - letters of other alphabets are meant
"""Chinese names as Russian writes them, as Palladius laid down, in pinyin: Чжан Вэймин is Zhang Weimin."""

import re
from collections.abc import Sequence
from functools import lru_cache

_INITIALS = {
    "б": "b", "п": "p", "м": "m", "ф": "f", "д": "d", "т": "t", "н": "n", "л": "l", "г": "g", "к": "k",
    "х": "h", "чж": "zh", "ч": "ch", "ш": "sh", "ж": "r", "цз": "z", "ц": "c", "с": "s",
}  # fmt: skip
_SOFT = {"z": "j", "c": "q", "s": "x"}
"""Before i and ü the sibilants are others in pinyin."""
_FINALS = {
    "а": "a", "о": "uo", "э": "e", "и": "i", "ы": "i", "у": "u", "я": "ia", "е": "ie", "ю": "iu", "юй": "u",
    "юэ": "ue", "ай": "ai", "эй": "ei", "ао": "ao", "оу": "ou", "ань": "an", "энь": "en", "ан": "ang",
    "эн": "eng", "ун": "ong", "яо": "iao", "янь": "ian", "инь": "in", "ян": "iang", "ин": "ing",
    "юн": "iong", "уа": "ua", "уай": "uai", "уй": "ui", "уэй": "ui", "уань": "uan", "унь": "un",
    "уан": "uang", "юань": "uan", "юнь": "un",
}  # fmt: skip
_ALONE = {
    "и": "yi", "я": "ya", "е": "ye", "яо": "yao", "ю": "you", "янь": "yan", "инь": "yin", "ян": "yang",
    "ин": "ying", "юн": "yong", "у": "wu", "ва": "wa", "во": "wo", "вай": "wai", "вэй": "wei", "вань": "wan",
    "вэнь": "wen", "ван": "wang", "вэн": "weng", "юй": "yu", "юэ": "yue", "юань": "yuan", "юнь": "yun",
    "а": "a", "ай": "ai", "ань": "an", "энь": "en", "ао": "ao", "эр": "er", "э": "e", "оу": "ou",
}  # fmt: skip
_HARD_FINALS = frozenset("bpmf")
"""After these o is no uo."""


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SYLLABLE = re.compile(
    rf"(?:(?P<initial>{_alternatives(list(_INITIALS))})(?P<final>{_alternatives(list(_FINALS))})"
    rf"|(?P<alone>{_alternatives(list(_ALONE))}))(?![ьй])"
)
_WORD = re.compile(f"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _SYLLABLE.pattern)})+")
_TELLTALE = re.compile("чж|цз|эй|юй|юэ|ао|яо|цян|сян|[аэиуяю]нь")
"""What Russian names of their own do not have."""


def in_pinyin(words: Sequence[str]) -> list[str] | None:
    """Return the folded words of a Chinese name in pinyin; None when they are no such name."""
    if not all(map(_WORD.fullmatch, words)) or not any(map(_TELLTALE.search, words)):
        return None
    return [_pinyin(word) for word in words]


@lru_cache(maxsize=1 << 12)
def _pinyin(word: str) -> str:
    return _SYLLABLE.sub(_syllable, word)


def _syllable(match: re.Match[str]) -> str:
    if match["alone"]:
        return _ALONE[match["alone"]]
    initial, final = _INITIALS[match["initial"]], _FINALS[match["final"]]
    if match["final"][0] in "июяе":
        initial = _SOFT.get(initial, initial)
    if final == "uo" and initial in _HARD_FINALS:
        final = "o"
    return initial + final
