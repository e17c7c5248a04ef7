"""Whether two items are the same thing, by what names a thing: for items that were entered anew."""

import unicodedata
from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests.choices import HouseholdRelation
from disclosure.domain.interests.drafting import OF_ONE_YEAR
from disclosure.domain.interests.statement import Item, Member

_OTHER_SIDE = ("counterparty.name",)
_NAMED_BY: Mapping[Category, tuple[str, ...]] = {
    Category.LISTED_SECURITY: ("counterparty.name", "name"),
    Category.FUND: ("name",),
    Category.REAL_ESTATE: ("city", "country", "kind"),
    Category.OTHER_ASSET: ("counterparty.name", "name", "country", "kind"),
    Category.INCOME: ("counterparty.name", "kind"),
    Category.LIABILITY: ("counterparty.name", "kind"),
    Category.RELATIVE_IN_SYSTEM: ("person",),
    Category.RELATIVE_WITH_COUNTERPARTY: ("counterparty.name", "person"),
}
"""What tells one thing of a category from another: the other side alone, unless stated here."""


class Thing(NamedTuple):
    """What items of the same thing have in common, with names folded.

    Where the holder is not asked, it is the filer.
    """

    category: Category
    holder: Holder
    child: str
    named: tuple[str, ...]


class Person(NamedTuple):
    """What entries about the same member of a household have in common."""

    relation: HouseholdRelation | None
    name: str


def thing(item: Item) -> Thing | None:
    """Return what `item` is about; nothing where it has no name yet, or happens once and never again."""
    if item.category in OF_ONE_YEAR:
        return None
    named = tuple(_spoken(attrgetter(name)(item)) for name in _NAMED_BY.get(item.category, _OTHER_SIDE))
    child = item.child if item.holder is Holder.CHILD else ""
    return Thing(item.category, item.holder or Holder.SELF, child, named) if any(named) else None


def same_thing(one: Item, other: Item) -> bool:
    """Tell whether two items are about the same thing, whatever else they say of it."""
    return (about := thing(one)) is not None and about == thing(other)


def person(member: Member) -> Person | None:
    """Return who `member` is; nothing while they have no name."""
    name = folded(member.name)
    return Person(member.relation, name) if name else None


def folded(name: str) -> str:
    """Return a name without regard to case, spacing, width and punctuation.

    Case and width are folded as in Unicode 15.0 section 3.13, D146: compatibility caseless
    matching. A name that is nothing but punctuation keeps it.
    """
    plain = unicodedata.normalize("NFD", name)
    for _twice in range(2):
        plain = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(sign for sign in plain if unicodedata.category(sign)[0] not in "PZC")
    return unicodedata.normalize("NFKD", bare or "".join(plain.split()))  # marks that met stand in one order


def _spoken(value: str | None) -> str:
    """Return a text or a code as it is compared."""
    return folded(value) if value else ""
