"""The names in a statement: every organisation and every person that it declares."""

import re
from collections.abc import Iterator

import msgspec

from disclosure.domain.identifiers import is_isin, is_lei, tidy
from disclosure.domain.interests import (
    ExternalInfluence,
    Fund,
    Item,
    ListedSecurity,
    Member,
    PrivateCompany,
    RelativeInSystem,
    RelativeWithCounterparty,
    Statement,
    StockOption,
)
from disclosure.domain.interests.choices import PartyKind
from disclosure.domain.listed import EntryKind, Identifier, Scheme

_BETWEEN = re.compile(r"\s*[;,\n、،؛]\s*")


class Declared(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """A name as it was declared, with what else tells its bearer.

    Attributes:
        item: id of the item, or of the member of the household.
        field: the field of it, as the form knows it.
        country: ISO 3166-1 alpha-2 code.

    """

    item: str
    field: str
    name: str
    kind: EntryKind
    country: str = ""
    identifiers: tuple[Identifier, ...] = ()
    born: int | None = None


def declared(statement: Statement) -> tuple[Declared, ...]:
    """Return what a statement declares by name, each name once for each field that holds it."""
    found = [one for member in statement.household for one in _of_member(member)]
    found += [one for item in statement.items for one in _of_item(item)]
    return tuple(dict.fromkeys(found))


def _of_member(member: Member) -> Iterator[Declared]:
    if member.name.strip():
        yield Declared(
            item=member.id, field="name", name=member.name, kind=EntryKind.PERSON, born=member.birth_year
        )
    if member.employer.strip():
        yield Declared(item=member.id, field="employer", name=member.employer, kind=EntryKind.ORGANISATION)


def _of_item(item: Item) -> Iterator[Declared]:
    yield from _counterparty(item)
    if isinstance(item, StockOption) and item.employer.strip():
        yield Declared(item=item.id, field="employer", name=item.employer, kind=EntryKind.ORGANISATION)
    if isinstance(item, RelativeInSystem | RelativeWithCounterparty | ExternalInfluence):
        yield from _people(item, "person", item.person)
    if isinstance(item, PrivateCompany):
        yield from _people(item, "other_owners", item.other_owners)


def _counterparty(item: Item) -> Iterator[Declared]:
    party = item.counterparty
    identifiers = tuple(_identifiers(item))
    name = party.name.strip()
    if not name and isinstance(item, ListedSecurity | Fund):
        name = item.name.strip()
    if name or identifiers:
        yield Declared(
            item=item.id,
            field="counterparty.name",
            name=name,
            kind=EntryKind.PERSON if party.kind is PartyKind.PERSON else EntryKind.ORGANISATION,
            country=party.country,
            identifiers=identifiers,
        )


def _identifiers(item: Item) -> Iterator[Identifier]:
    """Yield the numbers that tell the other side; one with wrong check digits tells nobody."""
    party = item.counterparty
    if is_lei(party.lei):
        yield Identifier(Scheme.LEI, tidy(party.lei))
    if ungm := tidy(party.ungm):
        yield Identifier(Scheme.UNGM, ungm)
    if party.country and (number := tidy(party.registration)):
        yield Identifier(Scheme.REGISTRATION, number, party.country)
    if isinstance(item, ListedSecurity | Fund) and is_isin(item.isin):
        yield Identifier(Scheme.ISIN, tidy(item.isin))


def _people(item: Item, field: str, text: str) -> Iterator[Declared]:
    for name in _BETWEEN.split(text.strip()):
        if name:
            yield Declared(item=item.id, field=field, name=name, kind=EntryKind.PERSON)
