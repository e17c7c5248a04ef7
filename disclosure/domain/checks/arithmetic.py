"""Figures that do not add up."""

from collections.abc import Iterator
from decimal import Decimal

from disclosure.domain.categories import Category, Holder
from disclosure.domain.checks.flags import Check, Flag, Given, Rule
from disclosure.domain.interests import Liability, ListedSecurity, Money, SaleProfit
from disclosure.domain.messages import message
from disclosure.domain.thresholds import converted, sums_by_source

TOLERANCE = Decimal("0.01")
"""Rounding that people do: one per cent."""
MARKET_TOLERANCE = Decimal("0.10")
"""Prices move within a day and fees are taken off: ten per cent."""
ALL = Decimal(100)

SHARES = Rule("shares-sum", message("The shares of a joint item do not make 100 per cent"), 1)
PROFIT = Rule("sale-profit-sum", message("The profit is not the price received less the price paid"), 2)
GIFTS = Rule("gift-sum", message("Gifts from one source together reach the limit"), 2)
BALANCE = Rule("balance-above-original", message("More is owed than was borrowed"), 2)
HIGHEST = Rule("highest-below-balance", message("The highest balance is below the balance at the end"), 1)
UNITS = Rule("units-by-price", message("Number times price is not the value"), 1)
NO_RATE = Rule("no-rate", message("An amount cannot be converted"), 1)


def shares(given: Given) -> Iterator[Flag]:
    """The parts of a joint item make a whole; a single part says nothing yet."""
    for item in given.live:
        parts = [item.share, item.share_spouse, item.share_children, item.share_others]
        stated = [part for part in parts if part is not None]
        total = sum(stated, Decimal(0))
        if item.holder is Holder.JOINT and len(stated) > 1 and total != ALL:
            yield SHARES.flag(
                message("%(item)s The shares make %(total)s per cent.", item=given.told(item), total=total),
                items=[item],
                fields=("share", "share_spouse", "share_children", "share_others"),
            )


def sale_profit(given: Given) -> Iterator[Flag]:
    """A profit is what was received less what was paid, in one currency at one rate date."""
    for item in given.live:
        if not isinstance(item, SaleProfit):
            continue
        profit, proceeds, cost = (_in_one(given, m) for m in (item.amount, item.proceeds, item.cost))
        if profit is None or proceeds is None or cost is None:
            continue
        if abs(profit - (proceeds - cost)) > max(abs(proceeds) * TOLERANCE, Decimal(1)):
            yield PROFIT.flag(
                message(
                    "%(item)s Received %(proceeds)s, paid %(cost)s.",
                    item=given.told(item),
                    proceeds=item.proceeds,
                    cost=item.cost,
                ),
                items=[item],
                fields=("amount", "proceeds", "cost"),
            )


def gift_sum(given: Given) -> Iterator[Flag]:
    """Gifts of one giver that are below the limit one by one reach it together."""
    limit = given.programme.threshold(Category.GIFT)
    for source in sums_by_source(given.statement.items, Category.GIFT, given.programme, given.facts.rates):
        values = [given.value(item) for item in source.items]
        alone = any(value is not None and limit.reaches(value) for value in values)
        if len(source.items) > 1 and not alone and limit.reaches(source.total):
            yield GIFTS.flag(
                message(
                    "%(number)d gifts from %(source)s come to %(total)s.",
                    number=len(source.items),
                    source=source.source,
                    total=Money(round(source.total, 2), given.programme.values.currency),
                ),
                items=source.items,
                fields=("counterparty", "amount"),
            )


def balance(given: Given) -> Iterator[Flag]:
    """A debt does not outgrow what was borrowed unless more was drawn."""
    for item in given.live:
        if not isinstance(item, Liability):
            continue
        owed, original, highest = (_in_one(given, m) for m in (item.amount, item.original, item.highest))
        if owed is not None and original is not None and owed > original and item.new_draw is not True:
            yield BALANCE.flag(
                message(
                    "%(item)s Borrowed at first: %(original)s.", item=given.told(item), original=item.original
                ),
                items=[item],
                fields=("amount", "original", "new_draw"),
            )
        if owed is not None and highest is not None and highest < owed:
            yield HIGHEST.flag(
                message(
                    "%(item)s Highest in the period: %(highest)s.",
                    item=given.told(item),
                    highest=item.highest,
                ),
                items=[item],
                fields=("amount", "highest"),
            )


def units_by_price(given: Given) -> Iterator[Flag]:
    """Number times price comes near the value."""
    for item in given.live:
        if not isinstance(item, ListedSecurity) or item.unit_price is None or item.quantity is None:
            continue
        value, price = _in_one(given, item.amount), _in_one(given, item.unit_price)
        if value is None or price is None:
            continue
        if abs(item.quantity * price - value) > abs(value) * MARKET_TOLERANCE:
            yield UNITS.flag(
                message(
                    "%(item)s %(quantity)s at %(price)s each.",
                    item=given.told(item),
                    quantity=item.quantity,
                    price=item.unit_price,
                ),
                items=[item],
                fields=("amount", "quantity", "unit_price"),
            )


def no_rate(given: Given) -> Iterator[Flag]:
    """Every amount can be compared with the limits; without any rates there is nothing to say."""
    if given.facts.rates is None:
        return
    for item in given.live:
        if item.amount is not None and _in_one(given, item.amount) is None:
            yield NO_RATE.flag(
                message(
                    "%(item)s No rate is known for %(currency)s.",
                    item=given.told(item),
                    currency=item.amount.currency,
                ),
                items=[item],
                fields=("amount",),
            )


def _in_one(given: Given, money: Money | None) -> Decimal | None:
    """Return `money` in the programme's currency, at the one rate date."""
    return converted(money, given.programme, given.facts.rates)


CHECKS: tuple[Check, ...] = (shares, sale_profit, gift_sum, balance, units_by_price, no_rate)
