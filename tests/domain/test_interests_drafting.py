"""A statement begun from last year's keeps what lasts, and suggests no answer."""

from datetime import date

from hypothesis import given
from msgspec.structs import replace

from disclosure.domain.categories import Category
from disclosure.domain.interests import (
    OF_ONE_YEAR,
    Certification,
    Operation,
    Statement,
    carried_over,
    decode,
    encode,
    new_id,
)
from tests.domain import examples
from tests.domain.strategies import instants, statements


def next_year(previous: Statement) -> Statement:
    return carried_over(previous, year=2027, covers_from=date(2026, 1, 1), covers_to=date(2026, 12, 31))


@given(statements())
def test_carried_items_keep_their_ids_in_order_and_wait_for_a_choice(previous: Statement) -> None:
    begun = next_year(previous)
    lasting = [
        item.id
        for item in previous.items
        if item.operation is not Operation.DISPOSED and item.category not in OF_ONE_YEAR
    ]
    assert [item.id for item in begun.items] == lasting
    assert all(item.operation is None and item.disposed_on is None for item in begun.items)
    assert decode(encode(begun)) == begun


@given(statements())
def test_no_answer_and_no_word_of_honour_is_carried(previous: Statement) -> None:
    begun = next_year(previous)
    assert begun.answers == {}
    assert begun.certification is None
    assert begun.household_confirmed is begun.duties_unchanged is None
    assert begun.difference == ""
    assert begun.carried_from == previous.cycle_year


def test_what_was_said_of_one_year_alone_stays_behind() -> None:
    gift, fund = examples.item(Category.GIFT), examples.item(Category.FUND, remark="bought in May")
    sold = examples.item(Category.REAL_ESTATE, operation=Operation.DISPOSED)
    begun = next_year(examples.statement(gift, fund, sold))
    assert [item.category for item in begun.items] == [Category.FUND]
    assert begun.items[0].remark == ""


def test_a_value_keeps_the_day_it_was_of_over_several_years() -> None:
    once = next_year(examples.statement(examples.item(Category.FUND)))
    twice = carried_over(once, year=2028, covers_from=date(2027, 1, 1), covers_to=date(2027, 12, 31))
    assert once.items[0].as_of == twice.items[0].as_of == date(2025, 12, 31)


def test_whoever_left_the_household_is_not_carried() -> None:
    grown = replace(examples.LEO, until=date(2025, 9, 1))
    leaving = replace(examples.MARIA, until=date(2026, 3, 1))
    begun = next_year(examples.statement(household=(leaving, grown)))
    assert begun.household == (leaving,)


@given(instants)
def test_a_certified_statement_is_carried_without_its_certification(at: object) -> None:
    word = Certification(text_version="1", language="en", name="Ana", at=at, method="password+totp")  # type: ignore[arg-type]
    assert next_year(examples.statement(certification=word)).certification is None


def test_ids_are_random() -> None:
    assert len({new_id() for _ in range(100)}) == 100
    assert len(new_id()) == 32
