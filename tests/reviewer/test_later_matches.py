"""A closed case with a later match is said to be one on its page, and decided about there."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy.orm import Session

from disclosure.casework import opening_again
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Filing, Outcome
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast
from tests.reviewer.browsing import Browser


@pytest.fixture
def closed(office: Office, db: Session, cast: Cast) -> Filing:
    filing = office.in_review(cast.amina, board_seat())
    office.close(filing, Outcome.NO_ACTION)
    db.flush()
    opening_again.notice(db, filing=filing, matches=2)
    return filing


def test_the_list_leads_to_the_case_and_the_case_to_the_decision(closed: Filing, rosa: Browser) -> None:
    page = rosa.opens("/?view=matched-later")
    assert page.all("a", href=f"/{closed.id}")
    assert "Sorted: the last closed first." in page.text
    page = rosa.opens(f"/{closed.id}")
    assert "lists brought 2 declared names into question" in page.one("main").text
    assert page.all("a", href=f"/{closed.id}/later-match")
    assert "after the case was closed" in page.one("aside").text


def test_it_is_left_closed(closed: Filing, rosa: Browser) -> None:
    answer = rosa.presses(rosa.fills_in(f"/{closed.id}/later-match", verdict="leave"))
    assert urlsplit(answer.location).query == "view=matched-later"
    assert state(closed) == FilingState.CLOSED
    assert rosa.asks(f"/{closed.id}/later-match").status_code == 404
    assert not rosa.opens(f"/{closed.id}").all("a", href=f"/{closed.id}/later-match")


def test_it_is_opened_again(closed: Filing, rosa: Browser) -> None:
    page = rosa.sends(f"/{closed.id}/later-match", verdict="open")
    assert "The review is open again" in page.text
    assert state(closed) == FilingState.IN_REVIEW


def test_without_an_answer_nothing_is_done(closed: Filing, rosa: Browser, emil: Browser) -> None:
    assert "Choose whether the case stays closed" in rosa.sends(f"/{closed.id}/later-match").text
    stale = rosa.fills_in(f"/{closed.id}/later-match", verdict="open")
    emil.sends(f"/{closed.id}/later-match", verdict="leave")
    assert rosa.presses(stale).status_code == 409
    assert state(closed) == FilingState.CLOSED
