"""Which names of a statement may stand in a public summary.

A name was typed freely, so it may hold what nobody means to publish: the name of
a child or a relative, the number of an account, a sum, an address. Such a name is left out whole.
"""

import re
import unicodedata
from collections.abc import Iterable

from disclosure.domain.interests import Statement

_LONG_NUMBER = re.compile(r"\d(?:[\W_]{0,2}\d){4,}")
"""Five digits or more, however they are grouped: of an account, a document, a sum."""

_CODES = "USD|EUR|GBP|CHF|JPY|CNY|RUB|INR|KES|CAD|AUD|SEK|NOK|DKK|BRL|ZAR|NGN|XOF|XAF|EGP|AED|SAR"
_SUM = re.compile(
    rf"(?:\b(?:{_CODES})|[$€£¥₹₽₦฿])[\W_]?\d|\d[\W_]?(?:(?:{_CODES})\b|[$€£¥₹₽₦฿%])", re.IGNORECASE
)
"""Digits beside a currency, or a share in per cent."""

_STREETS = (
    "street|st|road|rd|lane|avenue|ave|boulevard|blvd|drive|court|close|rue|chemin|route|allée|impasse|calle|"
    "avenida|carrera|paseo|plaza|via|viale|straße|strasse|weg|platz|улица|ул|проспект|переулок|дом|شارع|طريق"
)
_ADDRESS = re.compile(
    rf"\b\d+\w?\W+(?:\w+\W+){{0,3}}?(?:{_STREETS})\b|\b(?:{_STREETS})\b\W*(?:\w+\W+){{0,4}}?\d|\w[路街号巷]\d|\d+号",
    re.IGNORECASE,
)
"""A number beside the word for a street."""

_SMALL_WORDS = frozenset(
    {"al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "et", "ibn", "la", "las"}
    | {"le", "los", "of", "the", "van", "von", "y"}
)
"""Parts of names that name nobody by themselves."""

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_JOINED = 4
"""Letters from which a whole name is looked for inside longer words."""


def people_of(statement: Statement) -> list[str]:
    """Return every name of another person that the statement holds: household, relatives, contacts."""
    household = [member.name for member in statement.household]
    others = [getattr(item, "person", "") for item in statement.items]
    return [name for name in household + others if name.strip()]


def may_be_shown(name: str, people: Iterable[str]) -> bool:
    """Tell whether a freely typed `name` may be published beside those `people`, who may not."""
    text = _folded(name)
    if any(pattern.search(text) for pattern in (_LONG_NUMBER, _SUM, _ADDRESS)):
        return False
    words, joined = set(_WORD.findall(text)), _joined(text)
    return not any(_names(person, words, joined) for person in map(_folded, people))


def _names(person: str, words: set[str], joined: str) -> bool:
    """Whether a text of these `words` names `person`: by one word of theirs, or whole inside another."""
    if (set(_WORD.findall(person)) - _SMALL_WORDS) & words:
        return True
    whole = _joined(person)
    unspaced = any(letter.isalpha() and letter.upper() == letter.lower() for letter in whole)
    return len(whole) >= (1 if unspaced else _LEAST_JOINED) and whole in joined


def _folded(text: str) -> str:
    """Return a text in one width and case, so that it is compared as it is read."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _joined(text: str) -> str:
    return "".join(_WORD.findall(text))
