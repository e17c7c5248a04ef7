"""Items about profits, income, gifts and debts."""

from decimal import Decimal
from typing import Any

from disclosure.domain.categories import Category
from disclosure.domain.interests import (
    DebtKind,
    Frequency,
    Gift,
    GiftKind,
    GiftOutcome,
    Income,
    IncomeKind,
    Liability,
    Money,
    Party,
    SaleProfit,
    SoldKind,
)
from disclosure.domain.programme import ValueMode
from disclosure.replay.declaring.parties import Pool
from disclosure.replay.declaring.pen import Pen

_SOLD = (
    SoldKind.REAL_ESTATE,
    SoldKind.LISTED_SECURITY,
    SoldKind.VEHICLE,
    SoldKind.REAL_ESTATE,
    SoldKind.FUND,
)
"""What was sold, in the order of the phrases."""


def sale_profit(pen: Pen) -> SaleProfit:
    """Something sold: the profit is what was received less what was paid."""
    category = Category.SALE_PROFIT
    what = pen.rng.randrange(len(_SOLD))
    worth = pen.worth(category, pen.dollars(category))
    return SaleProfit(
        **pen.begin(category, conflicting=False),
        **worth,
        **_account(pen, worth.get("amount")),
        name=pen.words["sold"][what],
        kind=_SOLD[what],
        sold_on=pen.within(),
    )


def _account(pen: Pen, profit: Money | None) -> dict[str, Any]:
    """Return what was received and paid, where the profit is known exactly."""
    if profit is None:
        return {}
    cost = profit.amount * pen.rng.randrange(1, 6)
    return {"cost": Money(cost, profit.currency), "proceeds": Money(cost + profit.amount, profit.currency)}


_PAID = (
    (IncomeKind.SALARY, Pool.SCHOOLS),
    (IncomeKind.FEE, Pool.ASSOCIATIONS),
    (IncomeKind.RENT, Pool.FIRMS),
    (IncomeKind.ROYALTY, Pool.FIRMS),
    (IncomeKind.PENSION, Pool.AUTHORITIES),
    (IncomeKind.SELF_EMPLOYED, Pool.FIRMS),
    (IncomeKind.DIVIDEND, Pool.LISTED),
    (IncomeKind.INTEREST, Pool.BANKS),
    (IncomeKind.DEFERRED_PAY, Pool.FIRMS),
)
"""What is paid and by whom; the first are in the order of the phrases, the last go without saying."""
_OFTEN = (8, 2, 3, 2, 3, 2, 2, 2, 1)


def income(pen: Pen) -> Income:
    """Pay, rent or returns from outside, mostly of the spouse."""
    category = Category.INCOME
    what = pen.rng.choices(range(len(_PAID)), _OFTEN)[0]
    kind, payer = _PAID[what]
    services = pen.words["services"]
    return Income(
        **pen.begin(category, conflicting=False),
        **pen.worth(category, pen.dollars(category) * 0.9 + 1_500),
        counterparty=pen.party(payer),
        kind=kind,
        service=services[what] if what < len(services) else "",
        frequency=pen.rng.choice(tuple(Frequency)),
        started_on=pen.before() if pen.chance(0.6) else None,
    )


_GIFTS = (
    GiftKind.GOODS,
    GiftKind.LODGING,
    GiftKind.GOODS,
    GiftKind.EVENT,
    GiftKind.TRAVEL,
    GiftKind.HONOUR,
)
"""What was given, in the order of the phrases."""


def gift(pen: Pen, *, conflicting: bool = False) -> Gift:
    """A present, a trip or an honour; in conflict, from a vendor and kept."""
    category = Category.GIFT
    return _given(
        pen,
        giver=pen.party(
            Pool.VENDORS if conflicting else pen.rng.choice((Pool.AUTHORITIES, Pool.ASSOCIATIONS))
        ),
        dollars=pen.dollars(category) * 0.6 + 150,
        conflicting=conflicting,
    )


def _given(pen: Pen, *, giver: Party, dollars: float, conflicting: bool = False, currency: str = "") -> Gift:
    category = Category.GIFT
    exact = pen.programme.value_mode(category) is ValueMode.EXACT
    worth = {"amount": pen.money(dollars, currency)} if exact else pen.worth(category, dollars)
    what = pen.rng.randrange(len(_GIFTS))
    outcome = GiftOutcome.KEPT if conflicting else pen.rng.choices(tuple(GiftOutcome), (5, 1, 4))[0]
    return Gift(
        **pen.begin(category, conflicting=conflicting),
        **worth,
        counterparty=giver,
        name=pen.words["gifts"][what],
        kind=_GIFTS[what],
        received_on=pen.within(),
        occasion=pen.say("occasions"),
        giver_deals_with_organisation=conflicting,
        outcome=outcome,
    )


def gifts_that_add_up(pen: Pen) -> list[Gift]:
    """Two gifts of one giver, each below the limit and together above it."""
    giver = pen.party(Pool.FIRMS)
    limit = pen.programme.threshold(Category.GIFT).amount or 250
    currency = pen.programme.values.currency
    return [_given(pen, giver=giver, dollars=limit * part, currency=currency) for part in (0.56, 0.76)]


SMALL = 90_000
"""Dollars above which a debt is a mortgage."""


def liability(pen: Pen) -> Liability:
    """A mortgage or another loan of a bank, on terms open to anybody."""
    category, rng = Category.LIABILITY, pen.rng
    dollars = pen.dollars(category) * 0.6 + 25_000
    small = (DebtKind.PERSONAL_LOAN, DebtKind.STUDENT, DebtKind.GUARANTEE, DebtKind.MARGIN, DebtKind.MORTGAGE)
    return Liability(
        **pen.begin(category, conflicting=False),
        **pen.worth(category, dollars),
        counterparty=pen.party(Pool.BANKS),
        kind=rng.choice(small) if dollars < SMALL else DebtKind.MORTGAGE,
        original=pen.money(dollars * rng.uniform(1.1, 2)),
        highest=pen.money(dollars * 1.06),
        rate=Decimal(rng.randrange(10, 70)) / 10,
        term=Decimal(rng.choice((5, 10, 15, 20, 25, 30))),
        since_year=pen.before(years=15).year,
        new_draw=False,
        open_terms=True,
    )


def vendor_loan(pen: Pen) -> Liability:
    """A loan of somebody who sells to the organisation, on terms that others could not have."""
    category = Category.LIABILITY
    dollars = pen.dollars(category) * 0.6 + 25_000
    return Liability(
        **pen.begin(category, conflicting=False),
        **pen.worth(category, dollars),
        counterparty=pen.party(Pool.VENDORS),
        kind=DebtKind.PRIVATE_LENDER,
        original=pen.money(dollars * 1.2),
        since_year=pen.before(years=4).year,
        open_terms=False,
    )
