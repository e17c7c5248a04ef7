"""Questions that need last year, or another filer."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from disclosure.domain.categories import Category, Holder
from disclosure.domain.checks import Declared, Duties, Facts, across, run
from disclosure.domain.interests import AcquiredHow, Item, Money, Operation, Party, Statement
from tests.domain.examples import MARIA, UN, item, statement, usd

FUND = item(Category.FUND, id="fund", operation=Operation.UNCHANGED)
LAST = statement(FUND, year=2024)


def raised(
    current: Statement, previous: Statement = LAST, *history: Statement, pay: Money | None = None
) -> set[str]:
    facts = Facts(history=history, pay_in_year=pay)
    return {flag.code for flag in run(current, previous=previous, duties=Duties(), programme=UN, facts=facts)}


def test_the_same_again_raises_nothing() -> None:
    assert raised(statement(FUND)) == set()


def test_what_vanished_is_asked_about_and_what_ended_is_not() -> None:
    other = item(Category.LIABILITY, open_terms=True)
    assert raised(statement(other)) == {"item-vanished"}
    ended = replace(FUND, operation=Operation.DISPOSED, disposed_on=date(2025, 4, 1))
    assert raised(statement(ended, other)) == set()


def test_a_fall_to_nothing_is_asked_about() -> None:
    ended = replace(FUND, operation=Operation.DISPOSED, disposed_on=date(2025, 4, 1))
    assert raised(statement(ended)) == {"dropped-to-nil"}


@pytest.mark.parametrize(("amount", "asked"), [(30000, False), (30001, True), (10000, False), (9999, True)])
def test_a_value_that_moved_by_more_than_half_is_asked_about(amount: int, asked: bool) -> None:
    assert ("value-jump" in raised(statement(replace(FUND, amount=usd(amount))))) is asked


def test_a_trade_explains_another_value() -> None:
    shares = item(Category.LISTED_SECURITY, quantity=Decimal(10), operation=Operation.CHANGED)
    last = statement(shares, year=2024)
    richer = replace(shares, amount=usd(90000))
    assert raised(statement(richer), last) == {"value-jump"}
    assert raised(statement(replace(richer, quantity=Decimal(45))), last) == set()
    assert raised(statement(replace(richer, acquired_on=date(2025, 5, 1))), last) == set()


def test_an_amount_that_became_a_band_is_no_jump() -> None:
    assert raised(statement(replace(FUND, amount=None, band="from-500000"))) == set()


def test_bands_far_apart_are_a_jump() -> None:
    low, high = (replace(FUND, amount=None, band=band) for band in ("from-10000", "from-500000"))
    assert raised(statement(high), statement(low, year=2024)) == {"value-jump"}


def test_what_passes_to_the_family_is_asked_about() -> None:
    assert raised(statement(replace(FUND, holder=Holder.SPOUSE))) == {"holder-switched"}
    back = statement(replace(FUND, holder=Holder.SPOUSE), year=2024)
    assert raised(statement(FUND), back) == set()


def test_a_new_employer_of_the_spouse_is_asked_about() -> None:
    def working(at: str) -> Statement:
        return statement(FUND, household=(replace(MARIA, employer=at),))

    assert raised(working("Acme"), statement(FUND, year=2024)) == {"spouse-employer-changed"}
    assert raised(working("acme  LTD"), replace(working("Acme Ltd"), covers_to=date(2024, 12, 31))) == set()


def test_three_identical_years_are_told_and_two_are_not() -> None:
    third = statement(FUND, year=2023)
    assert raised(statement(FUND), LAST, third) == {"identical-three-years"}
    assert raised(statement(FUND), LAST, statement(replace(FUND, name="X"), year=2023)) == set()
    assert raised(statement(), statement(year=2024), statement(year=2023)) == set()


def bought(amount: int, **given: Any) -> Statement:  # noqa: ANN401 - fields of the Struct
    house = item(Category.REAL_ESTATE, amount=usd(amount), **({"acquired_how": AcquiredHow.BOUGHT} | given))
    return statement(FUND, house)


def test_purchases_beyond_the_means_are_asked_about_where_the_pay_is_known() -> None:
    assert raised(bought(100001), pay=usd(100000)) == {"unexplained-growth"}
    assert raised(bought(100000), pay=usd(100000)) == set()
    assert raised(bought(100001)) == set()


def test_income_loans_sales_and_gifts_explain_a_purchase() -> None:
    income = item(Category.INCOME, amount=usd(50000))
    loan = item(Category.LIABILITY, amount=usd(50000), open_terms=True)
    sold = replace(FUND, amount=usd(50000), operation=Operation.DISPOSED, disposed_on=date(2025, 4, 1))
    house = bought(150000).items[1]
    for explained in (statement(FUND, house, income), statement(FUND, house, loan), statement(sold, house)):
        assert raised(explained, pay=usd(100000)) == set()
    assert raised(statement(FUND, house), pay=usd(100000)) == {"unexplained-growth"}


def test_what_was_inherited_or_owned_before_was_not_bought() -> None:
    assert raised(bought(900000, acquired_how=AcquiredHow.INHERITANCE), pay=usd(1)) == set()
    assert raised(bought(900000, acquired_on=date(2020, 1, 1)), pay=usd(1)) == set()


def firm(id: str, **party: str) -> Item:  # noqa: A002 - the Struct's own name
    return item(Category.PRIVATE_COMPANY, id=id, counterparty=Party(**party))  # type: ignore[arg-type]


def ana(*items: Item) -> Declared:
    return Declared("ana", "Ana Lima", statement(*items))


def bo(*items: Item) -> Declared:
    return Declared("bo", "Bo Chen", statement(*items))


ACME = {"name": "Acme Ltd", "country": "KE"}
NUMBERED = {"registration": "77", "country": "KE"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ACME, ACME | {"name": "ACME  ltd"}, True),
        (ACME, ACME | {"country": "UG"}, False),
        (NUMBERED | {"name": "A"}, NUMBERED | {"name": "B"}, True),
        (NUMBERED | {"name": "A"}, NUMBERED | {"name": "B", "country": "UG"}, False),
        ({"name": "A", "lei": "5493001kjtiigc8y1r12"}, {"name": "B", "lei": "5493001KJTIIGC8Y1R12"}, True),
        ({"name": ""}, {"name": ""}, False),
    ],
)
def test_two_owners_of_one_private_company_are_both_asked(
    one: dict[str, str], other: dict[str, str], same: bool
) -> None:
    flags = across([ana(firm("a", **one)), bo(firm("b", **other))])
    assert [[flag.code for flag in flags[who]] for who in ("ana", "bo")] == [["same-private-firm"] * same] * 2
    assert not any(flag.for_filer for flag in (*flags["ana"], *flags["bo"]))


def test_one_company_known_by_name_and_number_is_asked_about_once() -> None:
    party = {"name": "Acme", "registration": "77", "country": "KE"}
    flags = across([ana(firm("a", **party)), bo(firm("b", **party))])
    assert [len(found) for found in flags.values()] == [1, 1]
    assert "Bo Chen" in str(flags["ana"][0].explanation)


def test_ones_own_company_held_twice_is_no_question() -> None:
    party = {"name": "Acme", "country": "KE"}
    assert across([ana(firm("a", **party), firm("b", **party))]) == {"ana": []}


def relative(name: str) -> Item:
    return item(Category.RELATIVE_IN_SYSTEM, person=name)


def test_a_tie_that_one_side_leaves_out_is_asked_of_the_other() -> None:
    flags = across([ana(relative("CHEN, Bo")), bo()])
    assert flags["ana"] == []
    assert [flag.code for flag in flags["bo"]] == ["relative-one-sided"]


def test_a_tie_that_both_declare_is_no_question() -> None:
    assert across([ana(relative("Bo Chen")), bo(relative("Lima Ana"))]) == {"ana": [], "bo": []}
    assert across([ana(relative("Somebody Else")), bo()]) == {"ana": [], "bo": []}
