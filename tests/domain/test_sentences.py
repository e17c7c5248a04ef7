"""Items and answers read as sentences, filled in or not."""

import pytest
from hypothesis import given

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import (
    AcquiredHow,
    Answer,
    AnswerChoice,
    Item,
    OtherAsset,
    Party,
    SecurityKind,
    fields_of,
    struct_of,
)
from disclosure.domain.programme import Question
from disclosure.domain.sentences import (
    answer_sentence,
    band_label,
    question_params,
    sentence,
    shown,
    value_shown,
)
from tests.domain.examples import UN, item, statement, usd
from tests.domain.strategies import items

GIFTS = next(question for question in UN.questions if question.code == "gifts")


def test_an_item_reads_as_one_sentence() -> None:
    share = item(
        Category.LISTED_SECURITY,
        kind=SecurityKind.SHARE,
        counterparty=Party(name="Acme"),
        holder=Holder.SPOUSE,
        amount=usd(12000),
    )
    assert str(sentence(share)) == "Share: Acme, value USD 12,000 (My spouse)."


@pytest.mark.parametrize("category", Category)
def test_an_empty_draft_reads_as_not_given_yet(category: Category) -> None:
    told = str(sentence(struct_of(category)(id="1")))
    assert "not given yet" in told
    assert "None" not in told


@pytest.mark.parametrize("category", Category)
def test_a_complete_item_leaves_nothing_open(category: Category) -> None:
    named = {"name": "Savings"} if category is Category.OTHER_ASSET else {}
    assert "not given yet" not in str(sentence(item(category, **named)))


@given(items())
def test_any_draft_can_be_read(one: Item) -> None:
    assert str(sentence(one, UN)).endswith(".")


def test_a_band_is_put_into_words_where_the_programme_is_known() -> None:
    banded = item(Category.FUND, amount=None, band="from-10000", name="World")
    assert "USD 10,000 to less than USD 50,000" in str(sentence(banded, UN))
    assert "from-10000" in str(sentence(banded))


def test_bands_say_where_they_begin_and_end() -> None:
    words = [str(band_label(band, "USD")) for band in UN.values.bands]
    assert words[0] == "less than USD 250"
    assert words[-1] == "USD 1,000,000 or more"
    assert len(set(words)) == len(words)


def test_an_exact_amount_comes_before_a_band() -> None:
    assert value_shown(item(Category.FUND, amount=usd(5), band="from-10000"), UN) == usd(5)


def test_values_are_shown_in_words() -> None:
    fields = {field.name: field for field in fields_of(Category.OTHER_ASSET)}
    asset = OtherAsset(id="1", acquired_how=AcquiredHow.GIFT)
    assert str(shown(fields["acquired_how"], asset.acquired_how)) == "Gift"
    assert str(shown(fields["price"], None)) == "not given yet"
    assert str(shown(fields["holder"], Holder.JOINT)) == "Held jointly"
    paid = next(field for field in fields_of(Category.LEADERSHIP) if field.name == "paid")
    assert [str(shown(paid, value)) for value in (True, False)] == ["Yes", "No"]


def test_no_is_said_in_the_first_person() -> None:
    told = answer_sentence(GIFTS, Answer(AnswerChoice.NO), question_params(statement(), UN))
    assert str(told).startswith("We received no gifts")


def test_the_other_answers_name_their_question() -> None:
    spoken = [str(answer_sentence(GIFTS, answer)) for answer in (None, Answer(AnswerChoice.YES))]
    unsure = str(answer_sentence(GIFTS, Answer(AnswerChoice.NOT_SURE)))
    assert spoken == [f"{GIFTS.title}: not answered yet.", f"{GIFTS.title}: I have something to declare."]
    assert "ethics office" in unsure


@pytest.mark.parametrize("question", UN.questions, ids=lambda question: question.code)
def test_the_period_and_the_limits_fill_every_text(question: Question) -> None:
    params = question_params(statement(), UN)
    assert str(params["start"]) == "2025-01-01"
    for text in (question.text, question.none, question.title):
        assert "%" not in text % params
