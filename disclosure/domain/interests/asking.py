"""Which fields each category asks, in the order of the page."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import fields_holdings as owned
from disclosure.domain.interests import fields_receipts as received
from disclosure.domain.interests import fields_roles as done
from disclosure.domain.interests.fields import (
    BOUNDED,
    CLOSING_FIELDS,
    HOLDER_FIELDS,
    Condition,
    Field,
    FieldKind,
    value_fields,
)
from disclosure.domain.interests.statement import Item
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme, Threshold, ValueMode


def _asked(
    own: tuple[Field, ...],
    *,
    value: Message | None = None,
    optional: bool = False,
    only_if: Condition | None = None,
    family: bool = True,
) -> tuple[Field, ...]:
    """Put together one category: its own fields, its value, whose it is, and the closing fields."""
    valued = value_fields(value, required=not optional, only_if=only_if) if value else ()
    return own + valued + (HOLDER_FIELDS if family else ()) + CLOSING_FIELDS


_MARKET_VALUE = message("Value at the end of the period")

_FIELDS: Mapping[Category, tuple[Field, ...]] = {
    Category.LISTED_SECURITY: _asked(owned.LISTED_SECURITY, value=_MARKET_VALUE),
    Category.FUND: _asked(owned.FUND, value=_MARKET_VALUE),
    Category.PRIVATE_COMPANY: _asked(owned.PRIVATE_COMPANY, value=_MARKET_VALUE),
    Category.REAL_ESTATE: _asked(owned.REAL_ESTATE, value=_MARKET_VALUE),
    Category.OTHER_ASSET: _asked(owned.OTHER_ASSET, value=_MARKET_VALUE),
    Category.STOCK_OPTION: _asked(owned.STOCK_OPTION, value=message("Value, if you know it"), optional=True),
    Category.SALE_PROFIT: _asked(received.SALE_PROFIT, value=message("Profit")),
    Category.INCOME: _asked(received.INCOME, value=message("Total received in the period")),
    Category.GIFT: _asked(received.GIFT, value=message("Value, as near as you know")),
    Category.LIABILITY: _asked(received.LIABILITY, value=message("Balance at the end of the period")),
    Category.OUTSIDE_ACTIVITY: _asked(
        done.OUTSIDE_ACTIVITY, value=message("Pay in the period"), only_if=done.PAID, family=False
    ),
    Category.LEADERSHIP: _asked(done.LEADERSHIP, value=message("Pay in the period"), only_if=done.PAID),
    Category.RELATIVE_IN_SYSTEM: _asked(done.RELATIVE_IN_SYSTEM, family=False),
    Category.RELATIVE_WITH_COUNTERPARTY: _asked(done.RELATIVE_WITH_COUNTERPARTY, family=False),
    Category.EMPLOYMENT_AGREEMENT: _asked(
        done.EMPLOYMENT_AGREEMENT,
        value=message("Continuing pay in a year"),
        only_if=done.CONTINUING,
        family=False,
    ),
    Category.EXTERNAL_INFLUENCE: _asked(done.EXTERNAL_INFLUENCE, family=False),
}

_STRUCTS: Mapping[Category, type[Item]] = {struct.category: struct for struct in Item.__args__}

MACHINERY = frozenset({"id", "operation"})
"""What an item holds that no field of a form asks: its identity and the choice on its card."""


def fields_of(category: Category) -> tuple[Field, ...]:
    """Return everything that can be asked about an item of `category`, in the order of the page."""
    return _FIELDS[category]


def struct_of(category: Category) -> type[Item]:
    """Return the Struct that holds items of `category`."""
    return _STRUCTS[category]


def fields_for(category: Category, programme: Programme) -> tuple[Field, ...]:
    """Return what `programme` asks about an item of `category`.

    A value is asked as a band or exactly, never both; the holder is asked only where the
    category covers more than the filer, and only among those it covers.
    """
    return _fields_for(category, programme.value_mode(category), programme.threshold(category))


def fields_at_stake(category: Category, programme: Programme) -> tuple[Field, ...]:
    """Return those of `fields_for` whose value may be missing, or one that cannot be."""
    return _fields_at_stake(category, programme.value_mode(category), programme.threshold(category))


@cache
def _fields_at_stake(category: Category, mode: ValueMode, threshold: Threshold) -> tuple[Field, ...]:
    asked = _fields_for(category, mode, threshold)
    return tuple(field for field in asked if field.required or field.kind in BOUNDED)


@cache
def _fields_for(category: Category, mode: ValueMode, threshold: Threshold) -> tuple[Field, ...]:
    holders = frozenset(holder for holder in Holder if threshold.covers_holder(holder))
    unwanted = "amount" if mode is ValueMode.BANDS else "band"
    alone = holders <= {Holder.SELF, Holder.JOINT}
    return tuple(
        _among(field, holders)
        for field in fields_of(category)
        if field.name != unwanted and not (alone and field in HOLDER_FIELDS)
    )


def _among(field: Field, holders: frozenset[Holder]) -> Field:
    """Return the holder field with the choices that are covered; any other field as it is."""
    if field.name != "holder":
        return field
    return replace(field, choices=tuple(option for option in field.choices if option.code in holders))


def is_asked(field: Field, item: Item) -> bool:
    """Tell whether `field` is asked about `item` as it stands: its condition holds, or it has none."""
    if field.only_if is None:
        return True
    value = getattr(item, field.only_if.field)
    if value is True or value is False:
        value = "yes" if value else "no"
    return value in field.only_if.values


def is_given(field: Field, item: Item) -> bool:
    """Tell whether `item` has a value for `field`, or for the one that may stand in its place.

    Blanks alone are nothing, while "no" and nought are answers.
    """
    value = getattr(item, field.name)
    if field.kind is FieldKind.COUNTERPARTY:
        return all(_present(getattr(value, part)) for part in field.needs)
    return _present(value) or (bool(field.instead) and _present(getattr(item, field.instead)))


def _present(value: object) -> bool:
    return value.strip() != "" if isinstance(value, str) else value is not None
