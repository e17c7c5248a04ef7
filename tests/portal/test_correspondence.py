"""Questions, advice, proof: what the office writes and what the filer answers."""

from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.domain.lifecycle import AdviceState, FilingState, QuestionState
from disclosure.models import Advice, Question, Writing
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.papers.making import pdf
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.journeys import state_of


@pytest.fixture
def office(db: Session, cast: Cast) -> Office:
    return Office(db, cast)


@pytest.fixture
def asked(office: Office, cast: Cast) -> Question:
    """Rosa has asked Amina something."""
    return office.ask(office.in_review(cast.amina, board_seat()), text="Who runs this firm?")


@pytest.fixture
def advised(office: Office, cast: Cast) -> Advice:
    """Rosa and Ana have advised Amina."""
    [advice] = office.advise(office.in_review(cast.amina, board_seat()))
    return advice


def to_advice(amina: Browser) -> Page:
    return amina.open(amina.open("/2020/messages").link("Answer this advice"))


def test_a_question_waits_on_the_home_page_and_is_answered(
    asked: Question, amina: Browser, office: Office, cast: Cast
) -> None:
    home = amina.open("/home")
    page = amina.open(home.link("Answer our question about your 2020 statement"))
    assert "Who runs this firm?" in page.text
    assert "Please do this by 16 March 2020." in page.text
    page = amina.send(amina.open(page.link("Answer the question")), {"text": "<b>My brother</b> does."})
    assert "Answered" in page.text
    assert "<b>My brother</b> does." in page.text
    assert state_of(office.db, asked) is QuestionState.ANSWERED
    assert (Writing.REPLY, "<b>My brother</b> does.") in office.read_by(cast.amina)
    office.db.rollback()
    assert "You need do nothing now." in amina.open("/home").text


def test_an_empty_answer_is_not_sent(asked: Question, amina: Browser, office: Office) -> None:
    page = amina.open(f"/2020/messages/questions/{asked.id}")
    assert amina.send(page, {"text": "  "}).problems == ["Write your answer"]
    assert state_of(office.db, asked) is QuestionState.ASKED


def test_an_answer_sent_twice_is_one_answer(asked: Question, amina: Browser, office: Office) -> None:
    page = amina.open(f"/2020/messages/questions/{asked.id}")
    first = amina.send(page, {"text": "My brother."})
    assert amina.send(page, {"text": "My brother."}).text.count("My brother.") == 1
    assert first.heading == "Messages about your 2020 statement"


def test_files_go_with_an_answer_and_a_refused_one_takes_nothing_with_it(
    asked: Question, amina: Browser, office: Office
) -> None:
    page = amina.open(f"/2020/messages/questions/{asked.id}")
    sent = [(BytesIO(pdf()), "register.pdf"), (BytesIO(b"<html>"), "page.html")]
    page = amina.send(page, {"text": "My brother.", "papers": sent})
    [problem] = page.problems
    assert problem.startswith("“page.html” was not kept. This is a web page")
    assert page.answers["text"] == ["My brother."]
    assert "register.pdf" in page.text
    assert state_of(office.db, asked) is QuestionState.ASKED
    assert "register.pdf" in amina.send(page).text
    assert state_of(office.db, asked) is QuestionState.ANSWERED


def test_advice_is_agreed_with_and_then_proved_with_a_paper(
    advised: Advice, amina: Browser, office: Office
) -> None:
    page = to_advice(amina)
    assert "Please resign from the board." in page.text
    page = amina.send(page, {"stand": "agree"})
    assert state_of(office.db, advised) is AdviceState.AGREED
    page = amina.open(page.link("Tell us how you followed it"))
    answers = {"text": "I resigned in May.", "papers": (BytesIO(pdf()), "letter.pdf")}
    page = amina.send(page, answers)
    assert "letter.pdf" in page.text
    assert state_of(office.db, advised) is AdviceState.PROVED
    assert state_of(office.db, advised.filing) is FilingState.PROOF


def test_who_disagrees_says_why_and_the_ethics_office_has_the_turn(
    advised: Advice, amina: Browser, office: Office
) -> None:
    page = amina.send(to_advice(amina), {"stand": "disagree"})
    assert page.problems == ["Write why you disagree, so that the office can decide"]
    assert page.answers["stand"] == ["disagree"]
    page = amina.send(page, {"reason": "I am not paid."})
    assert "With the ethics office" in page.text
    assert state_of(office.db, advised) is AdviceState.DISAGREED


def test_who_needs_to_talk_gets_an_answer_and_then_decides(
    advised: Advice, amina: Browser, office: Office, cast: Cast
) -> None:
    page = amina.send(to_advice(amina), {"stand": "talk"})
    assert page.problems == ["Write what you want to talk about, and how we can reach you"]
    page = amina.send(page, {"reason": "Which board? Call me on 4711."})
    assert "With a reviewer, who answers you" in page.text
    assert "You need do nothing now." in amina.open("/home").text
    assert state_of(office.db, advised) is AdviceState.TO_DISCUSS
    office.answer_talk(advised, "The board in Nyeri.")
    office.db.commit()
    page = to_advice(amina)
    assert "Which board? Call me on 4711." in page.text
    assert "The board in Nyeri." in page.text
    page = amina.send(page, {"stand": "agree"})
    assert state_of(office.db, advised) is AdviceState.AGREED


def test_who_asked_to_talk_may_decide_without_waiting(
    advised: Advice, amina: Browser, office: Office
) -> None:
    page = amina.send(to_advice(amina), {"stand": "talk", "reason": "Which board?"})
    page = amina.open(page.link("Answer this advice without waiting"))
    amina.send(page, {"stand": "disagree", "reason": "I left it."})
    assert state_of(office.db, advised) is AdviceState.DISAGREED


def test_a_refused_file_keeps_the_reason(advised: Advice, amina: Browser, office: Office) -> None:
    sent = {"stand": "disagree", "reason": "I am not paid.", "papers": (BytesIO(b"GIF89a"), "a.gif")}
    page = amina.send(to_advice(amina), sent)
    assert page.problems[0].startswith("“a.gif” was not kept.")
    assert (page.answers["stand"], page.answers["reason"]) == (["disagree"], ["I am not paid."])
    assert state_of(office.db, advised) is AdviceState.SENT


def test_the_day_of_advice_is_written_as_the_language_writes_it(
    advised: Advice, cast: Cast, at_site: AtSite, office: Office
) -> None:
    office.db.commit()
    for language, day in (("fr", "1 mai 2020"), ("zh", "2020年5月1日"), ("en", "1 May 2020")):
        browser = at_site(cast.amina)
        page = browser.open(f"/2020/messages?language={language}")
        assert day in page.text, language


def test_advice_that_is_not_approved_is_nowhere(office: Office, cast: Cast, at_site: AtSite) -> None:
    filed = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filed, office.draft(office.find(filed)))
    office.db.commit()
    amina = at_site(cast.amina)
    assert "Please resign" not in amina.open("/2020/messages").html
    amina.open(f"/2020/messages/advice/{advice.id}", expect=404)
    amina.open(f"/2020/messages/advice/{advice.id}/proof", expect=404)


def test_nobody_answers_what_another_was_asked(asked: Question, at_site: AtSite, cast: Cast) -> None:
    at_site(cast.boris).open(f"/2020/messages/questions/{asked.id}", expect=404)
    at_site(cast.amina).open(f"/2019/messages/questions/{asked.id}", expect=404)


def test_with_nothing_written_the_page_says_so(amina: Browser, db: Session) -> None:
    assert "Nothing to do." in amina.open("/2020/messages").text
    assert db.scalars(select(Question)).all() == []
