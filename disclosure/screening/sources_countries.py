"""Countries as lists write them: codes of two or three letters, or names in the six languages and more."""

import re
import unicodedata
from functools import cache

from babel import Locale
from babel.core import get_global

from disclosure.domain.identifiers import countries

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "pt", "de")
_ALSO = {
    "russian federation": "RU",
    "iran islamic republic of": "IR",
    "islamic republic of iran": "IR",
    "syrian arab republic": "SY",
    "democratic republic of the congo": "CD",
    "congo democratic republic of the": "CD",
    "congo": "CG",
    "united republic of tanzania": "TZ",
    "tanzania united republic of": "TZ",
    "republic of korea": "KR",
    "korea republic of": "KR",
    "democratic people s republic of korea": "KP",
    "lao people s democratic republic": "LA",
    "republic of moldova": "MD",
    "moldova republic of": "MD",
    "viet nam": "VN",
    "cote d ivoire": "CI",
    "ivory coast": "CI",
    "turkey": "TR",
    "swaziland": "SZ",
    "macedonia": "MK",
    "cabo verde": "CV",
    "bolivia plurinational state of": "BO",
    "plurinational state of bolivia": "BO",
    "venezuela bolivarian republic of": "VE",
    "bolivarian republic of venezuela": "VE",
    "brunei darussalam": "BN",
    "state of palestine": "PS",
    "palestine": "PS",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "united kingdom of great britain and northern ireland": "GB",
    "united states of america": "US",
    "usa": "US",
    "u s a": "US",
    "burma": "MM",
    "uae": "AE",
    "hong kong": "HK",
    "macau": "MO",
    "czech republic": "CZ",
    "holland": "NL",
    "peoples republic of china": "CN",
    "people s republic of china": "CN",
    "p r china": "CN",
}
"""Names that official lists use and the tables of languages do not have."""


def country(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of what a list calls a country; nothing where it is none."""
    code = text.strip().upper()
    if code in countries():
        return code
    found = _names().get(_folded(text), "")
    if not found and len(code) == len("KEN"):
        found = next((one for one in _successors(code) if one in countries()), "")
    return found


@cache
def _successors(code: str) -> tuple[str, ...]:
    """Return the codes that stand for one of three letters, by the aliases of the language tables."""
    return tuple(get_global("territory_aliases").get(code, ()))


@cache
def _names() -> dict[str, str]:
    known = {
        _folded(name): code
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if code in countries()
    }
    return known | _ALSO


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"\W+", " ", re.sub(r"\(.*?\)", " ", bare)).split()).removeprefix("the ")
