"""New duties or somebody new in the household: nothing of last year may stay, and what was typed does."""

from datetime import date

from hypothesis import given
from msgspec.structs import replace

from disclosure.domain.categories import Category
from disclosure.domain.interests import (
    Answer,
    AnswerChoice,
    HouseholdRelation,
    Member,
    Operation,
    Statement,
    begun_anew,
    carried_over,
    reason_to_ask_anew,
)
from tests.domain.examples import LEO, MARIA, NO, YES, item, statement
from tests.domain.strategies import statements

LAST = statement(item(Category.FUND), year=2024)
BABY = Member(id="noa", name="Noa", relation=HouseholdRelation.CHILD)
UNSURE = Answer(AnswerChoice.NOT_SURE, "A watch?")


def carried(previous: Statement = LAST) -> Statement:
    start, end = date(2025, 1, 1), date(2025, 12, 31)
    return carried_over(previous, year=2026, covers_from=start, covers_to=end)


def test_who_has_the_duties_and_household_of_last_year_goes_on_with_it() -> None:
    begun = carried()
    assert reason_to_ask_anew(begun, LAST) is None
    assert reason_to_ask_anew(replace(begun, duties_unchanged=True), LAST) is None
    assert reason_to_ask_anew(replace(begun, household=(MARIA,)), LAST) is None


def test_new_duties_are_a_reason() -> None:
    assert "duties" in str(reason_to_ask_anew(replace(carried(), duties_unchanged=False), LAST))


def test_somebody_new_is_a_reason_and_whoever_was_written_again_is_not() -> None:
    begun = carried()
    assert "household" in str(reason_to_ask_anew(replace(begun, household=(MARIA, LEO, BABY)), LAST))
    again = Member(id="again", name="maria ", relation=MARIA.relation)
    assert reason_to_ask_anew(replace(begun, household=(again, LEO)), LAST) is None
    second = replace(again, relation=HouseholdRelation.CHILD)
    assert reason_to_ask_anew(replace(begun, household=(second, LEO)), LAST) is not None


def test_what_began_blank_has_nothing_to_let_go_of() -> None:
    blank = replace(carried(), carried_from=None, duties_unchanged=False, household=(BABY,))
    assert reason_to_ask_anew(blank, LAST) is None


@given(statements())
def test_what_was_said_this_year_stays_and_only_that(begun: Statement) -> None:
    anew = begun_anew(begun)
    assert anew.carried_from is None
    assert anew.items == tuple(one for one in begun.items if one.operation is Operation.NEW)
    assert replace(anew, carried_from=None, items=(), answers={}) == replace(
        begun, carried_from=None, items=(), answers={}
    )
    assert begun_anew(anew) == anew


def test_no_beside_carried_items_is_asked_again_while_yes_and_not_sure_stay() -> None:
    answers = {"holdings": NO, "gifts": UNSURE, "debts": YES}
    assert begun_anew(replace(carried(), answers=answers)).answers == {"gifts": UNSURE, "debts": YES}


def test_no_stays_where_nothing_was_carried() -> None:
    began = carried(statement(year=2024))
    assert begun_anew(replace(began, answers={"holdings": NO})).answers == {"holdings": NO}
