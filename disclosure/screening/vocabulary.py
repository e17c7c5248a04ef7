# ruff: noqa: RUF001 - letters of other alphabets are meant
"""Which word of organisations' names is meant: in its cases, and in Latin letters, as well.

The table has Russian words as dictionaries do. "Банк России" and "Sberbank Rossii" decline them, and
lists write them in Latin letters; Chinese ones too.
"""

from functools import cache, lru_cache

from disclosure.screening import tables
from disclosure.screening.romanising import is_abjad, is_cyrillic, is_han, romanise
from disclosure.screening.sounding import sound

Meaning = tuple[str, str]
"""The word in English, and its section."""
LEAST_STEM = 5
LEAST_LATIN = 6
"""Shorter stems in Latin letters are too often words of other languages."""
LEAST_WRITTEN = 5
LEAST_SPOKEN = 3
_GROWN = ("وال", "ولل", "بال", "لل", "ال", "و")
_ENDINGS = (
    "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ая", "яя", "ое", "ее", "ые", "ие", "ый", "ий",
    "ой", "ей", "ых", "их", "ов", "ев", "ам", "ям", "ах", "ях", "ом", "ем", "а", "я", "о", "е", "ы", "и", "у",
    "ю", "ь", "й",
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def meaning(word: str) -> Meaning | None:
    """Return what a folded word means; None when it is no known word."""
    if found := tables.words().get((word,)):
        return found
    if is_cyrillic(word):
        return _stems().get(_stem(word))
    if is_abjad(word):
        return _grown_onto(word)
    if word.isascii() and len(word) >= LEAST_WRITTEN:
        return _romanised().get(word) or _romanised_stem(word)
    return None


def phrase(words: tuple[str, ...]) -> Meaning | None:
    """Return what several folded words mean together; Russian ones in Latin letters by their sounds."""
    if found := tables.words().get(words):
        return found
    if any(len(word) < LEAST_SPOKEN or not word.isascii() for word in words):
        return None
    return _spoken_phrases().get(tuple(map(sound, words)))


def _grown_onto(word: str) -> Meaning | None:
    """Return what an Arabic word means that "and", "for", "in" or the article has grown onto."""
    for grown in _GROWN:
        bare = word.removeprefix(grown)
        if bare != word and len(bare) >= LEAST_SPOKEN:
            for form in (bare, "ال" + bare):
                if found := tables.words().get((form,)):
                    return found
    return None


def _stem(word: str) -> str:
    """Return a Russian word without the ending of its case."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word


@cache
def _stems() -> dict[str, Meaning]:
    """Return the known Russian words by their stems, without stems that two words share."""
    found: dict[str, Meaning] = {}
    shared = set()
    for (word, *more), meant in tables.words().items():
        stem = _stem(word)
        if not more and is_cyrillic(word) and found.setdefault(stem, meant) != meant:
            shared.add(stem)
    return {stem: meant for stem, meant in found.items() if stem not in shared}


@cache
def _romanised() -> dict[str, Meaning]:
    """Return known words of other scripts by their Latin letters."""
    found: dict[str, Meaning] = {}
    for (word, *more), meant in tables.words().items():
        if not more and (is_cyrillic(word) or (is_han(word) and len(word) > 1)):
            found.setdefault(romanise(word), meant)
    return found


@cache
def _spoken_phrases() -> dict[tuple[str, ...], Meaning]:
    """Return what Russian phrases mean by the sounds of their words: Torgovyy Dom."""
    return {
        tuple(sound(romanise(word)) for word in words): meant
        for words, meant in tables.words().items()
        if len(words) > 1 and all(map(is_cyrillic, words))
    }


@cache
def _latin_endings() -> tuple[str, ...]:
    return tuple(sorted({romanise(ending) for ending in _ENDINGS}, key=len, reverse=True))


@cache
def _latin_stems() -> dict[str, Meaning]:
    return {
        stem: meant for written, meant in _stems().items() if len(stem := romanise(written)) >= LEAST_LATIN
    }


def _romanised_stem(word: str) -> Meaning | None:
    stems = _latin_stems()
    for ending in _latin_endings():
        if word.endswith(ending) and (meant := stems.get(word[: len(word) - len(ending)])):
            return meant
    return None
