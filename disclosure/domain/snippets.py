"""Wording that the office approved once and sends often, with places for what a case puts in.

The shipped set stands in `disclosure/wordings`: what each piece is for in
`starter.toml`, its words in one file per language.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources

import msgspec

from disclosure.domain.categories import AdviceOwner, AdviceProof, AdviceType
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Language

SHIPPED = "disclosure.wordings"
LONGEST_TITLE = 80
LONGEST_TEXT = 2_000
MOST_DAYS = 260
"""A year of working days."""
_PLACE = re.compile(r"\{([^{}]*)\}")


class SnippetKind(StrEnum):
    """What a piece of wording is for."""

    QUESTION = "question"
    ADVICE = "advice"


class Place(StrEnum):
    """What a case puts into a text: `{item}`, `{date}`, `{unit}`."""

    ITEM = "item"
    DATE = "date"
    UNIT = "unit"


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of a piece of wording. The last four are of advice alone."""

    kind: SnippetKind
    titles: dict[str, str]
    texts: dict[str, str]
    advice: AdviceType | None = None
    owner: AdviceOwner | None = None
    proof: AdviceProof | None = None
    days: int | None = None

    def faults(self) -> list[Message]:
        """Return what is wrong with it, one sentence each."""
        return [*_text_faults(self), *_advice_faults(self)]

    def missing(self) -> list[Language]:
        """Return the languages in which it has no text."""
        return missing(self.texts)


class _Purpose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: SnippetKind
    advice: AdviceType | None = None
    owner: AdviceOwner | None = None
    proof: AdviceProof | None = None
    days: int | None = None


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    text: str


def missing(texts: Mapping[str, str]) -> list[Language]:
    """Return the languages in which a piece of wording has no text."""
    return [language for language in Language if not texts.get(language.value, "").strip()]


def places(text: str) -> set[str]:
    """Return what stands in braces in a text, known or not."""
    return set(_PLACE.findall(text))


def filled(text: str, values: Mapping[Place, str]) -> str:
    """Return a text with its places filled in; what has no value stays as it is."""

    def put(found: re.Match[str]) -> str:
        known = found[1] in list(Place) and values.get(Place(found[1]))
        return known or found[0]

    return _PLACE.sub(put, text)


def unfilled(text: str) -> set[Place]:
    """Return the places that a text still leaves open."""
    return {Place(name) for name in places(text) if name in list(Place)}


@cache
def shipped() -> Mapping[str, Wording]:
    """Return the shipped set by code, in the order of its file. One release has one."""
    purposes = msgspec.convert(tomllib.loads(_read("starter")), dict[str, _Purpose])
    words = {
        language.value: msgspec.convert(tomllib.loads(_read(language.value)), dict[str, _Words])
        for language in Language
    }
    return {
        code: Wording(
            titles={language: each[code].title for language, each in words.items() if code in each},
            texts={language: each[code].text.strip() for language, each in words.items() if code in each},
            **msgspec.structs.asdict(purpose),
        )
        for code, purpose in purposes.items()
    }


def digest(wordings: Mapping[str, Wording]) -> str:
    """Return what tells one set of wording from another."""
    return hashlib.sha256(msgspec.json.encode(wordings, order="deterministic")).hexdigest()


def _read(name: str) -> str:
    return resources.files(SHIPPED).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def _text_faults(wording: Wording) -> list[Message]:
    faults = []
    if not wording.texts.get("en", "").strip():
        faults.append(message("Write the text in English: the other languages follow it."))
    used = {name for text in wording.texts.values() for name in places(text)}
    faults.extend(
        message("{%(name)s} is no place that a case fills in. Use {item}, {date} or {unit}.", name=name)
        for name in sorted(used - set(Place))
    )
    if len({frozenset(places(text)) for text in wording.texts.values() if text.strip()}) > 1:
        faults.append(message("Use the same places, such as {item}, in every language."))
    if any(len(text) > LONGEST_TEXT for text in wording.texts.values()):
        faults.append(message("Shorten the text to %(most)d characters.", most=LONGEST_TEXT))
    titled = {language for language, title in wording.titles.items() if title.strip()}
    written = {language for language, text in wording.texts.items() if text.strip()}
    if titled != written or any(len(title) > LONGEST_TITLE for title in wording.titles.values()):
        faults.append(message("Give every text a title of at most %(most)d characters.", most=LONGEST_TITLE))
    return faults


def _advice_faults(wording: Wording) -> list[Message]:
    told = (wording.advice, wording.owner, wording.proof, wording.days)
    if wording.kind is SnippetKind.QUESTION:
        return [message("A question asks; it advises nothing.")] if any(told) else []
    if not all(told):
        return [message("Say what is advised, who does it, what shows it, and within how many days.")]
    if not 1 <= (wording.days or 0) <= MOST_DAYS:
        return [message("Give from 1 to %(most)d working days.", most=MOST_DAYS)]
    return []
