"""A file that was kept and not sent yet can be taken out again; one that was sent cannot."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from disclosure.casework import verifying
from disclosure.domain.lifecycle import DocumentState
from disclosure.models import Account, Advice, Attachment, DataKey, DocumentRequest, LedgerEntry, Question
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.papers.making import pdf
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite


@pytest.fixture
def office(db: Session, cast: Cast) -> Office:
    return Office(db, cast)


@pytest.fixture
def drawn(office: Office, cast: Cast) -> DocumentRequest:
    """Amina's statement is drawn; a document is asked for its one item."""
    filed = office.in_review(cast.amina, board_seat(id="seat"))
    filed.sampled = True
    [request] = verifying.request(office.db, cast.keys.review.opener, filing=filed)
    return request


@pytest.fixture
def page(drawn: DocumentRequest, amina: Browser) -> Page:
    """Amina sent two files and chose nothing: both are kept, neither is sent."""
    sent = [(BytesIO(pdf(name)), f"{name}.pdf") for name in ("wrong", "right")]
    return amina.send(amina.open(f"/2020/verify/{drawn.id}"), {"text": "The letter", "papers": sent})


def button(page: Page, name: str) -> str:
    """The button that takes out the file of this name, as `send` presses it."""
    [found] = [one for one in page.form.all("button", name="take_out") if name in one.text]
    return f"take_out={found.get('value')}"


def stored(folder: Path) -> Iterator[str]:
    return (path.name for path in (folder / "attachments").rglob("*") if path.is_file())


def lines(db: Session) -> list[dict[str, object]]:
    """The facts of every taking out; the database is left free for the site."""
    rows = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "attachment:taken-out"))
    found = [dict(row.facts) for row in rows]
    db.rollback()
    return found


def test_a_wrong_file_is_taken_out_and_what_was_written_stays(
    page: Page, amina: Browser, db: Session, tmp_path: Path
) -> None:
    wrong = button(page, "wrong.pdf")
    gone = db.get_one(Attachment, UUID(wrong.removeprefix("take_out=")))
    row_id, content_id = gone.id, gone.content_id
    db.rollback()
    after = amina.send(page, {"sent": "document", "text": "The other letter"}, button=wrong)
    assert after.problems == []
    assert "The file is taken out." in after.whole.text
    assert "wrong.pdf" not in after.text
    assert "right.pdf" in after.text
    assert after.answers["text"] == ["The other letter"]
    assert after.answers["sent"] == ["document"]
    assert content_id.hex not in list(stored(tmp_path))
    assert len(list(stored(tmp_path))) == 1
    keys = select(DataKey).where(DataKey.object_id.in_([row_id, content_id]))
    assert db.scalars(keys).all() == []
    db.rollback()
    [line] = lines(db)
    assert line == {"attachment_id": str(row_id)}
    amina.send(after)
    assert db.scalars(select(DocumentRequest.state)).one() is DocumentState.SUBMITTED


def test_who_took_out_the_only_file_is_asked_for_one(page: Page, amina: Browser) -> None:
    for name in ("wrong.pdf", "right.pdf"):
        page = amina.send(page, {"sent": "document"}, button=button(page, name))
    assert "not sent yet" not in page.text
    assert amina.send(page).problems == ["Choose the file of the document"]


def test_taking_out_twice_takes_out_one(page: Page, amina: Browser, db: Session) -> None:
    wrong = button(page, "wrong.pdf")
    amina.send(page, button=wrong)
    again = amina.send(amina.open(page.address), button=wrong)
    assert again.problems == []
    assert "right.pdf" in again.text
    assert len(lines(db)) == 1


def test_a_file_that_was_sent_stays(page: Page, amina: Browser, db: Session, tmp_path: Path) -> None:
    right = button(page, "right.pdf")
    amina.send(page, {"sent": "document"})
    somebody = select(Account.id).limit(1).scalar_subquery()
    judged = {"decided_at": DocumentRequest.requested_at, "decided_by_id": somebody}
    db.execute(update(DocumentRequest).values(state=DocumentState.REFUSED, **judged))
    db.commit()
    again = amina.send(amina.open(page.address), button=right)
    assert again.problems == ["This file was sent already. It cannot be taken out any more."]
    assert len(list(stored(tmp_path))) == 2
    assert lines(db) == []


def test_nobody_else_takes_out_a_file(
    page: Page, amina: Browser, at_site: AtSite, cast: Cast, office: Office, db: Session, tmp_path: Path
) -> None:
    question = office.ask(office.in_review(cast.boris, board_seat()), text="Who runs this firm?")
    db.commit()
    boris = at_site(cast.boris)
    answer = boris.client.post(page.address, data={"take_out": button(page, "right.pdf")[9:]})
    assert answer.status_code in (400, 404)
    own = boris.open(f"/2020/messages/questions/{question.id}")
    boris.send(own, {"text": ""}, button=button(page, "right.pdf"))
    assert lines(db) == []
    assert len(list(stored(tmp_path))) == 2


def test_enter_sends_the_page_and_takes_out_nothing(page: Page) -> None:
    first = page.form.all("button")[0]
    assert first.get("name") is None or first.get("name") == ""


def test_a_file_beside_an_answer_is_taken_out(office: Office, cast: Cast, amina: Browser) -> None:
    question: Question = office.ask(office.in_review(cast.amina, board_seat()), text="Who runs this firm?")
    office.db.commit()
    page = amina.open(f"/2020/messages/questions/{question.id}")
    page = amina.send(page, {"text": " ", "papers": (BytesIO(pdf()), "wrong.pdf")})
    page = amina.send(page, {"text": "My brother"}, button=button(page, "wrong.pdf"))
    assert "wrong.pdf" not in page.text
    assert page.answers["text"] == ["My brother"]
    assert "wrong.pdf" not in amina.send(page).text


def test_a_file_beside_advice_and_its_proof_is_taken_out(office: Office, cast: Cast, amina: Browser) -> None:
    advice: Advice
    [advice] = office.advise(office.in_review(cast.amina, board_seat()))
    office.db.commit()
    page = amina.open(f"/2020/messages/advice/{advice.id}")
    page = amina.send(page, {"stand": "disagree", "papers": (BytesIO(pdf()), "wrong.pdf")})
    page = amina.send(page, {"stand": "agree"}, button=button(page, "wrong.pdf"))
    assert "wrong.pdf" not in page.text
    amina.send(page)
    page = amina.open(f"/2020/messages/advice/{advice.id}/proof")
    page = amina.send(page, {"text": "", "papers": (BytesIO(pdf()), "worse.pdf")})
    assert "worse.pdf" not in amina.send(page, button=button(page, "worse.pdf")).text
