"""What stops a filing is missing or impossible, and says where to go."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from disclosure.domain.categories import Category, Holder
from disclosure.domain.completeness import Gap, Section, missing
from disclosure.domain.interests import (
    Answer,
    AnswerChoice,
    HouseholdRelation,
    Item,
    Member,
    Money,
    Operation,
    Party,
    PartyKind,
    PropertyUse,
    Related,
    Statement,
    carried_over,
    fields_for,
    is_asked,
    struct_of,
)
from tests.domain.examples import MARIA, NO, UN, YES, item, statement, usd
from tests.domain.strategies import statements

NOT_SURE = Answer(AnswerChoice.NOT_SURE)


def gaps(*items: Item, **changed: Any) -> list[Gap]:  # noqa: ANN401 - the fields of a Statement
    return missing(statement(*items, **changed), UN)


def anchors(found: list[Gap]) -> list[tuple[str, str, str]]:
    return [(gap.anchor.section.value, gap.anchor.item, gap.anchor.field) for gap in found]


def test_eight_noes_and_two_confirmations_are_enough() -> None:
    assert gaps() == []


@pytest.mark.parametrize("category", Category)
def test_a_complete_item_of_any_category_can_be_filed(category: Category) -> None:
    assert gaps(item(category)) == []


@pytest.mark.parametrize("category", Category)
def test_an_empty_item_is_asked_for_all_that_is_required(category: Category) -> None:
    empty = struct_of(category)(id="1", operation=Operation.NEW)
    wanted = [f.name for f in fields_for(category, UN) if f.required and is_asked(f, empty)]
    assert anchors(gaps(empty)) == [("items", "1", name) for name in wanted]


def test_every_question_is_answered() -> None:
    found = gaps(answers={q.code: NO for q in UN.questions if q.code != "gifts"})
    assert anchors(found) == [("questions", "", "gifts")]
    assert str(found[0].message) == "Answer the question “Gifts, honours and benefits”."


def test_yes_leads_to_an_item() -> None:
    found = gaps(answers={q.code: YES if q.code == "property" else NO for q in UN.questions})
    assert anchors(found) == [("items", "", "property")]
    assert found[0].anchor.category is Category.REAL_ESTATE


def test_an_item_of_any_category_of_the_question_answers_its_yes() -> None:
    assert gaps(item(Category.STOCK_OPTION)) == []


def test_not_sure_can_be_filed_without_an_item() -> None:
    assert gaps(answers=dict.fromkeys([q.code for q in UN.questions], NOT_SURE)) == []


def test_a_new_item_stands_against_no() -> None:
    found = gaps(item(Category.GIFT), answers=dict.fromkeys([q.code for q in UN.questions], NO))
    assert anchors(found) == [("questions", "gift", "gifts")]


def test_one_yes_of_several_questions_is_enough_for_an_item() -> None:
    sale = item(Category.SALE_PROFIT)
    answers = dict.fromkeys([q.code for q in UN.questions], NO)
    assert gaps(sale, answers=answers | {"property": YES}) == []
    assert anchors(gaps(sale, answers=answers)) == [("questions", "sale-profit", "holdings")]


def test_a_kept_item_does_not_stand_against_nothing_new() -> None:
    kept = item(Category.FUND, operation=Operation.UNCHANGED)
    assert gaps(kept, answers=dict.fromkeys([q.code for q in UN.questions], NO)) == []


def test_household_and_duties_are_confirmed() -> None:
    found = gaps(household_confirmed=None, duties_unchanged=None)
    assert anchors(found) == [("household", "", "household_confirmed"), ("household", "", "duties_unchanged")]


def test_a_household_that_is_not_right_is_corrected_first() -> None:
    assert "Correct the household" in str(gaps(household_confirmed=False)[0].message)


def test_other_duties_are_named() -> None:
    assert anchors(gaps(duties_unchanged=False)) == [("household", "", "duties_note")]
    assert gaps(duties_unchanged=False, duties_note="Head of unit since May") == []


def test_a_spouse_says_where_they_work() -> None:
    found = gaps(household=(replace(MARIA, employer=" "),))
    assert anchors(found) == [("household", "maria", "employer")]
    assert gaps(household=(replace(MARIA, employer="", job="painter"),)) == []


def test_a_member_of_the_household_has_a_name_a_relation_and_a_sound_stay() -> None:
    odd = Member(id="x", since=date(2025, 5, 1), until=date(2025, 4, 1))
    assert [field for _, _, field in anchors(gaps(household=(odd,)))] == ["name", "relation", "until"]


def test_a_period_that_ends_before_it_begins_cannot_be_filed() -> None:
    found = gaps(covers_from=date(2026, 1, 1))
    assert [gap.anchor.section for gap in found] == [Section.PERIOD]


def test_each_carried_item_waits_for_a_choice_and_nothing_else() -> None:
    begun = carried_over(
        statement(item(Category.FUND), item(Category.LIABILITY)),
        year=2027,
        covers_from=date(2026, 1, 1),
        covers_to=date(2026, 12, 31),
    )
    found = [gap for gap in missing(begun, UN) if gap.anchor.section is Section.LAST_YEAR]
    assert anchors(found) == [("last-year", "fund", "operation"), ("last-year", "liability", "operation")]


def test_what_ended_needs_only_its_day() -> None:
    ended = struct_of(Category.FUND)(id="1", operation=Operation.DISPOSED)
    assert anchors(gaps(ended)) == [("items", "1", "disposed_on")]
    assert gaps(replace(ended, disposed_on=date(2025, 4, 1))) == []


def test_whoever_is_not_sure_about_an_item_is_asked_no_more() -> None:
    assert gaps(struct_of(Category.FUND)(id="1", operation=Operation.NOT_SURE)) == []


def test_the_holder_is_asked_and_a_child_is_named() -> None:
    assert anchors(gaps(item(Category.FUND, holder=None))) == [("items", "fund", "holder")]
    assert anchors(gaps(item(Category.FUND, holder=Holder.CHILD, child=""))) == [("items", "fund", "child")]
    assert gaps(item(Category.FUND, holder=Holder.CHILD, child="leo")) == []


def test_a_holder_belongs_to_the_household() -> None:
    stranger = item(Category.FUND, holder=Holder.CHILD, child="nobody")
    assert anchors(gaps(stranger)) == [("items", "fund", "child")]
    spouse = item(Category.FUND, holder=Holder.SPOUSE)
    assert anchors(gaps(spouse, household=())) == [("items", "fund", "holder")]
    partner = Member(id="p", name="P", relation=HouseholdRelation.OTHER_DEPENDANT)
    assert anchors(gaps(spouse, household=(partner,))) == [("items", "fund", "holder")]


def test_a_tie_to_duties_is_explained() -> None:
    related = item(Category.FUND, related_to_duties=Related.YES, duties_note="")
    assert anchors(gaps(related)) == [("items", "fund", "duties_note")]
    assert gaps(replace(related, related_to_duties=Related.UNSURE)) == []


def test_a_counterparty_without_its_kind_is_asked_for_the_kind() -> None:
    found = gaps(item(Category.GIFT, counterparty=Party(name="Acme")))
    assert str(found[0].message) == "Gift, honour or travel: say what kind of organisation or person it is."


@pytest.mark.parametrize(
    ("given_value", "words"),
    [
        ({"amount": Money(Decimal(5), "")}, "write the code of the currency"),
        ({"amount": Money(Decimal(5), "DEM")}, "write the code of the currency"),
        ({"amount": usd(-1)}, "cannot be less than nought"),
        (
            {"counterparty": Party(name="A", kind=PartyKind.BANK, country="ZZ")},
            "write the name or the code of the country",
        ),
        ({"holder": Holder.JOINT, "share": Decimal(101)}, "from 0 to 100"),
        ({"holder": Holder.JOINT, "share": Decimal(-1)}, "from 0 to 100"),
        ({"term": Decimal(-2)}, "cannot be less than nought"),
        ({"since_year": -2019}, "cannot be less than nought"),
    ],
)
def test_what_cannot_be_is_told(given_value: dict[str, Any], words: str) -> None:
    found = gaps(item(Category.LIABILITY, **given_value))
    assert [words in str(gap.message) for gap in found] == [True]


def test_a_rate_of_interest_may_be_below_nought() -> None:
    assert gaps(item(Category.LIABILITY, rate=Decimal("-0.5"))) == []


def test_what_a_form_no_longer_shows_stops_nothing() -> None:
    flat = item(Category.REAL_ESTATE, use=PropertyUse.EMPTY, rent=Money(Decimal(-5), ""))
    assert gaps(flat) == []


@given(statements())
def test_any_draft_can_be_asked_and_every_gap_says_where(draft: Statement) -> None:
    places = {one.id for one in (*draft.items, *draft.household)} | {""}
    for gap in missing(draft, UN):
        assert str(gap.message).endswith(".")
        assert gap.anchor.item in places
        assert gap.anchor.field
