# ruff: noqa: RUF001 - letters of other alphabets are meant
"""A name in one shape, whatever case, marks, width and punctuation it came with. Scripts are kept."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(
    "[\u0027\u2018\u2019\u02bc\u02bb\u02be\u02bf\u0060\u00b4\u02b9\u02ba\u2032\u05f3\u05f4\u0022]"
)
_MARKS = re.compile(
    "[\u0300-\u0303\u0305\u0307-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e]"
)
_ALL_MARKS = re.compile("[\u0300-\u036f]")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}(?:[^\W\d_]\b)?|\b(?:[^\W\d_]/)+[^\W\d_]\b")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "þ": "th",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ı": "i", "İ": "i",
        "ə": "a", "Ə": "a", "ħ": "h", "ŋ": "ng",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ؤ": "و",
        "ئ": "ي", "ء": "", "ک": "ك", "ڪ": "ك", "گ": "ك", "ھ": "ه", "ہ": "ه", "ە": "ه", "پ": "ب", "ڤ": "ف",
        "چ": "ج", "ژ": "ج", "ё": "е", "Ё": "Е", "ґ": "г", "Ґ": "Г", "ў": "у", "&": " and ", "+": " and ",
        "№": " ", "¹": "1", "²": "2", "³": "3",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart, and Arabic and Persian letters written one for the other."""
_NAIVE_NUMBERS = {"i": "", "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return `text` in lower case without marks and punctuation, words parted by one space.

    Letters keep their script: what becomes of another alphabet is decided where the name is read.
    Folding twice changes nothing.
    """
    return " ".join(_WORD.findall(_level(text)))


@lru_cache(maxsize=1 << 16)
def fold_company(text: str) -> str:
    """Return the fold of an organisation's name: S.A., S. A. and A/S are one word, initials too."""
    levelled = _INITIALS.sub(_run_together, _level(text))
    return " ".join(_WORD.findall(levelled))


def _level(text: str) -> str:
    """Return the text without case and marks; punctuation still stands."""
    if text.isascii():
        return _APOSTROPHES.sub("", text.lower()).replace("&", " and ").replace("+", " and ")
    text = unicodedata.normalize("NFKC", text).translate(_LETTERS).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    latin = "".join(_unmarked(word) for word in re.split(r"(\s+)", text))
    text = unicodedata.normalize("NFKC", latin).translate(_LETTERS)
    return _APOSTROPHES.sub("", text)


def _unmarked(word: str) -> str:
    """Take breve and diaeresis off Latin and Greek letters; Cyrillic й and ї are letters of their own."""
    return word if re.search("[\u0400-\u052f]", word) else _ALL_MARKS.sub("", word)


def _run_together(match: re.Match[str]) -> str:
    return re.sub(r"[\s./]", "", match.group()) + " "
