"""What a reference list says: entries with their names, identifiers, countries and ties.

A list is public or office knowledge about organisations and people that the
organisation deals with, or must not deal with. Nothing in it is declared by a filer.
"""

from enum import StrEnum
from typing import Self

import msgspec


class ListKind(StrEnum):
    """What being on a list means."""

    VENDOR = "vendor"
    IMPLEMENTING_PARTNER = "implementing-partner"
    DONOR = "donor"
    SANCTIONS = "sanctions"
    DEBARMENT = "debarment"


SUGGESTED = frozenset({ListKind.VENDOR, ListKind.IMPLEMENTING_PARTNER, ListKind.DONOR})
"""Kinds whose names filers may be offered while they type; being sanctioned is nothing to suggest."""


class EntryKind(StrEnum):
    """What an entry is; the likeness of names is told in another way for each."""

    ORGANISATION = "organisation"
    PERSON = "person"


class Scheme(StrEnum):
    """A register whose numbers tell an organisation (an ISIN tells the issuer of a security)."""

    LEI = "lei"
    UNGM = "ungm"
    REGISTRATION = "registration"
    ISIN = "isin"


class Relation(StrEnum):
    """What somebody is to the entry they are named beside."""

    PARENT = "parent"
    OWNER = "owner"
    DIRECTOR = "director"
    RELATIVE = "relative"
    ASSOCIATE = "associate"


class Identifier(msgspec.Struct, frozen=True, order=True):
    """A number in a register; `country` is the register's, where numbers repeat from country to country."""

    scheme: Scheme
    value: str
    country: str = ""


class Tie(msgspec.Struct, frozen=True, order=True):
    """Somebody named beside an entry; `key` is their own entry of the same list, if they have one."""

    relation: Relation
    name: str
    key: str = ""


class Entry(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """One organisation or person on a list.

    Attributes:
        key: what the list itself calls it; the same in every version of the list.
        kind: nothing where the list does not say.
        countries: ISO 3166-1 alpha-2 codes.
        ties: who is named beside it, and what they are to it.
        of: beside whom it is named itself, and what it is to them.
        born: years of birth of a person, as far as the list knows.
        note: what the list says about it, such as the programme of a sanction.

    """

    key: str
    name: str
    kind: EntryKind | None = None
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    ties: tuple[Tie, ...] = ()
    of: tuple[Tie, ...] = ()
    born: tuple[int, ...] = ()
    note: str = ""

    def encode(self) -> bytes:
        """Return the canonical JSON: equal entries have equal bytes."""
        return _encoder.encode(self)

    @classmethod
    def decode(cls, content: bytes | str) -> Self:
        """Read what `encode` wrote."""
        return msgspec.json.decode(content, type=cls)


_encoder = msgspec.json.Encoder(order="deterministic")
