"""What the pages do to a statement: pure, and never more than was asked for."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.domain.completeness import missing
from disclosure.domain.interests import Answer, AnswerChoice, Item, Member, Operation
from disclosure.domain.interests import Statement as Declared
from portal import editing
from tests.domain.examples import UN, statement
from tests.domain.strategies import items, statements


@given(statements(), items())
def test_an_item_added_and_removed_leaves_the_statement_as_it_was(before: Declared, item: Item) -> None:
    item = replace(item, id="fresh")
    added = editing.with_item(before, item)
    assert item in added.items
    assert editing.without_item(added, "fresh") == before


@given(statements(), items())
def test_an_item_changed_keeps_its_place_and_the_others(before: Declared, item: Item) -> None:
    for place, one in enumerate(before.items):
        changed = editing.with_item(before, replace(item, id=one.id))
        assert len(changed.items) == len(before.items)
        assert changed.items[place].id == one.id
        assert changed.items[:place] == before.items[:place]


@given(statements(), st.sampled_from(AnswerChoice))
def test_an_answer_changes_that_answer_alone(before: Declared, choice: AnswerChoice) -> None:
    after = editing.with_answers(before, {"gifts": choice})
    assert after.answers["gifts"].choice is choice
    assert {**before.answers, "gifts": after.answers["gifts"]} == after.answers
    assert replace(after, answers=before.answers) == before


def test_a_remark_stays_while_one_is_not_sure_and_goes_with_the_doubt() -> None:
    unsure = replace(statement(), answers={"gifts": Answer(AnswerChoice.NOT_SURE, "A watch?")})
    again = editing.with_answers(unsure, {"gifts": AnswerChoice.NOT_SURE})
    assert again.answers["gifts"].remark == "A watch?"
    assert editing.with_answers(unsure, {"gifts": AnswerChoice.NO}).answers["gifts"].remark == ""


def test_whoever_changes_the_household_confirms_it_anew() -> None:
    before = statement()
    joined = editing.with_member(before, Member(id="new", name="Ana"))
    left = editing.without_member(before, before.household[0].id)
    assert joined.household_confirmed is left.household_confirmed is None
    assert missing(before, UN) == []
    assert missing(left, UN) != []


def test_duties_that_are_right_have_no_note() -> None:
    after = editing.with_household(statement(), confirmed=True, duties_unchanged=True, duties_note="Old note")
    assert after.duties_note == ""


@given(statements())
def test_every_item_stands_under_one_question_that_leads_to_it(declared: Declared) -> None:
    for item in declared.items:
        home = editing.home_of(item, declared, UN)
        assert home is not None
        assert item.category in home.categories
        assert item in editing.items_in(declared, home)


@given(statements())
def test_what_is_carried_was_not_added(declared: Declared) -> None:
    kept = editing.carried(declared)
    assert all(item.operation is not Operation.NEW for item in kept)
    assert {item.id for item in declared.items} - {item.id for item in kept} == {
        item.id for item in declared.items if item.operation is Operation.NEW
    }
