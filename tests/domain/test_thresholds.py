"""Values against limits: at least, more than, one by one or by source, in any currency."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.categories import Category
from disclosure.domain.interests import Money, Party, Rates
from disclosure.domain.thresholds import above_threshold, sums_by_source, value_of
from tests.domain.examples import UN, item, usd

RATES = Rates(
    on=date(2025, 12, 31), per_dollar={"EUR": Decimal("0.8"), "KES": Decimal(125), "BAD": Decimal(0)}
)


def test_an_asset_is_declared_from_the_limit_on() -> None:
    assert above_threshold(item(Category.FUND, amount=usd(10000)), UN) is True
    assert above_threshold(item(Category.FUND, amount=usd("9999.99")), UN) is False


def test_income_is_declared_only_above_the_limit() -> None:
    assert above_threshold(item(Category.INCOME, amount=usd(10000)), UN) is False
    assert above_threshold(item(Category.INCOME, amount=usd("10000.01")), UN) is True


def test_stock_options_are_declared_at_any_value() -> None:
    assert above_threshold(item(Category.STOCK_OPTION), UN) is True


def test_gifts_of_one_source_are_added_up() -> None:
    gifts = [item(Category.GIFT, id=str(n), amount=usd(130)) for n in range(2)]
    assert above_threshold(gifts, UN) is True
    assert [above_threshold(one, UN) for one in gifts] == [False, False]


def test_assets_are_never_added_up() -> None:
    assert above_threshold([item(Category.FUND, id=str(n), amount=usd(9000)) for n in range(3)], UN) is False


def test_an_unknown_value_leaves_the_question_open_unless_the_rest_decides() -> None:
    unknown = item(Category.GIFT, id="unknown", amount=None)
    assert above_threshold([unknown, item(Category.GIFT, amount=usd(10))], UN) is None
    assert above_threshold([unknown, item(Category.GIFT, amount=usd(300))], UN) is True


def test_a_band_counts_with_its_lower_end() -> None:
    banded = item(Category.FUND, amount=None, band="from-10000")
    assert value_of(banded, UN, None) == 10000
    assert above_threshold(banded, UN) is True
    assert above_threshold(item(Category.FUND, amount=None, band="gone"), UN) is None


def test_nothing_is_below_every_limit() -> None:
    assert above_threshold([], UN) is False


def test_amounts_are_converted_at_one_rate_date() -> None:
    assert value_of(item(Category.FUND, amount=Money(Decimal(8000), "EUR")), UN, RATES) == 10000
    assert value_of(item(Category.FUND, amount=Money(Decimal(8000), "EUR")), UN, None) is None
    assert RATES.convert(Money(Decimal(8), "EUR"), to="KES") == 1250
    assert RATES.convert(Money(Decimal(8), "USD"), to="EUR") == Decimal("6.4")


@pytest.mark.parametrize("currency", ["BAD", "XYZ", ""])
def test_a_currency_without_a_usable_rate_has_no_value(currency: str) -> None:
    assert RATES.convert(Money(Decimal(8), currency), to="USD") is None


def test_a_source_is_known_by_its_name_in_any_case_and_spacing_or_by_its_lei() -> None:
    gifts = [
        item(Category.GIFT, id="1", amount=usd(100), counterparty=Party(name="Acme  Ltd")),
        item(Category.GIFT, id="2", amount=usd(50), counterparty=Party(name="ACME ltd ")),
        item(Category.GIFT, id="3", amount=None, counterparty=Party(name="acme ltd")),
        item(Category.GIFT, id="4", amount=usd(7), counterparty=Party(name="Acme", lei="x1")),
        item(Category.GIFT, id="5", amount=usd(8), counterparty=Party(name="Akme", lei="X1 ")),
    ]
    sums = sums_by_source(gifts, Category.GIFT, UN, None)
    assert [(one.source, one.total, one.unknown) for one in sums] == [
        ("Acme  Ltd", Decimal(150), 1),
        ("Acme", Decimal(15), 0),
    ]


def test_gifts_without_a_giver_are_not_taken_for_one_source() -> None:
    gifts = [item(Category.GIFT, id=str(n), amount=usd(200), counterparty=Party()) for n in range(2)]
    assert [one.total for one in sums_by_source(gifts, Category.GIFT, UN, None)] == [200, 200]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_no_split_of_a_source_hides_its_sum(parts: list[int]) -> None:
    gifts = [item(Category.GIFT, id=str(n), amount=usd(part)) for n, part in enumerate(parts)]
    whole = item(Category.GIFT, amount=usd(sum(parts)))
    assert above_threshold(gifts, UN) == above_threshold(whole, UN)
