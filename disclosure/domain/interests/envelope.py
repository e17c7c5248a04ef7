"""What every declared item says, whatever its category."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import ClassVar, get_args, get_type_hints

import msgspec

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests.choices import Operation, PartyKind, Related
from disclosure.domain.interests.money import Money, demand_plain


class Party(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """The other side of an item: issuer, payer, giver, creditor, organisation.

    Attributes:
        country: ISO 3166-1 alpha-2 code.
        lei: Legal Entity Identifier, ISO 17442.
        registration: number in a company register.
        ungm: vendor number in the United Nations Global Marketplace.

    """

    name: str = ""
    kind: PartyKind | None = None
    country: str = ""
    lei: str = ""
    registration: str = ""
    ungm: str = ""


class Interest(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True, tag_field="category"):
    """The envelope of a declared item.

    A draft may leave anything empty except `id`: what must be there before filing is
    asked by `disclosure.domain.completeness`.

    Attributes:
        id: random, kept across years: the same thing keeps its id.
        holder: whose it is; nothing where the category covers the filer alone.
        child: id of the household member when the holder is a child.
        share: the filer's part in per cent when held jointly; the others likewise.
        operation: what the filer says about it this year; nothing until they choose.
        amount: what the category asks as its value: market value, profit, pay, balance.
        band: code of a value band, in place of `amount`.
        as_of: the day `amount` or `band` is of.
        prior_authorisation: reference of the authorisation, if there is one.
        disposed_on: when the item ended.

    """

    category: ClassVar[Category]

    id: str
    holder: Holder | None = None
    child: str = ""
    share: Decimal | None = None
    share_spouse: Decimal | None = None
    share_children: Decimal | None = None
    share_others: Decimal | None = None
    operation: Operation | None = None
    counterparty: Party = Party()
    amount: Money | None = None
    band: str = ""
    as_of: date | None = None
    related_to_duties: Related | None = None
    duties_note: str = ""
    prior_authorisation: str = ""
    remark: str = ""
    disposed_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be reckoned with.

        Raises:
            ValueError: a number is infinite, too large or too fine.

        """
        for value in _numbers(type(self))(self):
            if value.__class__ is Decimal:
                demand_plain(value)


@cache
def _numbers(struct: type[Interest]) -> Callable[[Interest], tuple[Decimal | None, ...]]:
    """Return what gets the fields that hold a number."""
    return attrgetter(*(name for name, kind in get_type_hints(struct).items() if Decimal in get_args(kind)))
