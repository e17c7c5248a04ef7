"""Declared values against the limits of the programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure.domain.categories import Category
from disclosure.domain.interests import Item, Money, Rates
from disclosure.domain.programme import Aggregation, Programme


@dataclass(frozen=True, slots=True)
class SourceSum:
    """What one source gave, paid or is owed in all.

    Attributes:
        source: the name as first written.
        total: in the programme's currency, over the items whose value is known.
        unknown: how many items have no value that can be compared.

    """

    source: str
    items: tuple[Item, ...]
    total: Decimal
    unknown: int


def converted(money: Money | None, programme: Programme, rates: Rates | None) -> Decimal | None:
    """Return `money` in the programme's currency; nothing without an amount or a rate."""
    if money is None:
        return None
    if money.currency == programme.values.currency:
        return money.amount
    return rates.convert(money, to=programme.values.currency) if rates else None


def value_of(item: Item, programme: Programme, rates: Rates | None) -> Decimal | None:
    """Return the value of `item` in the programme's currency: exact, or the lower end of its band."""
    if item.amount is not None:
        return converted(item.amount, programme, rates)
    band = programme.values.band(item.band)
    return Decimal(band.at_least) if band else None


def source_key(item: Item) -> str:
    """Return what makes two items come from one source: the LEI, else the name in any case and spacing."""
    party = item.counterparty
    return party.lei.strip().upper() or " ".join(party.name.casefold().split())


def sums_by_source(
    items: Iterable[Item], category: Category, programme: Programme, rates: Rates | None
) -> list[SourceSum]:
    """Return the sum of each source over the items of `category`; items without a source stand alone."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.category is category:
            groups.setdefault(source_key(item) or f"item {item.id}", []).append(item)
    return [_summed(group, programme, rates) for group in groups.values()]


def _summed(group: Sequence[Item], programme: Programme, rates: Rates | None) -> SourceSum:
    """Add up one source."""
    values = [value_of(item, programme, rates) for item in group]
    known = [value for value in values if value is not None]
    return SourceSum(
        source=group[0].counterparty.name,
        items=tuple(group),
        total=sum(known, Decimal(0)),
        unknown=len(values) - len(known),
    )


def above_threshold(
    declared: Item | Sequence[Item], programme: Programme, rates: Rates | None = None
) -> bool | None:
    """Tell whether an item, or a group of one category and source, must be declared.

    A group is added up where the programme compares the sum of a source; otherwise one item
    that reaches the limit is enough. Nothing is returned when a value is missing that could decide.
    """
    group = tuple(declared) if isinstance(declared, Sequence) else (declared,)
    if not group:
        return False
    limit = programme.threshold(group[0].category)
    if limit.amount is None:
        return True
    values = [value_of(item, programme, rates) for item in group]
    known = [value for value in values if value is not None]
    reached = (
        limit.reaches(sum(known, Decimal(0)))
        if limit.per is Aggregation.SOURCE
        else any(limit.reaches(value) for value in known)
    )
    return None if not reached and len(known) < len(values) else reached
