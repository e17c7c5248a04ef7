"""Figures, codes and dates that do not agree; each test has its twin that agrees."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from disclosure.domain.categories import Category, Holder
from disclosure.domain.checks import Duties, Facts, Flag, run
from disclosure.domain.interests import Item, Money, Operation, Party, Rates
from tests.domain.examples import UN, item, statement, usd

RATES = Rates(on=date(2025, 12, 31), per_dollar={"EUR": Decimal("0.8")})
HALF = Decimal(50)


def flags(*items: Item, rates: Rates | None = RATES) -> list[Flag]:
    return run(statement(*items), previous=None, duties=Duties(), programme=UN, facts=Facts(rates=rates))


def raised(*items: Item, rates: Rates | None = RATES) -> set[str]:
    return {flag.code for flag in flags(*items, rates=rates)}


@pytest.mark.parametrize(
    ("spouse", "others", "asked"), [(HALF, None, False), (HALF, 1, True), (40, None, True)]
)
def test_shares_make_a_whole(spouse: object, others: object, asked: bool) -> None:
    joint = item(
        Category.FUND, holder=Holder.JOINT, share=HALF, share_spouse=spouse and Decimal(str(spouse)),
        share_others=others and Decimal(str(others)),
    )  # fmt: skip
    assert ("shares-sum" in raised(joint)) is asked


def test_a_single_share_says_nothing_yet() -> None:
    assert "shares-sum" not in raised(item(Category.FUND, holder=Holder.JOINT, share=HALF))
    assert "shares-sum" not in raised(item(Category.FUND, share=HALF, share_spouse=Decimal(10)))


@pytest.mark.parametrize(("profit", "asked"), [(20000, False), (20300, False), (25000, True), (15000, True)])
def test_a_profit_is_received_less_paid(profit: int, asked: bool) -> None:
    sale = item(Category.SALE_PROFIT, amount=usd(profit), proceeds=usd(50000), cost=usd(30000))
    assert ("sale-profit-sum" in raised(sale)) is asked


def test_a_profit_in_two_currencies_is_compared_at_one_rate() -> None:
    sale = item(
        Category.SALE_PROFIT,
        amount=usd(20000),
        proceeds=Money(Decimal(40000), "EUR"),
        cost=usd(30000),
    )
    assert "sale-profit-sum" not in raised(sale)
    assert "sale-profit-sum" not in raised(sale, rates=None)


def gift(number: int, amount: int, giver: str = "Acme") -> Item:
    return item(Category.GIFT, id=f"gift{number}", amount=usd(amount), counterparty=Party(name=giver))


def test_small_gifts_of_one_giver_that_reach_the_limit_together_are_asked_about() -> None:
    (flag,) = (one for one in flags(gift(1, 130), gift(2, 130)) if one.code == "gift-sum")
    assert flag.items == ("gift1", "gift2")
    assert str(flag.explanation) == "2 gifts from Acme come to USD 260.00."


def test_gifts_that_stay_below_or_reach_it_alone_or_come_from_two_are_not() -> None:
    assert "gift-sum" not in raised(gift(1, 100), gift(2, 100))
    assert "gift-sum" not in raised(gift(1, 300), gift(2, 100))
    assert "gift-sum" not in raised(gift(1, 130), gift(2, 130, "Other"))


def debt(**given: Any) -> Item:  # noqa: ANN401 - fields of the Struct
    return item(Category.LIABILITY, amount=usd(60000), open_terms=True, **given)


def test_a_debt_does_not_outgrow_itself_unless_more_was_drawn() -> None:
    assert "balance-above-original" in raised(debt(original=usd(50000)))
    assert "balance-above-original" not in raised(debt(original=usd(50000), new_draw=True))
    assert "balance-above-original" not in raised(debt(original=usd(60000)))


def test_the_highest_balance_is_not_below_the_last() -> None:
    assert "highest-below-balance" in raised(debt(highest=usd(59999)))
    assert "highest-below-balance" not in raised(debt(highest=usd(60000)))


@pytest.mark.parametrize(
    ("quantity", "asked"), [(100, False), (109, False), (112, True), (10, True), (0, True)]
)
def test_number_times_price_comes_near_the_value(quantity: int, asked: bool) -> None:
    shares = item(
        Category.LISTED_SECURITY, amount=usd(20000), unit_price=usd(200), quantity=Decimal(quantity)
    )
    assert ("units-by-price" in raised(shares)) is asked


def test_a_currency_without_a_rate_is_told_only_where_rates_are_known() -> None:
    foreign = item(Category.FUND, amount=Money(Decimal(1), "XOF"))
    assert "no-rate" in raised(foreign)
    assert "no-rate" not in raised(foreign, rates=None)
    assert "no-rate" not in raised(item(Category.FUND, amount=Money(Decimal(1), "EUR")))


def test_a_slip_in_a_code_is_asked_about() -> None:
    assert "isin-check-digit" in raised(item(Category.FUND, isin="US0378331006"))
    assert "isin-check-digit" not in raised(item(Category.FUND, isin="US0378331005"))
    assert "isin-check-digit" not in raised(item(Category.FUND, isin=" "))
    good, bad = "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"
    assert "lei-check-digit" in raised(item(Category.FUND, counterparty=Party(name="A", lei=bad)))
    assert "lei-check-digit" not in raised(item(Category.FUND, counterparty=Party(name="A", lei=good)))


def test_what_begins_does_so_before_it_ends() -> None:
    early, late = date(2025, 3, 1), date(2025, 4, 1)
    assert "date-order" in raised(item(Category.INCOME, started_on=late, ended_on=early))
    assert "date-order" not in raised(item(Category.INCOME, started_on=early, ended_on=late))
    assert "date-order" not in raised(item(Category.INCOME, started_on=early, ended_on=early))
    sold = item(Category.LISTED_SECURITY, acquired_on=late, disposed_on=early, operation=Operation.DISPOSED)
    assert "date-order" in raised(sold)


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
    ],
)
def test_a_gift_is_of_the_period(day: date, asked: bool) -> None:
    assert ("date-outside-period" in raised(item(Category.GIFT, received_on=day))) is asked


def test_something_old_may_have_been_bought_long_ago_but_not_in_the_future() -> None:
    assert "date-outside-period" not in raised(item(Category.FUND, as_of=date(2025, 6, 1)))
    bought = [item(Category.LISTED_SECURITY, acquired_on=day) for day in (date(1990, 1, 1), date(2026, 1, 1))]
    assert ["date-outside-period" in raised(one) for one in bought] == [False, True]
    assert "date-outside-period" in raised(debt(since_year=2026))
    assert "date-outside-period" not in raised(debt(since_year=2019))


def test_a_value_of_years_ago_is_asked_again() -> None:
    ages = [date(2025, 12, 31), date(2024, 12, 31), date(2023, 12, 31)]
    assert ["value-not-renewed" in raised(item(Category.FUND, as_of=day)) for day in ages] == [
        False,
        False,
        True,
    ]
