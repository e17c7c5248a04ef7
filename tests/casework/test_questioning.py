"""Questions go to the filer and come back; nobody else answers, and the last answer returns the case."""

from datetime import date, timedelta

import pytest

from disclosure import clock
from disclosure.casework import questioning, reading
from disclosure.domain.lifecycle import CaseHolder, FilingState, QuestionState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Writing
from tests.casework.office import Office, board_seat, letter_date, state
from tests.cast import Cast


def test_a_question_is_the_filer_s_turn_for_ten_working_days(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    question = office.ask(filing)
    assert state(filing) == FilingState.QUESTION_ASKED
    assert filing.holder is CaseHolder.FILER
    assert question.due_on == date(2020, 3, 16)
    [letter] = office.letters(filing, "question")
    assert letter.to_email == "amina@example.org"
    assert letter_date(letter) == question.due_on
    assert "question:asked" in office.told(filing)


def test_the_answer_returns_the_case_and_both_read_what_was_written(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    question = office.ask(filing, "Are you paid?")
    office.answer(question, cast.amina, "No, never.")
    assert state(filing) == FilingState.IN_REVIEW
    assert state(question) == QuestionState.ANSWERED
    assert question.answered_at is not None
    for site, actor in ((cast.keys.portal, cast.amina.actor), (cast.keys.review, office.rosa)):
        passages = reading.texts(office.db, site.opener, by=actor, filing=filing, why=reading.Why.REVIEW)
        assert [(one.row.kind, one.written.text) for one in passages] == [
            (Writing.QUESTION, "Are you paid?"),
            (Writing.REPLY, "No, never."),
        ]


def test_several_questions_share_a_letter_and_the_last_answer_returns_the_case(
    office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    first, second = office.ask(filing, "Who?"), office.ask(filing, "Since when?")
    assert len(office.letters(filing, "question")) == 1
    office.answer(second, cast.amina)
    assert state(filing) == FilingState.QUESTION_ASKED
    office.answer(first, cast.amina)
    assert state(filing) == FilingState.IN_REVIEW


def test_a_question_of_another_day_has_its_own_letter(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.answer(office.ask(filing), cast.amina)
    with clock.travel(clock.now() + timedelta(days=2)):
        office.ask(filing, "And your spouse?")
    assert len(office.letters(filing, "question")) == 2


def test_only_the_filer_answers(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    question = office.ask(filing)
    for other in (cast.boris, cast.rosa, cast.hana, cast.olu, cast.sana):
        with pytest.raises(NotPermitted):
            office.answer(question, other)
    assert state(question) == QuestionState.ASKED


def test_only_its_reviewer_asks(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    sealer = cast.keys.review.sealer
    for other in (cast.ravi, cast.ana, cast.amina, cast.olu):
        with pytest.raises(NotPermitted):
            questioning.ask(office.db, sealer, by=other.actor, filing=filing, text="Why?")
    assert state(filing) == FilingState.IN_REVIEW


def test_a_question_is_answered_once(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    question = office.ask(filing)
    office.answer(question, cast.amina)
    with pytest.raises(WrongState):
        office.answer(question, cast.amina, "Again.")


def test_an_empty_question_or_answer_changes_nothing(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.db.commit()
    with pytest.raises(BadInput, match="empty"):
        office.ask(filing, "  \n")
    office.db.rollback()
    assert state(filing) == FilingState.IN_REVIEW
    question = office.ask(filing)
    office.db.commit()
    with pytest.raises(BadInput, match="empty"):
        office.answer(question, cast.amina, "")
    office.db.rollback()
    assert state(question) == QuestionState.ASKED


def test_withdrawing_the_last_question_returns_the_case(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    first, second = office.ask(filing), office.ask(filing)
    with pytest.raises(NotPermitted):
        questioning.withdraw(office.db, by=cast.amina.actor, question=first)
    questioning.withdraw(office.db, by=office.rosa, question=first)
    assert state(filing) == FilingState.QUESTION_ASKED
    questioning.withdraw(office.db, by=office.rosa, question=second)
    assert state(filing) == FilingState.IN_REVIEW
    with pytest.raises(WrongState):
        office.answer(first, cast.amina)


def test_an_amendment_withdraws_what_is_open_and_returns_the_case_to_the_team(
    office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    question = office.ask(filing)
    office.amend(cast.amina)
    assert state(question) == QuestionState.WITHDRAWN
    assert state(filing) == FilingState.FILED
    assert office.case(filing).reviewer_id is None
