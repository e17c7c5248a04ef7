"""Help: short answers, a question to the office, the questions on paper; and the pages before signing in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, asking
from disclosure.casework.accounts import links
from disclosure.domain.lifecycle import CycleState
from disclosure.domain.tokens import hash_of
from disclosure.jobs.assembly import worker_for
from disclosure.models import Cycle, Letter, SignInLink
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.promises import check

QUESTION = "What counts as a gift?\nA lunch too?"


@pytest.fixture
def visitor(site: Flask) -> Browser:
    """Somebody who has not signed in."""
    return Browser(site)


def questions(db: Session) -> list[Letter]:
    found = list(db.scalars(select(Letter).where(Letter.kind == asking.KIND).order_by(Letter.written_at)))
    db.rollback()
    return found


def test_somebody_signed_in_asks_with_a_question_alone(amina: Browser, cast: Cast, db: Session) -> None:
    page = amina.open("/help?about=line-4711")
    assert page.answers["email"] == [cast.amina.account.email]
    assert "About: line-4711" in page.text
    page = amina.send(page, {"question": QUESTION})
    assert f"The office answers to {cast.amina.account.email}." in page.text
    [letter] = questions(db)
    assert letter.to_email == "office@example.org"
    assert letter.organisation_id == cast.organisation.id
    assert letter.params == {
        "asker": cast.amina.account.name,
        "reply_to": cast.amina.account.email,
        "about": "line-4711",
        "question": QUESTION,
    }


def test_somebody_who_cannot_sign_in_asks_too(visitor: Browser, db: Session) -> None:
    page = visitor.open("/help")
    faulty = visitor.send(page, {"question": QUESTION})
    assert faulty.problems == ["Enter your name", "Enter an e-mail address, like name@example.org"]
    assert faulty.answers["question"] == [QUESTION]
    faulty = visitor.send(faulty, {"name": "Ben", "email": "no address"})
    assert faulty.problems == ["Enter an e-mail address, like name@example.org"]
    assert visitor.send(faulty, {"email": "ben@example.org"}).status == 200
    assert [letter.params["asker"] for letter in questions(db)] == ["Ben"]
    for seen in visitor.seen:
        check(seen)


def test_when_too_many_ask_the_page_names_the_address_and_keeps_the_words(
    amina: Browser, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "AT_ONCE", 1)
    amina.send(amina.open("/help"), {"question": "One"})
    faulty = amina.send(amina.open("/help"), {"question": "Two"})
    [problem] = faulty.problems
    assert "write to office@example.org" in problem
    assert faulty.answers["question"] == ["Two"]
    assert len(questions(db)) == 1
    with clock.travel(clock.now() + timedelta(hours=2)):
        later = Browser(amina.app)
        answers = {"name": "Ben", "email": "ben@example.org", "question": "Three"}
        assert later.send(later.open("/help"), answers).problems == []


def test_what_was_asked_is_forgotten_when_it_is_sent(
    amina: Browser, site: Flask, db: Session, tmp_path: Path
) -> None:
    amina.send(amina.open("/help"), {"question": "What counts as a gift?"})
    config, engine = site.extensions["config"], site.extensions["engine"]
    worker_for(config, engine, queues=["common"]).run_until_idle()
    [letter] = questions(db)
    assert letter.sent_at is not None
    assert letter.params == {}
    sent = [file.read_text() for file in (tmp_path / "mail").rglob("*") if file.is_file()]
    assert len([text for text in sent if "What counts as a gift?" in text]) == 1


def test_help_says_who_reads_and_how_long_it_is_kept(amina: Browser, visitor: Browser) -> None:
    page = amina.open("/help")
    assert "years after the cycle of your statement is closed" in page.text
    assert "mailto:office@example.org" in page.html
    assert page.link("Ask a question").endswith("/help#question")
    assert "For as long as your organisation's rules say" in visitor.open("/help").text


def test_the_questions_can_be_printed(amina: Browser, visitor: Browser) -> None:
    page = amina.open("/help/worksheet")
    assert len(page.main.all("ol")[0].all("li")) == 8
    assert "31 December 2019" in page.text
    assert "Sign in to see the questions of yours." in visitor.open("/help/worksheet").text


def test_the_first_page_says_by_when_to_file_or_when_it_begins(
    visitor: Browser, db: Session, cast: Cast
) -> None:
    assert "Statements of 2020 are due by 31 March 2020" in visitor.open("/").text
    db.execute(update(Cycle).values(state=CycleState.PLANNED))
    db.commit()
    assert "The next statements can be filed from 1 March 2020" in visitor.open("/").text
    now = datetime(2020, 12, 31, tzinfo=UTC)
    db.execute(update(Cycle).values(state=CycleState.CLOSED, closed_at=now))
    db.commit()
    assert "When the next dates are set, they stand here" in visitor.open("/").text


def test_a_link_that_ran_out_is_replaced_by_one_click(visitor: Browser, db: Session, cast: Cast) -> None:
    accounts.send_sign_in_link(db, email=cast.amina.account.email, site="portal")
    db.execute(update(SignInLink).values(token_hash=hash_of("old"), expires_at=clock.now() - timedelta(1)))
    db.commit()
    page = visitor.send(visitor.open("/sign-in/link/old"), expect=410)
    assert page.heading == "This link no longer works"
    assert visitor.send(page).heading == "Check your mail"
    assert db.scalar(select(func.count()).where(Letter.kind == "sign-in")) == 2
    db.rollback()


def test_an_unknown_link_is_answered_alike_and_sends_nothing(visitor: Browser, db: Session) -> None:
    page = visitor.send(visitor.open("/sign-in/link/never"), expect=410)
    assert visitor.send(page).heading == "Check your mail"
    assert db.scalar(select(func.count()).where(Letter.kind == "sign-in")) == 0
    db.rollback()


def test_a_link_is_not_replaced_without_end(db: Session, cast: Cast) -> None:
    accounts.send_sign_in_link(db, email=cast.amina.account.email, site="portal")
    db.flush()
    db.execute(update(SignInLink).values(token_hash=hash_of("old"), expires_at=clock.now() - timedelta(1)))
    for _ in range(links.LINKS_AT_ONCE + 3):
        accounts.send_another(db, token="old", site="portal")
        db.flush()
    assert db.scalar(select(func.count()).select_from(SignInLink)) == links.LINKS_AT_ONCE + 1
    accounts.send_another(db, token="old", site="review")
    assert db.scalar(select(func.count()).select_from(SignInLink)) == links.LINKS_AT_ONCE + 1


def test_without_an_account_the_page_says_whom_to_ask(visitor: Browser, at_site: AtSite) -> None:
    page = visitor.open("/sign-in")
    assert "No account? Ask the programme office" in page.text
    assert "mailto:office@example.org" in page.html
