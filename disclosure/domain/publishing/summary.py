"""The public summary: what of a statement everybody may read, if its filer consents.

It is made by rule, and holds codes and names of organisations alone. No text of
the filer's own is copied, so that nothing can be added about others.
"""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import Item, Money, PartyKind, PropertyUse, Relation, Statement
from disclosure.domain.publishing.redacting import may_be_shown, people_of

SCHEMA = 1
"""Version of the shape; raised with an upgrade function when an old summary would be misread."""

_json = msgspec.json.Encoder()


class Entry(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """One declared interest as everybody may read it.

    Attributes:
        kind: code of what it is within its category.
        party: the organisation; empty where the category shows none.
        withheld: there is an organisation, but its name may not be shown.
        country: ISO 3166-1 code, of what is not the filer's home.
        amount: only where the filer chose to show values; `band` likewise.

    """

    category: Category
    kind: str = ""
    party: str = ""
    withheld: bool = False
    holder: Holder | None = None
    country: str = ""
    amount: Money | None = None
    band: str = ""


class Summary(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """What is published.

    Attributes:
        nil: the statement declares nothing at all.
        left_out: how many items the filer chose not to show, beside what rules leave out.
        values: the filer chose to show values.

    """

    schema: int
    covers_from: date
    covers_to: date
    nil: bool = False
    entries: tuple[Entry, ...] = ()
    left_out: int = 0
    values: bool = False


class Offered(NamedTuple):
    """An item that the rules let be shown, and how it would be."""

    item_id: str
    entry: Entry


class _Shows(NamedTuple):
    """What of a category is shown: the field with its code, and the field with its name."""

    kind: str = ""
    name: str = ""
    country: bool = False


_PARTY = "counterparty"
_SHOWN: Mapping[Category, _Shows] = {
    Category.LISTED_SECURITY: _Shows("kind", _PARTY),
    Category.FUND: _Shows("kind", "name"),
    Category.PRIVATE_COMPANY: _Shows("role", _PARTY, country=True),
    Category.REAL_ESTATE: _Shows("kind", country=True),
    Category.OTHER_ASSET: _Shows("kind"),
    Category.STOCK_OPTION: _Shows("", _PARTY),
    Category.SALE_PROFIT: _Shows("kind"),
    Category.INCOME: _Shows("kind", _PARTY),
    Category.GIFT: _Shows("kind", _PARTY),
    Category.LIABILITY: _Shows("kind", _PARTY),
    Category.OUTSIDE_ACTIVITY: _Shows("kind", _PARTY),
    Category.LEADERSHIP: _Shows("position", _PARTY),
    Category.RELATIVE_IN_SYSTEM: _Shows("relation", _PARTY),
    Category.RELATIVE_WITH_COUNTERPARTY: _Shows("relation", _PARTY),
    Category.EMPLOYMENT_AGREEMENT: _Shows("kind", _PARTY),
}
"""Influence from outside is missing: what is told of it is told to the ethics office alone."""


def offered(statement: Statement, *, values: bool = False) -> list[Offered]:
    """Return the items that the rules let be shown, in the order of the statement."""
    people = people_of(statement)
    return [
        Offered(item.id, _entry(item, people, values=values)) for item in statement.items if _is_public(item)
    ]


def public_summary(statement: Statement, *, leave_out: Collection[str] = (), values: bool = False) -> Summary:
    """Return the summary of a statement, without the items whose ids are in `leave_out`.

    By rule it never holds: a child's interests or name, or another person's name; a home's place, or
    any address; the number or institution of an account; a value, unless `values`.
    """
    shown = offered(statement, values=values)
    entries = tuple(one.entry for one in shown if one.item_id not in leave_out)
    return Summary(
        schema=SCHEMA,
        covers_from=statement.covers_from,
        covers_to=statement.covers_to,
        nil=not statement.items,
        entries=entries,
        left_out=len(shown) - len(entries),
        values=values,
    )


def encoded(summary: Summary) -> str:
    """Return a summary as it is kept."""
    return _json.encode(summary).decode()


def decoded(content: str) -> Summary:
    """Return a summary that was kept."""
    return msgspec.json.decode(content, type=Summary)


def digest(summary: Summary) -> str:
    """Return what identifies a summary: SHA-256 of it as kept, in hexadecimal."""
    return hashlib.sha256(_json.encode(summary)).hexdigest()


def kind_field(category: Category) -> str:
    """Return the field whose code is an entry's kind; empty where none is shown."""
    return _SHOWN[category].kind


def _is_public(item: Item) -> bool:
    """Whether the rules let anything of an item be shown: nothing that is a child's."""
    childs = item.holder is Holder.CHILD or getattr(item, "relation", None) is Relation.CHILD
    return item.category in _SHOWN and not childs


def _entry(item: Item, people: list[str], *, values: bool) -> Entry:
    shows = _SHOWN[item.category]
    name = _name(item, shows)
    party = name if may_be_shown(name, people) and item.counterparty.kind is not PartyKind.PERSON else ""
    return Entry(
        category=item.category,
        kind=str(getattr(item, shows.kind, None) or "") if shows.kind else "",
        party=party,
        withheld=bool(name) and not party,
        holder=item.holder,
        country=_country(item) if shows.country else "",
        amount=item.amount if values else None,
        band=item.band if values else "",
    )


def _name(item: Item, shows: _Shows) -> str:
    if not shows.name:
        return ""
    return (item.counterparty.name if shows.name == _PARTY else str(getattr(item, shows.name))).strip()


def _country(item: Item) -> str:
    """Return where something is, unless the filer lives there. It was typed: only a code is taken."""
    if item.category is Category.REAL_ESTATE:
        use = getattr(item, "use", None)
        code = "" if use in (None, PropertyUse.OWN_USE) else str(getattr(item, "country", ""))
    else:
        code = item.counterparty.country
    return code if len(code) == len("KE") and code.isascii() and code.isalpha() else ""
