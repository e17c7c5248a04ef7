"""The tables of words and names beside this module, read once."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale

from disclosure.screening.folding import fold, fold_company

_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_REGIONS = frozenset({"Africa", "America", "Asia", "Australia", "Europe", "Pacific"})
_LONE = re.compile(r"\b\w(?: \w)+\b")
_SERVANT = re.compile(r"^abd(?:ou|oe|[uaeo])?(?:l(?=l)|[lrsnzdth](?=[lrsnzdth])|l(?=[^aeiou])|l(?=[aeiou]))?")
LONGEST_SERVANT = 6
"""Shorter words, such as Abdou, are names of their own."""
_FOLDER = Path(__file__).parent / "tables"


def _lines(file: str) -> Iterator[tuple[str, str]]:
    """Yield section and line of a table, without headings, comments and empty lines."""
    section = ""
    for line in (_FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
        elif line and not line.startswith("#"):
            yield section, line


def _groups(file: str, section: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each word with its other forms."""
    for found, line in _lines(file):
        if found == section:
            head, _, rest = line.partition(":")
            yield head.strip(), [form.strip() for form in rest.split(",") if form.strip()]


@cache
def legal_forms() -> dict[tuple[str, ...], str]:
    """Return the family of each legal form, by the words of its folded form."""
    found: dict[tuple[str, ...], str] = {}
    for family, forms in _groups("legal_forms.txt", ""):
        for form in forms:
            folded = fold_company(form)
            for spelling in (folded, _LONE.sub(lambda run: run.group().replace(" ", ""), folded)):
                found.setdefault(tuple(spelling.split()), family)
    return found


@cache
def words() -> dict[tuple[str, ...], tuple[str, str]]:
    """Return the word and its section for each form of a word of organisations' names."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for section in ("structure", "trade", "institution", "place", "little"):
        for word, forms in _groups("words.txt", section):
            for form in (word, *forms):
                found.setdefault(tuple(fold_company(form).split()), (fold(word), section))
    for written, usual in (*_countries(), *_cities()):
        found.setdefault(tuple(fold_company(written).split()), (fold(usual), "place"))
    found.pop((), None)
    return found


def _countries() -> Iterator[tuple[str, str]]:
    """Yield the names of countries in several languages, each with the English one."""
    usual = Locale("en").territories
    for language in ("en", "fr", "es", "pt", "de", "tr", "ru", "ar", "zh"):
        for code, written in Locale(language).territories.items():
            if code.isalpha() and code in usual and code not in _NO_COUNTRIES:
                yield written, usual[code]


def _cities() -> Iterator[tuple[str, str]]:
    """Yield the names of the cities that time zones are called after, each with the English one."""
    for language in ("fr", "es", "pt", "de", "tr", "ru", "ar", "zh"):
        for zone, said in Locale(language).time_zones.items():
            region, *parts = zone.split("/")
            if len(parts) == 1 and region in _REGIONS:
                english = parts[0].replace("_", " ")
                yield english, english
                yield said.get("city", english), english


@cache
def given_names() -> dict[str, str]:
    """Return the usual spelling of each given name known in several, by its folded form."""
    found = {
        fold(form).replace(" ", ""): name
        for section in ("arabic", "variants")
        for name, forms in _groups("persons.txt", section)
        for form in (name, *forms)
    }
    for name, _ in _groups("persons.txt", "nicknames"):
        found.setdefault(name, name)
    for line in _plain("persons.txt", "known"):
        for name in line.split():
            found.setdefault(fold(name), name)
    for form, name in tuple(found.items()):
        found.setdefault(without_article(form), name)
    return found


@cache
def arabic_names() -> frozenset[str]:
    """Return the given names, in their usual spelling, that are Arabic."""
    return frozenset(name for name, _ in _groups("persons.txt", "arabic"))


def without_article(word: str) -> str:
    """Return a name that begins with Abd in one spelling: Abdulaziz and Abdelaziz are abdaziz."""
    return _SERVANT.sub("abd", word) if word.startswith("abd") and len(word) > LONGEST_SERVANT else word


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """Return the usual spellings of the given names that each short form may stand for."""
    found: dict[str, set[str]] = {}
    usual = given_names()
    for name, forms in _groups("persons.txt", "nicknames"):
        for form in forms:
            found.setdefault(fold(form), set()).add(usual.get(name, name))
    return {form: frozenset(names) for form, names in found.items()}


@cache
def surnames() -> frozenset[str]:
    """Return common surnames, folded."""
    return frozenset(name for line in _plain("persons.txt", "surnames") for name in line.split())


@cache
def chinese_surnames() -> frozenset[str]:
    """Return the surnames of two characters, traditional and simplified."""
    return frozenset(name for line in _plain("chinese.txt", "surnames") for name in line.split())


@cache
def romanised_surnames() -> dict[str, frozenset[str]]:
    """Return the pinyin that each older or southern spelling of a Chinese surname may stand for."""
    found: dict[str, set[str]] = {}
    for pinyin, spellings in _groups("chinese.txt", "romanised"):
        for spelling in spellings:
            found.setdefault(fold(spelling), set()).add(pinyin)
    return {spelling: frozenset(pinyins) for spelling, pinyins in found.items()}


@cache
def places() -> dict[str, str]:
    """Return the usual Latin name of places that head a Chinese, Japanese or Korean name."""
    found: dict[str, str] = {}
    for line in _plain("chinese.txt", "places"):
        written, usual, *others = line.split()
        found |= dict.fromkeys((written, *others), usual)
    return found


@cache
def simplified() -> dict[int, str]:
    """Return a translation of common traditional characters into the simplified ones."""
    pairs = [pair for line in _plain("chinese.txt", "simplified") for pair in line.split()]
    return {ord(pair[0]): pair[1] for pair in pairs}


@cache
def titles() -> frozenset[str]:
    """Return titles and honorifics, folded."""
    return frozenset(
        fold(title).replace(" ", "") for line in _plain("titles.txt", "titles") for title in line.split()
    )


@cache
def generations() -> dict[str, str]:
    """Return which generation a mark such as Jr. or III means."""
    return {
        fold(form): name for name, forms in _groups("titles.txt", "generations") for form in (name, *forms)
    }


@cache
def particles() -> frozenset[str]:
    """Return the little words within persons' names: articles, son of, of."""
    return frozenset(fold(word) for line in _plain("titles.txt", "particles") for word in line.split())


def _plain(file: str, section: str) -> Iterator[str]:
    return (line for found, line in _lines(file) if found == section)
