"""Items that are possible but ask for a word of explanation.

The limits here are this project's choice: no source prints them.
"""

from collections.abc import Iterator
from decimal import Decimal

from disclosure.domain.categories import Category
from disclosure.domain.checks.flags import Check, Flag, Given, Rule
from disclosure.domain.interests import (
    AssetKind,
    DebtKind,
    IncomeKind,
    Item,
    Liability,
    OtherAsset,
    PartyKind,
    PropertyUse,
    RealEstate,
)
from disclosure.domain.messages import message
from disclosure.domain.thresholds import converted

LARGE_MONEY = 100_000
"""In the programme's currency: money and metal whose origin is asked."""
LARGE_CASH = 25_000
"""The same for bank notes."""
BELOW_MARKET = Decimal("0.6")
"""A price below this part of the value, within two years, is asked about."""
TWO_YEARS = 731
SEVERAL = 2
GIFT_PART = Decimal("0.1")
"""Gifts above this part of the filer's pay are asked about."""

ORIGIN = Rule("origin-not-stated", message("The origin of something valuable is not stated"), 2)
CHEAP = Rule("bought-below-market", message("Bought far below its value"), 2)
PRIVATE_LOAN = Rule("loan-from-person", message("A loan from a private lender"), 2)
TERMS = Rule("special-terms", message("A loan on terms that others could not have"), 3)
VALUABLES = Rule("several-valuables", message("Several watches or jewels"), 1)
NO_RENT = Rule("let-without-rent", message("Property is let, but no rent is declared"), 1)
GIFTS_AND_PAY = Rule("gifts-against-pay", message("Gifts are large beside the pay"), 3)

_MONEY = frozenset(
    {AssetKind.ACCOUNT, AssetKind.DEPOSIT, AssetKind.CURRENCY, AssetKind.METAL, AssetKind.CRYPTO}
)


def origin(given: Given) -> Iterator[Flag]:
    """New property, and much money that is new, says how it was acquired."""
    new = given.comparison.new if given.comparison else given.live
    for item in new:
        if isinstance(item, RealEstate):
            asked = item.acquired_how is None
        else:
            asked = isinstance(item, OtherAsset) and item.acquired_how is None and _is_large(item, given)
        if asked and any(item is one for one in given.live):
            yield ORIGIN.flag(
                message("%(item)s How was it acquired?", item=given.told(item)),
                items=[item],
                fields=("acquired_how", "price"),
            )


def _is_large(item: OtherAsset, given: Given) -> bool:
    """Tell whether this is money or metal of a value whose origin is asked."""
    value = given.value(item)
    limit = LARGE_CASH if item.kind is AssetKind.CURRENCY else LARGE_MONEY
    return value is not None and item.kind in _MONEY and value >= limit


def below_market(given: Given) -> Iterator[Flag]:
    """What was bought lately cost about what it is worth."""
    for item in given.live:
        if not isinstance(item, RealEstate | OtherAsset) or item.price is None or item.acquired_on is None:
            continue
        value, price = (converted(m, given.programme, given.facts.rates) for m in (item.amount, item.price))
        recent = 0 <= given.days_to_end(item.acquired_on) <= TWO_YEARS
        if recent and value is not None and price is not None and price < value * BELOW_MARKET:
            yield CHEAP.flag(
                message("%(item)s It was bought for %(price)s.", item=given.told(item), price=item.price),
                items=[item],
                fields=("price", "amount", "acquired_on"),
            )


def loans(given: Given) -> Iterator[Flag]:
    """Loans of private people, or on terms that others could not have, are asked about."""
    for item in given.live:
        if not isinstance(item, Liability):
            continue
        if item.counterparty.kind is PartyKind.PERSON or item.kind is DebtKind.PRIVATE_LENDER:
            yield PRIVATE_LOAN.flag(
                message("%(item)s Who is the lender to you?", item=given.told(item)),
                items=[item],
                fields=("counterparty", "kind"),
            )
        if item.open_terms is False:
            yield TERMS.flag(
                message("%(item)s Others could not have had the same terms. Why?", item=given.told(item)),
                items=[item],
                fields=("open_terms",),
            )


def valuables(given: Given) -> Iterator[Flag]:
    """Two or more watches or jewels are asked about together."""
    found = [i for i in given.live if isinstance(i, OtherAsset) and i.kind is AssetKind.JEWELLERY]
    if len(found) >= SEVERAL:
        yield VALUABLES.flag(
            message("%(number)d watches or jewels are declared.", number=len(found)),
            items=found,
            fields=("kind",),
        )


def rent(given: Given) -> Iterator[Flag]:
    """Let property brings rent, on the item or as income."""
    if any(getattr(item, "kind", None) is IncomeKind.RENT for item in given.statement.items):
        return
    for item in given.live:
        if isinstance(item, RealEstate) and item.use is PropertyUse.RENTED and item.rent is None:
            yield NO_RENT.flag(
                message("%(item)s What rent was received?", item=given.told(item)),
                items=[item],
                fields=("use", "rent"),
            )


def gifts_against_pay(given: Given) -> Iterator[Flag]:
    """Gifts stay small beside the pay, where the pay is known."""
    pay = converted(given.facts.pay_in_year, given.programme, given.facts.rates)
    gifts: list[Item] = [item for item in given.statement.items if item.category is Category.GIFT]
    total = sum(value for item in gifts if (value := given.value(item)) is not None)
    if pay is not None and pay > 0 and total > pay * GIFT_PART:
        yield GIFTS_AND_PAY.flag(
            message("Gifts come to more than a tenth of the pay in the period."),
            items=gifts,
            fields=("amount",),
        )


CHECKS: tuple[Check, ...] = (origin, below_market, loans, valuables, rent, gifts_against_pay)
