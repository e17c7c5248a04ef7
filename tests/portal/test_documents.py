"""Amina's statement is drawn by lot: a document for each item, or why there is none."""

from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import verifying
from disclosure.domain.lifecycle import DocumentState
from disclosure.models import Attachment, DocumentRequest, LedgerEntry
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.promises import JPEG, PDF


@pytest.fixture
def drawn(db: Session, cast: Cast) -> list[DocumentRequest]:
    """Amina's statement is drawn; a document is asked for each of two items."""
    office = Office(db, cast)
    filed = office.in_review(cast.amina, company(id="company"), board_seat(id="seat"))
    filed.sampled = True
    return verifying.request(db, cast.keys.review.opener, filing=filed)


def state_for(db: Session, item: str) -> DocumentState:
    """How the request about an item stands; the database is left free for the site."""
    state = db.scalars(select(DocumentRequest.state).where(DocumentRequest.item_id == item)).one()
    db.rollback()
    return state


def test_each_item_has_a_row_and_a_document_is_sent_for_it(
    drawn: list[DocumentRequest], amina: Browser, db: Session
) -> None:
    page = amina.open(amina.open("/home").link("Send the documents for your 2020 statement"))
    assert page.text.count("To send") == 2
    page = amina.open(page.link("Ñandú"))
    answers = {"sent": "document", "text": "Extract of the register", "paper": (BytesIO(PDF), "extrait.pdf")}
    page = amina.send(page, answers)
    assert page.text.count("With a reviewer") == 1
    assert state_for(db, "company") is DocumentState.SUBMITTED
    page = amina.open(page.link("Ñandú"))
    assert "Extract of the register" in page.text
    answer = amina.client.get(page.link("extrait.pdf"))
    assert answer.get_data() == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename=extrait.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_who_cannot_obtain_it_says_why(drawn: list[DocumentRequest], amina: Browser, db: Session) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    faulty = amina.send(page, {"sent": "none"})
    assert faulty.problems == ["Write what the document shows, or why you cannot obtain it"]
    amina.send(faulty, {"text": "The bank closed in 2018."})
    assert state_for(db, "seat") is DocumentState.UNOBTAINABLE


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b"MZ\x90\x00 program", "letter.pdf", "This is not a PDF, JPEG or PNG file."),
        (b"", "letter.pdf", "This file is empty."),
    ],
)
def test_a_file_of_another_kind_is_refused_and_the_text_stays(
    drawn: list[DocumentRequest], amina: Browser, db: Session, content: bytes, name: str, problem: str
) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    answers = {"sent": "document", "text": "The letter", "paper": (BytesIO(content), name)}
    faulty = amina.send(page, answers)
    assert faulty.problems[0].startswith(problem)
    assert faulty.answers["text"] == ["The letter"]
    assert state_for(db, "seat") is DocumentState.REQUESTED
    assert db.scalars(select(Attachment)).all() == []
    db.rollback()
    amina.send(faulty, {"paper": (BytesIO(JPEG), "photo.jpg")})
    assert state_for(db, "seat") is DocumentState.SUBMITTED


def test_a_document_without_a_file_is_asked_for_the_file(
    drawn: list[DocumentRequest], amina: Browser
) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    faulty = amina.send(page, {"sent": "document", "text": "The letter"})
    assert faulty.problems == ["Choose the file of the document"]


def test_nobody_else_finds_the_page_or_the_file(
    drawn: list[DocumentRequest], amina: Browser, at_site: AtSite, cast: Cast, db: Session
) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    answers = {"sent": "document", "text": "The letter", "paper": (BytesIO(PDF), "letter.pdf")}
    boris = at_site(cast.boris)
    amina.send(page, answers)
    attachment = db.scalars(select(Attachment.id)).one()
    db.rollback()
    boris.open(page.address, expect=404)
    boris.open(f"/2020/files/{attachment}", expect=404)
    opened = select(LedgerEntry).where(LedgerEntry.kind == "attachment:opened")
    assert db.scalars(opened).all() == []


def test_who_was_not_drawn_has_no_such_page(amina: Browser, cast: Cast) -> None:
    amina.open("/2020/verify", expect=404)
