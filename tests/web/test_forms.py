import gettext
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import wtforms
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from disclosure.domain.interests.choices import AnswerChoice, HouseholdRelation, PartyKind, Relation
from disclosure.domain.interests.money import Money
from disclosure.domain.messages import message, ngettext
from disclosure.errors import BadInput
from disclosure.web.forms import Problem, errors_at, said
from disclosure.web.sentences import SENTENCES
from tests.web.sample import GOOD, HoldingForm, filled, make_app

APP = make_app()


@pytest.fixture(autouse=True)
def request_context() -> object:
    with APP.test_request_context():
        yield


def sentences(form: HoldingForm) -> dict[str | None, str]:
    form.validate()
    return dict(form.problems())


def test_good_answers_become_what_the_rules_speak_of() -> None:
    form = filled()
    assert form.validate(), form.errors
    assert form.shares.data is AnswerChoice.NOT_SURE
    assert form.kind.data is None
    assert form.owner.data is HouseholdRelation.SPOUSE
    assert form.bought.data == date(2024, 2, 28)
    assert form.worth.data == Money(Decimal("1200.50"), "CHF")
    assert form.version.data == 7
    assert form.problems() == []


def test_several_answers_are_a_list_of_codes() -> None:
    form = HoldingForm(formdata=MultiDict(GOOD | {"relatives": ["self", "parent", "sibling"]}))
    assert form.relatives.data == [Relation.SELF, Relation.PARENT, Relation.SIBLING]


def test_each_unanswered_question_is_named_in_its_own_sentence() -> None:
    found = sentences(HoldingForm(formdata=MultiDict({"once": "A" * 22, "version": "1"})))
    assert found == {
        "shares-0": "Choose yes, no or not sure",
        "company": "Enter an answer: “Company”",
        "owner-0": "Choose an answer: “Who owns it?”",
        "bought-day": "Enter a date: “When was it bought?”",
        "worth-amount": "Enter an answer: “What was it worth?”",
        "children-0-given": "Enter the name of your child",
        "true": "Tick the box if your answers are true",
    }


def test_spaces_are_no_answer() -> None:
    assert sentences(filled(company=" \t ")) == {"company": "Enter an answer: “Company”"}


@pytest.mark.parametrize(
    ("field", "posted", "sentence"),
    [
        ("company", "x" * 41, "Make this shorter. Characters allowed: 40"),
        ("units", "many", "Enter a whole number, like 12"),
        ("units", "0", "Enter a number from 1 to 1000"),
        ("owner", "cousin", "Choose one of the answers shown"),
        ("kind", "planet", "Choose one of the answers shown"),
        ("relatives", "cat", "Choose one of the answers shown"),
    ],
)
def test_a_built_in_check_says_how_to_repair(field: str, posted: str, sentence: str) -> None:
    assert list(sentences(filled(**{field: posted})).values()) == [sentence]


def test_no_sentence_of_wtforms_itself_is_ever_shown() -> None:
    catalogue = Path(wtforms.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "wtforms.mo"
    with catalogue.open("rb") as lines:
        built_in = gettext.GNUTranslations(lines)._catalog  # type: ignore[attr-defined]
    singular = {text if isinstance(text, str) else text[0] for text in built_in} - {""}
    assert singular - SENTENCES.keys() == set()
    assert not [ours for ours in map(str, SENTENCES.values()) if "nvalid" in ours]


def test_sentences_are_said_in_the_language_of_the_page() -> None:
    with force_locale("ru"):
        assert sentences(filled(company="x" * 41)) == {
            "company": "Сократите текст. Допустимое число знаков: 40"
        }


def test_an_answer_taken_back_in_a_list_is_no_answer() -> None:
    form = HoldingForm(formdata=MultiDict(GOOD | {"kind": ""}), kind=PartyKind.BANK)
    assert form.validate()
    assert form.kind.data is None


def test_a_page_without_its_token_asks_to_send_again_and_hands_out_a_new_one() -> None:
    form = filled(once="forged <token>")
    form.validate()
    (problem,) = form.problems()
    assert problem.target is None
    assert "Your answers are still here" in problem.sentence
    assert filled(once=str(form.once.data)).validate()


@pytest.mark.parametrize("version", ["", "one", "1.5"])
def test_a_page_without_its_version_is_not_taken(version: str) -> None:
    assert not filled(version=version).validate()


def test_a_form_of_another_site_is_refused_with_a_sentence() -> None:
    APP.config["WTF_CSRF_ENABLED"] = True
    try:
        form = filled()
        assert not form.validate()
        assert [problem.target for problem in form.problems()] == [None]
    finally:
        APP.config["WTF_CSRF_ENABLED"] = False


def test_what_an_act_refuses_stands_at_the_field_or_at_the_top() -> None:
    form = filled()
    form.validate()
    form.refuse(*BadInput([message("The year %(year)s is closed", year=2019)]).messages)
    errors_at(
        {"company": [message("Name the company in full")], "children-0-given": ["Add the family name"]}, form
    )
    assert form.problems() == [
        Problem("company", "Name the company in full"),
        Problem("children-0-given", "Add the family name"),
        Problem(None, "The year 2019 is closed"),
    ]


def test_parameters_are_written_as_the_language_writes_them() -> None:
    inner = message("Choose")
    told = message(
        "%(day)s %(sum)s %(what)s %(n)d", day=date(2026, 3, 31), sum=Decimal("1234.5"), what=inner, n=3
    )
    assert said(told) == "31 March 2026 1,234.5 Choose 3"
    with force_locale("fr"):
        assert said(told) == "31 mars 2026 1\u202f234,5 Choisissez 3"


def test_a_sentence_without_parameters_may_hold_a_per_cent_sign() -> None:
    assert said(message("At least 5% of statements are drawn")) == "At least 5% of statements are drawn"


@given(st.dictionaries(st.sampled_from([*GOOD, "kind", "units", "remark"]), st.text(max_size=30)))
def test_whatever_is_posted_the_form_answers_with_sentences(posted: dict[str, str]) -> None:
    with APP.test_request_context():
        form = HoldingForm(formdata=MultiDict({**GOOD, **posted}))
        valid = form.validate()
        assert valid == (form.problems() == [])
        assert all(sentence.strip() for _target, sentence in form.problems())


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0 élément est ajouté."), (1, "1 élément est ajouté."), (2, "2 éléments sont ajoutés.")],
)
def test_a_number_is_told_in_the_forms_of_the_language(number: int, told: str) -> None:
    phrase = ngettext("%(num)d item is added.", "%(num)d items are added.", number)
    assert str(phrase) == ("1 item is added." if number == 1 else f"{number} items are added.")
    with force_locale("fr"):
        assert said(phrase) == told
        assert said(message("%(what)s", what=phrase)) == told
