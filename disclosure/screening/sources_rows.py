"""Entries out of the raw values of a list: cleaned, checked, and said where something was left out."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from disclosure.domain.identifiers import is_isin, is_lei, tidy
from disclosure.domain.listed import Entry, EntryKind, Identifier, Relation, Scheme, Tie
from disclosure.domain.messages import Message, message
from disclosure.screening.sources_countries import country

LONGEST_NAME = 500
LONGEST_KEY = 200
LONGEST_NOTE = 500
MOST_ALIASES = 200
"""Of one entry; lists of sanctions hold a few hundred spellings of some names."""
MADE_UP = "~"
"""Begins the key of an entry whose list has none of its own."""
NEITHER = frozenset(
    {
        "vessel",
        "airplane",
        "aircraft",
        "vehicle",
        "security",
        "cryptowallet",
        "bankaccount",
        "address",
        "asset",
        "event",
        "sanction",
        "position",
        "occupancy",
    }
)
"""What lists hold besides organisations and people."""
PEOPLE = frozenset(
    {"person", "individual", "natural person", "физическое лицо", "个人", "persona", "personne"}
)

_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ud800-\udfff]+")
_YEAR = re.compile(r"(?:18|19|20)\d{2}")


class Read(NamedTuple):
    """What one line gave: an entry, or why there is none; what was left out of it.

    Neither stands where the line is about something that declares no interest, as a ship.
    """

    line: int
    key: str
    entry: Entry | None = None
    fault: Message | None = None
    remarks: tuple[Message, ...] = ()


@dataclass(slots=True)
class Raw:
    """The values of one line as the list writes them, by field; each field may hold several."""

    line: int
    values: Mapping[str, Sequence[str]]
    ties: tuple[Tie, ...] = ()
    of: tuple[Tie, ...] = ()
    remarks: list[Message] = field(default_factory=list)

    def texts(self, name: str) -> Iterator[str]:
        """Yield the cleaned values of a field that are not empty, each once."""
        if values := self.values.get(name):
            yield from dict.fromkeys(text for value in values if value and (text := clean(value)))

    def first(self, name: str) -> str:
        """Return the first value of a field."""
        return next(self.texts(name), "") if self.values.get(name) else ""


def clean(text: str) -> str:
    """Return a text in one line and one form: no control characters, no doubled spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(_ODD.sub(" ", unicodedata.normalize("NFC", text)).split())


def read(raw: Raw) -> Read:
    """Make the entry of one line. A line without a name is a fault; a wrong number is left out and said."""
    names = list(raw.texts("name"))
    key = raw.first("key")
    if raw.first("kind").casefold() in NEITHER:
        return Read(raw.line, key)
    if not names:
        return Read(raw.line, key, fault=message("Line %(line)d: there is no name.", line=raw.line))
    if max(map(len, names)) > LONGEST_NAME or len(key) > LONGEST_KEY:
        fault = message("Line %(line)d: the name or the key is too long to be one.", line=raw.line)
        return Read(raw.line, key[:LONGEST_KEY], fault=fault)
    aliases = dict.fromkeys([*names[1:], *raw.texts("aliases")])
    aliases.pop(names[0], None)
    where = tuple(dict.fromkeys(_countries(raw)))
    known = {
        "name": names[0],
        "kind": _kind(raw),
        "countries": where,
        "identifiers": tuple(sorted(set(_identifiers(raw, where)))),
    }
    entry = Entry(
        key=key or _own_number(raw) or _made_up(known),
        aliases=tuple(one for one in aliases if len(one) <= LONGEST_NAME)[:MOST_ALIASES],
        ties=tuple(sorted({*raw.ties, *_ties(raw)})),
        of=tuple(sorted(set(raw.of))),
        born=tuple(sorted({int(year) for text in raw.texts("born") for year in _YEAR.findall(text)})),
        note="; ".join(raw.texts("note"))[:LONGEST_NOTE],
        **known,  # type: ignore[arg-type]
    )
    return Read(raw.line, entry.key, entry, remarks=tuple(raw.remarks))


def _kind(raw: Raw) -> EntryKind | None:
    told = raw.first("kind").casefold()
    if not told:
        return None
    return EntryKind.PERSON if told in PEOPLE else EntryKind.ORGANISATION


def _countries(raw: Raw) -> Iterator[str]:
    for text in raw.texts("countries"):
        found = country(text) or country(text.split("-")[0])  # a jurisdiction such as US-DE
        if found:
            yield found
        else:
            raw.remarks.append(
                message("Line %(line)d: “%(text)s” is no country we know.", line=raw.line, text=text)
            )


def _identifiers(raw: Raw, countries: tuple[str, ...]) -> Iterator[Identifier]:
    for scheme, is_good in ((Scheme.LEI, is_lei), (Scheme.ISIN, is_isin)):
        for text in raw.texts(scheme.value):
            if is_good(text):
                yield Identifier(scheme, tidy(text))
            else:
                raw.remarks.append(
                    message(
                        "Line %(line)d: the check digits of the %(scheme)s “%(text)s” are wrong; "
                        "it is left out.",
                        line=raw.line,
                        scheme=scheme.name,
                        text=text,
                    )
                )
    for text in raw.texts("ungm"):
        yield Identifier(Scheme.UNGM, tidy(text))
    for text in raw.texts("registration"):
        yield from _registered(text, countries)
    for text in raw.texts("identifiers"):
        if is_lei(text):
            yield Identifier(Scheme.LEI, tidy(text))
        elif is_isin(text):
            yield Identifier(Scheme.ISIN, tidy(text))
        else:
            yield from _registered(text, countries)


def _registered(text: str, countries: Iterable[str]) -> Iterator[Identifier]:
    """A number in a register says something beside its country alone."""
    if number := tidy(text):
        for one in countries:
            yield Identifier(Scheme.REGISTRATION, number, one)


def _ties(raw: Raw) -> Iterator[Tie]:
    for name, relation in (
        ("parents", Relation.PARENT),
        ("owners", Relation.OWNER),
        ("directors", Relation.DIRECTOR),
    ):
        for text in raw.texts(name):
            if len(text) <= LONGEST_NAME:
                yield Tie(relation, text)


def _own_number(raw: Raw) -> str:
    """Return a number that tells the entry as well as a key: its UNGM number or its LEI."""
    return tidy(raw.first("ungm") or raw.first("lei"))[:LONGEST_KEY]


def _made_up(known: Mapping[str, object]) -> str:
    told = repr([known[name] for name in sorted(known)])
    return MADE_UP + hashlib.blake2b(told.encode(), digest_size=12).hexdigest()
