"""Amina's statement is drawn by lot: a document for each item, or why there is none."""

from io import BytesIO

import pytest
from flask import Flask
from pikepdf import Array, Name
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from disclosure.casework import verifying
from disclosure.domain.lifecycle import DocumentState
from disclosure.models import Account, Attachment, DocumentRequest, LedgerEntry
from disclosure.papers.limits import Limits
from portal import files
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.papers.making import AUTHOR, armed, flood, jpeg, pdf, pdf_with_stream, written
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite

TWICE = Array([Name.FlateDecode, Name.FlateDecode])


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
    answers = {
        "sent": "document",
        "text": "Extract of the register",
        "papers": (BytesIO(pdf("Acme")), "extrait.pdf"),
    }
    page = amina.send(page, answers)
    assert page.text.count("With a reviewer") == 1
    assert state_for(db, "company") is DocumentState.SUBMITTED
    page = amina.open(page.link("Ñandú"))
    assert "Extract of the register" in page.text
    answer = amina.client.get(page.link("extrait.pdf"))
    assert answer.get_data().startswith(b"%PDF-")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=extrait.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox")


def test_who_cannot_obtain_it_says_why(drawn: list[DocumentRequest], amina: Browser, db: Session) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    faulty = amina.send(page, {"sent": "none"})
    assert faulty.problems == ["Write what the document shows, or why you cannot obtain it"]
    amina.send(faulty, {"text": "The bank closed in 2018."})
    assert state_for(db, "seat") is DocumentState.UNOBTAINABLE


HOSTILE = {
    "program.pdf": (b"MZ\x90\x00 program", "This is not a PDF, JPEG, PNG, TIFF or plain text file."),
    "nothing.pdf": (b"", "This file is empty."),
    "page.pdf": (b"<html><script>evil()</script>", "This is a web page"),
    "both.pdf": (b"PK\x03\x04" + pdf(), "This is an office document"),
    "flood.png": (flood(50_000, 50_000), "This picture has more than 50 million points."),
    "packed.pdf": (pdf_with_stream(b"twice", TWICE), "This file takes too much work to open."),
}


def test_a_refused_file_loses_only_itself(drawn: list[DocumentRequest], amina: Browser, db: Session) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    sent = [(BytesIO(content), name) for name, (content, _why) in HOSTILE.items()]
    sent.insert(2, (BytesIO(pdf()), "letter.pdf"))
    faulty = amina.send(page, {"sent": "document", "text": "The letter", "papers": sent})
    assert faulty.title.startswith("Error:")
    assert len(faulty.problems) == len(HOSTILE)
    for problem, (name, (_content, why)) in zip(faulty.problems, HOSTILE.items(), strict=True):
        assert problem.startswith(f"“{name}” was not kept. {why}")
    assert "letter.pdf" in faulty.text
    assert faulty.answers["text"] == ["The letter"]
    assert state_for(db, "seat") is DocumentState.REQUESTED
    assert "1 file kept, not sent yet" in amina.open("/2020/verify").text
    after = amina.send(faulty)
    assert state_for(db, "seat") is DocumentState.SUBMITTED
    kept = amina.open(after.link("Acme"))
    assert len([one for one in kept.main.all("a") if "/files/" in one.get("href")]) == 1


def test_a_file_is_kept_although_the_words_are_missing(
    drawn: list[DocumentRequest], amina: Browser, db: Session
) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    faulty = amina.send(page, {"sent": "document", "photo": (BytesIO(jpeg()), "photo.jpg")})
    assert faulty.problems == ["Write what the document shows, or why you cannot obtain it"]
    amina.send(faulty, {"text": "The letter"})
    assert state_for(db, "seat") is DocumentState.SUBMITTED


def test_what_is_kept_tells_nothing_and_does_nothing(
    drawn: list[DocumentRequest], amina: Browser, db: Session
) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    sent = [(BytesIO(written(armed())), "armed.pdf"), (BytesIO(jpeg()), "photo.jpg")]
    page = amina.send(page, {"sent": "document", "text": "Both", "papers": sent})
    page = amina.open(page.link("Acme"))
    for name in ("armed.pdf", "photo.jpg"):
        content = amina.client.get(page.link(name)).get_data()
        assert AUTHOR.encode() not in content
        assert b"evil" not in content


def test_another_document_needs_another_file(
    drawn: list[DocumentRequest], amina: Browser, db: Session
) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    amina.send(page, {"sent": "document", "text": "The letter", "papers": (BytesIO(pdf()), "letter.pdf")})
    somebody = select(Account.id).limit(1).scalar_subquery()
    judged = {"decided_at": DocumentRequest.requested_at, "decided_by_id": somebody}
    db.execute(update(DocumentRequest).values(state=DocumentState.REFUSED, **judged))
    db.commit()
    again = amina.send(amina.open(page.address), {"sent": "document", "text": "The same"})
    assert again.problems == ["Choose the file of the document"]


def test_more_files_than_are_looked_at_wait_for_the_next_step(
    drawn: list[DocumentRequest], amina: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST", 2)
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    sent = [(BytesIO(b"one by one"), f"{number}.txt") for number in range(4)]
    faulty = amina.send(page, {"sent": "document", "text": "All", "papers": sent})
    assert [problem[:21] for problem in faulty.problems] == ["“2.txt” was not kept.", "“3.txt” was not kept."]
    assert "0.txt" in faulty.text
    assert "1.txt" in faulty.text


def test_a_file_that_is_too_large_is_refused_in_words(
    drawn: list[DocumentRequest], amina: Browser, site: Flask
) -> None:
    site.extensions["paper limits"] = Limits(size=100_000)
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    large = (BytesIO(bytes(100_001)), "scan.tif")
    faulty = amina.send(page, {"sent": "document", "text": "The letter", "papers": large})
    assert faulty.problems[0].startswith("“scan.tif” was not kept. This file is larger than")
    assert faulty.answers["text"] == ["The letter"]


def test_a_document_without_a_file_is_asked_for_the_file(
    drawn: list[DocumentRequest], amina: Browser
) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    faulty = amina.send(page, {"sent": "document", "text": "The letter"})
    assert faulty.problems == ["Choose the file of the document"]


def found_to_differ(db: Session, cast: Cast, request: DocumentRequest) -> None:
    """Let Amina hand in the document about her company, and Rosa find that it differs."""
    verifying.submit(
        db, cast.keys.portal.sealer, by=cast.amina.actor, request=request, text="Extract of the register"
    )
    verifying.differ(
        db, cast.keys.review.sealer, by=cast.rosa.actor, request=request, text="The register says 40 %."
    )
    db.commit()


def test_a_document_that_differs_is_explained(
    drawn: list[DocumentRequest], amina: Browser, db: Session, cast: Cast
) -> None:
    found_to_differ(db, cast, next(one for one in drawn if one.item_id == "company"))
    page = amina.open(amina.open("/home").link("Send the documents for your 2020 statement"))
    assert "0 of 2 items are proved." in page.text
    assert "Differs from your statement: please answer" in page.text
    page = amina.open(page.link("Ñandú"))
    assert "The register says 40 %." in page.text
    page = amina.send(page, {"sent": "explained", "text": "I sold 10 % in December."})
    assert page.text.count("With a reviewer") == 1
    assert state_for(db, "company") is DocumentState.EXPLAINED


def test_a_difference_is_corrected_only_after_the_statement_was_amended(
    drawn: list[DocumentRequest], amina: Browser, db: Session, cast: Cast
) -> None:
    found_to_differ(db, cast, next(one for one in drawn if one.item_id == "company"))
    page = amina.open(amina.open("/2020/verify").link("Ñandú"))
    assert page.link("Go to your statement")
    page = amina.send(page, {"sent": "corrected", "text": "It is 40 % now."})
    assert "Amend your statement first" in page.text
    assert state_for(db, "company") is DocumentState.DISCREPANCY
    Office(db, cast).amend(cast.amina, company(id="company"), board_seat(id="seat"))
    db.commit()
    page = amina.open(amina.open("/2020/verify").link("Ñandú"))
    amina.send(page, {"sent": "corrected", "text": "It is 40 % now."})
    assert state_for(db, "company") is DocumentState.CORRECTED


def test_another_document_may_settle_a_difference(
    drawn: list[DocumentRequest], amina: Browser, db: Session, cast: Cast
) -> None:
    found_to_differ(db, cast, next(one for one in drawn if one.item_id == "company"))
    page = amina.open(amina.open("/2020/verify").link("Ñandú"))
    page = amina.send(page, {"sent": "document", "text": "The newest extract"})
    assert "Choose the file of the document" in page.text
    amina.send(
        page,
        {
            "sent": "document",
            "text": "The newest extract",
            "papers": (BytesIO(pdf("Acme")), "neu.pdf"),
        },
    )
    assert state_for(db, "company") is DocumentState.SUBMITTED


def test_nobody_else_finds_the_page_or_the_file(
    drawn: list[DocumentRequest], amina: Browser, at_site: AtSite, cast: Cast, db: Session
) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    answers = {"sent": "document", "text": "The letter", "papers": (BytesIO(pdf()), "letter.pdf")}
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
