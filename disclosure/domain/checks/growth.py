"""Whether what was gained explains what is owned.

Growth is the rise of assets and the fall of debts; means are income, sale profits, gifts,
pay and the money that was there. What remains is growth that the statement does not explain.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from disclosure.domain.categories import Category
from disclosure.domain.checks.flags import Check, Flag, Given, Rule
from disclosure.domain.comparison import is_live
from disclosure.domain.interests import AcquiredHow, Item, Money
from disclosure.domain.messages import message
from disclosure.domain.thresholds import converted, value_of

ASSETS = frozenset(
    {
        Category.LISTED_SECURITY,
        Category.FUND,
        Category.PRIVATE_COMPANY,
        Category.REAL_ESTATE,
        Category.OTHER_ASSET,
    }
)
MEANS = frozenset({Category.INCOME, Category.SALE_PROFIT, Category.GIFT, Category.OUTSIDE_ACTIVITY})

UNEXPLAINED = Rule("unexplained-growth", message("Assets grew by more than the declared means"), 4)


def unexplained_growth(given: Given) -> Iterator[Flag]:
    """New assets and repaid debts are not more than the year's means, where the pay is known.

    Only things bought in the year count: a rise of the market is no purchase. Bands count with
    their lower end, so the doubt is the filer's.
    """
    pay = converted(given.facts.pay_in_year, given.programme, given.facts.rates)
    if pay is None or given.comparison is None or given.previous is None:
        return
    bought = [item for item in given.comparison.new if _is_bought(item, given)]
    sold = [item for item in given.comparison.ended if item.category in ASSETS]
    means = [item for item in given.statement.items if item.category in MEANS]
    repaid = _owed(given, given.previous.items) - _owed(given, given.live)
    growth = _total(given, bought) - _total(given, sold) + repaid
    gap = growth - (_total(given, means) + pay)
    if bought and gap > 0:
        currency = given.programme.values.currency
        yield UNEXPLAINED.flag(
            message(
                "Bought or repaid: %(growth)s. Income, sales, gifts and pay: %(means)s.",
                growth=Money(round(growth, 2), currency),
                means=Money(round(growth - gap, 2), currency),
            ),
            items=bought,
            fields=("amount", "band"),
        )


def _is_bought(item: Item, given: Given) -> bool:
    """Tell whether a new item was paid for in the period; what was had before, given or inherited was not."""
    acquired_on = getattr(item, "acquired_on", None)
    return (
        item.category in ASSETS
        and is_live(item)
        and getattr(item, "acquired_how", None) in (None, AcquiredHow.BOUGHT)
        and (acquired_on is None or given.covers(acquired_on))
    )


def _total(given: Given, items: Iterable[Item]) -> Decimal:
    """Return the sum of the values that are known, in the programme's currency."""
    values = (value_of(item, given.programme, given.facts.rates) for item in items)
    return sum((value for value in values if value is not None), Decimal(0))


def _owed(given: Given, items: Iterable[Item]) -> Decimal:
    """Return the sum of debts that are still owed."""
    return _total(given, (i for i in items if i.category is Category.LIABILITY and is_live(i)))


CHECKS: tuple[Check, ...] = (unexplained_growth,)
