"""What cannot be done any more is told in the language of the page."""

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session

from disclosure.domain.lifecycle.table import PASSED
from disclosure.domain.messages import message
from disclosure.errors import BadInput, DisclosureError, WrongState
from disclosure.web import errors
from disclosure.web.forms import said
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.portal.browser import Browser

TRANSLATED = message("Enter the day too, like 27")


def test_an_answer_that_comes_too_late_is_told_so(db: Session, cast: Cast, amina: Browser) -> None:
    office = Office(db, cast)
    question = office.ask(office.in_review(cast.amina, board_seat()))
    db.commit()
    page = amina.open(f"/2020/messages/questions/{question.id}")
    office.answer(question, cast.amina)
    db.commit()
    late = amina.send(page, {"text": "My brother."}, expect=409)
    assert late.heading == "This cannot be done now"
    assert str(PASSED) in late.text
    assert "You cannot answer" not in late.text


@pytest.mark.parametrize("error", [WrongState(TRANSLATED), BadInput(TRANSLATED)])
def test_a_sentence_is_told_in_the_language_of_the_page(site: Flask, error: DisclosureError) -> None:
    with site.test_request_context("/"), force_locale("fr"):
        told = errors._sentence(error)
        assert told == said(TRANSLATED)
    assert told != str(error) == "Enter the day too, like 27"


def test_an_exact_sentence_may_have_another_for_the_page() -> None:
    error = WrongState("You cannot close this filing: it is due.", told=PASSED)
    assert str(error) == "You cannot close this filing: it is due."
    assert error.sentence is PASSED
