"""Numbers within names, however they are written: forty-four is 44, II is 2, first is 1st."""

from collections.abc import Sequence

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ROMAN = ("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii")
_ROMAN_VALUES = (2, 3, 4, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18)
_LONE_ROMAN = {"i": 1, "v": 5, "x": 10}
"""Numbers only where they stand last, as in Fund V."""
_OTHERS = {
    "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercera": 3, "premier": 1,
    "premiere": 1, "deuxieme": 2, "troisieme": 3, "erste": 1, "zweite": 2, "dritte": 3, "первый": 1,
    "первая": 1, "второй": 2, "вторая": 2, "третий": 3, "третья": 3, "一": 1, "二": 2, "三": 3,
}  # fmt: skip
_WORDS = (
    {word: value for value, word in enumerate(_UNITS, 1)}
    | {word: value for value, word in enumerate(_ORDINALS, 1)}
    | {word: value for value, word in enumerate(_TEENS, 10)}
    | _OTHERS
)
_TENS_VALUES = {word: value * 10 for value, word in enumerate(_TENS, 2)}
_SUFFIXES = ("st", "nd", "rd", "th")


def number_at(words: Sequence[str], at: int) -> tuple[int, str]:
    """Return the number that begins at a place, in digits, and how many words it takes; empty for none."""
    word = words[at]
    if word.isdecimal():
        return 1, str(int(word))
    if word[:-2].isdecimal() and word.endswith(_SUFFIXES):
        return 1, str(int(word[:-2]))
    if word in _TENS_VALUES:
        return _tens(words, at)
    if value := _WORDS.get(word):
        return 1, str(value)
    if at and (value := _roman(words, at)):
        return 1, str(value)
    return 1, ""


def _tens(words: Sequence[str], at: int) -> tuple[int, str]:
    tens = _TENS_VALUES[words[at]]
    following = words[at + 1] if at + 1 < len(words) else ""
    unit = int(following) if following.isdecimal() else _WORDS.get(following, 0)
    return (2, str(tens + unit)) if 0 < unit < 10 else (1, str(tens))  # noqa: PLR2004 - a unit


def _roman(words: Sequence[str], at: int) -> int:
    word = words[at]
    if word in _ROMAN:
        return _ROMAN_VALUES[_ROMAN.index(word)]
    return _LONE_ROMAN.get(word, 0) if at == len(words) - 1 else 0
