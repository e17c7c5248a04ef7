"""A record of the office is asked about where a statement leaves it out, and nowhere else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.domain import interests, prompting
from disclosure.domain.categories import Category
from disclosure.domain.checks import Duties, Facts, Flag, run
from disclosure.domain.interests import (
    Answer,
    AnswerChoice,
    HeldRecord,
    Item,
    ReplyChoice,
    Statement,
    new_id,
)
from disclosure.domain.prompting import begun, leading_to, prompts, reply_sentence, reply_to, standing
from tests.domain import examples, strategies
from tests.domain.examples import UN

ALL_ANSWERS = {question.code: Answer(AnswerChoice.NO) for question in UN.questions}


def record(
    what: str = "Board member, Example Foundation", category: Category = Category.LEADERSHIP
) -> HeldRecord:
    return HeldRecord(id=new_id(), category=category, what=what, on=date(2024, 5, 2))


def raised(statement: Statement, *held: HeldRecord) -> list[Flag]:
    found = run(statement, previous=None, duties=Duties(), programme=UN, facts=Facts(records=held))
    return [flag for flag in found if flag.code == "office-record"]


def seat(item_id: str = "seat") -> Item:
    return examples.item(Category.LEADERSHIP, id=item_id)


def test_a_no_beside_a_record_is_asked_about() -> None:
    held = record()
    (prompt,) = prompts(examples.statement(), [held], UN)
    assert prompt == prompting.Prompt(held, None)


def test_nothing_is_asked_before_the_question_is_answered() -> None:
    assert prompts(examples.statement(answers={}), [record()], UN) == []


def test_an_item_of_the_category_answers_the_record() -> None:
    assert prompts(examples.statement(seat()), [record()], UN) == []


def test_an_item_of_another_category_does_not() -> None:
    activity = examples.item(Category.OUTSIDE_ACTIVITY)
    assert len(prompts(examples.statement(activity), [record()], UN)) == 1


def test_one_item_for_two_records_leaves_both_to_be_asked_about() -> None:
    both = [record("One board"), record("Another board")]
    assert len(prompts(examples.statement(seat()), both, UN)) == 2
    assert prompts(examples.statement(seat("a"), seat("b")), both, UN) == []
    said = examples.statement(seat(), replies=(reply_to(both[0], ReplyChoice.NOT_MINE),))
    assert [one.record for one in prompts(said, both, UN)] == [both[0]]


def test_an_item_that_was_added_and_removed_again_is_asked_about_anew() -> None:
    held = record()
    said = (reply_to(held, ReplyChoice.ADDED),)
    assert prompts(examples.statement(seat(), replies=said), [held], UN) == []
    assert prompts(examples.statement(replies=said), [held], UN) == [prompting.Prompt(held, None)]


def test_what_was_added_stands_as_long_as_its_item() -> None:
    added = reply_to(record(), ReplyChoice.ADDED, item="seat")
    denied = reply_to(record("A watch"), ReplyChoice.NOT_MINE)
    assert standing(examples.statement(seat(), replies=(added, denied))) == [added, denied]
    assert standing(examples.statement(replies=(added, denied))) == [denied]


def test_what_no_question_leads_to_is_not_asked_about() -> None:
    asked = {category for question in UN.questions for category in question.categories}
    unasked = [record(category=category) for category in Category if category not in asked]
    assert prompts(examples.statement(), unasked, UN) == []


@given(strategies.statements(), st.lists(strategies.records(), max_size=6, unique_by=lambda one: one.id))
def test_any_draft_is_asked_only_about_records_that_are_there_each_once(
    statement: Statement, held: list[HeldRecord]
) -> None:
    found = prompts(statement, held, UN)
    assert len({one.record.id for one in found}) == len(found)
    assert all(one.record in held for one in found)
    for prompt in found:
        assert any(q.code in statement.answers for q in UN.questions_for(prompt.record.category))
        assert leading_to(prompt.record, statement, UN) in UN.questions_for(prompt.record.category)


@given(strategies.statements(), st.lists(strategies.records(), max_size=6, unique_by=lambda one: one.id))
def test_answering_each_leaves_nothing_open(statement: Statement, held: list[HeldRecord]) -> None:
    answered = replace(statement, answers=ALL_ANSWERS, items=(), replies=())
    said = tuple(reply_to(one.record, ReplyChoice.NOT_MINE) for one in prompts(answered, held, UN))
    after = prompts(replace(answered, replies=said), held, UN)
    assert [one.reply for one in after] == list(said)


@given(strategies.records())
def test_adding_a_record_makes_an_item_that_answers_it(held: HeldRecord) -> None:
    item = begun(held, UN, item_id="new")
    assert item.category is held.category
    assert held.what in (getattr(item, name) for name in item.__struct_fields__)
    if questions := UN.questions_for(held.category):
        yes = {questions[0].code: Answer(AnswerChoice.YES)}
        assert prompts(examples.statement(item, answers={**ALL_ANSWERS, **yes}), [held], UN) == []


@pytest.mark.parametrize(
    ("category", "field"),
    [
        (Category.OUTSIDE_ACTIVITY, "role"),
        (Category.LEADERSHIP, "title"),
        (Category.GIFT, "name"),
        (Category.REAL_ESTATE, "remark"),
        (Category.RELATIVE_WITH_COUNTERPARTY, "remark"),
    ],
)
def test_the_office_s_words_stand_where_the_item_says_what_it_is(category: Category, field: str) -> None:
    assert getattr(begun(record("A watch", category), UN, item_id="new"), field) == "A watch"


def test_a_statement_of_before_is_read_with_no_replies() -> None:
    before = interests.encode(examples.statement())
    assert b"replies" not in before
    assert interests.decode(before).replies == ()


@pytest.mark.parametrize(
    ("choice", "ended_on", "flags"),
    [
        (ReplyChoice.NOT_MINE, None, 1),
        (ReplyChoice.ENDED, date(2024, 12, 31), 0),
        (ReplyChoice.ENDED, date(2025, 1, 1), 1),
    ],
)
def test_a_person_looks_at_what_was_dismissed(choice: ReplyChoice, ended_on: date | None, flags: int) -> None:
    held = record()
    said = examples.statement(replies=(reply_to(held, choice, ended_on=ended_on),))
    assert len(raised(said, held)) == flags


def test_a_record_nobody_spoke_about_is_looked_at_and_one_that_was_added_is_not() -> None:
    held = record()
    (flag,) = raised(examples.statement(), held)
    assert "nothing is said about it" in str(flag.explanation)
    assert raised(examples.statement(seat(), replies=(reply_to(held, ReplyChoice.ADDED),)), held) == []


def test_a_reply_reads_as_a_sentence_of_the_filer() -> None:
    held = record("A watch")
    assert str(reply_sentence(reply_to(held, ReplyChoice.NOT_MINE))) == (
        "“A watch”, recorded on 2024-05-02: it is not mine."
    )
    assert "ended on 2024-12-31" in str(
        reply_sentence(reply_to(held, ReplyChoice.ENDED, ended_on=date(2024, 12, 31)))
    )
    assert "ended on a day not given" in str(reply_sentence(reply_to(held, ReplyChoice.ENDED)))
    assert "I have added it" in str(reply_sentence(reply_to(held, ReplyChoice.ADDED)))
