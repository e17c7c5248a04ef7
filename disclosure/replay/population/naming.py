"""Invented names in many scripts, and plain letters for their e-mail addresses."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random

from msgspec import Struct, convert

UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
"""Latin letters that are no letter with a mark, and what stands for them in an address."""

NATIVE = 0.45
"""The part of those who have a script other than Latin that is on the roster in it."""
SECOND = 0.4
"""The part that has a second name, where that is the custom."""


class Spelling(Struct, frozen=True):
    """A name as it is written at home, and in Latin letters."""

    native: str
    latin: str


class Culture(Struct, frozen=True, kw_only=True):
    """Where names come from, and which of the office's languages people from there read."""

    code: str
    weight: int
    languages: tuple[str, ...]
    given: tuple[Spelling, ...]
    family: tuple[Spelling, ...]
    second: str = ""
    family_first: bool = False
    joined: bool = False

    def written(self, given: str, family: str, *, native: bool) -> str:
        """Put a full name together in the order of the culture."""
        space = "" if self.joined and native else " "
        return f"{family}{space}{given}" if self.family_first else f"{given}{space}{family}"


class FullName(Struct, frozen=True, kw_only=True):
    """A person's name.

    Attributes:
        text: as the roster has it.
        family: the family name in the script of `text`; relatives share it.
        native: `text` is in the script of home, not romanised.
        letters: initial and family name in plain letters, like "a.kowalska".

    """

    text: str
    family: str
    culture: str
    native: bool
    letters: str
    language: str


def _spellings(names: str) -> tuple[Spelling, ...]:
    pairs = (name.replace("_", " ").partition("=") for name in names.split())
    return tuple(Spelling(native, latin or native) for native, _, latin in pairs)


@cache
def cultures() -> dict[str, Culture]:
    """Return the cultures by code, in the order of the file."""
    written = resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(written)["cultures"]
    parsed = (row | {"given": _spellings(row["given"]), "family": _spellings(row["family"])} for row in rows)
    return {culture.code: culture for culture in (convert(row, Culture) for row in parsed)}


@cache
def _weights() -> tuple[tuple[Culture, ...], tuple[int, ...]]:
    known = tuple(cultures().values())
    return known, tuple(accumulate(culture.weight for culture in known))


@cache
def plain(name: str) -> str:
    """Return a Latin name in small letters from a to z."""
    unmarked = unicodedata.normalize("NFKD", name.lower().translate(UNDECOMPOSED))
    return re.sub(r"[^a-z]", "", unmarked)


def full_name(rng: Random) -> FullName:
    """Invent a name."""
    known, weights = _weights()
    culture = rng.choices(known, cum_weights=weights)[0]
    given, family = rng.choice(culture.given), rng.choice(culture.family)
    native = given.native != given.latin and rng.random() < NATIVE
    first, last = (given.native, family.native) if native else (given.latin, family.latin)
    if culture.second and rng.random() < SECOND:
        other = rng.choice(culture.given if culture.second == "given" else culture.family)
        added = other.native if native else other.latin
        first, last = _with_second(first, last, added, culture.second)
    return FullName(
        text=culture.written(first, last, native=native),
        family=last,
        culture=culture.code,
        native=native,
        letters=f"{plain(given.latin)[0]}.{plain(family.latin)}",
        language=rng.choice(culture.languages),
    )


def _with_second(given: str, family: str, added: str, second: str) -> tuple[str, str]:
    """Return both names with a second one added, unless it is the same."""
    if second == "given":
        return (given if added == given else f"{given} {added}"), family
    return given, (family if added == family else f"{family} {added}")


def relative(rng: Random, *, culture: str, family: str, native: bool) -> str:
    """Invent the name of a relative who shares the family name, in the same script."""
    home = cultures()[culture]
    given = rng.choice(home.given)
    return home.written(given.native if native else given.latin, family, native=native)
