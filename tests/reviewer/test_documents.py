"""The documents of a drawn statement are checked one by one, files included."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from disclosure.casework import attaching, verifying
from disclosure.domain.lifecycle import DocumentState
from disclosure.models import Attachment, DocumentRequest, Filing, LedgerEntry
from disclosure.papers.checking import Paper
from disclosure.papers.kinds import Kind
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser

Visit = Callable[[Member], Browser]


@pytest.fixture
def drawn(office: Office, cast: Cast) -> Filing:
    """Amina's statement of two items, in review by Rosa; documents were asked for."""
    filing = office.in_review(cast.amina, board_seat(), company())
    filing.sampled = True
    verifying.request(office.db, cast.keys.review.opener, filing=filing)
    office.db.flush()
    return filing


def request_for(office: Office, filing: Filing, item_id: str) -> DocumentRequest:
    rows = select(DocumentRequest).where(DocumentRequest.filing_id == filing.id)
    return next(one for one in office.db.scalars(rows) if one.item_id == item_id)


def hand_in(office: Office, app: Flask, request: DocumentRequest) -> Attachment:
    """Let Amina hand in the document of one item, with a file."""
    sealer, amina = office.cast.keys.portal.sealer, office.cast.amina.actor
    kept = attaching.keep(
        office.db,
        sealer,
        app.extensions["storage"],
        by=amina,
        filing=request.filing,
        subject_id=request.id,
        name="حساب البنك.pdf",
        paper=Paper(Kind.TEXT, BytesIO(b"A statement of the bank")),
    )
    verifying.submit(office.db, sealer, by=amina, request=request, text="The register of the company.")
    return kept


def test_the_list_names_every_item_and_where_its_document_stands(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    hand_in(office, app, request_for(office, drawn, "private-company"))
    page = rosa.opens(f"/documents/{drawn.id}")
    assert [line.text.split(" ")[:2] for line in page.one("main").all("li")] == [
        ["Item", "1:"],
        ["Item", "2:"],
    ]
    assert "Ñandú S.A." in page.text
    assert "◐ Handed in" in page.text
    assert "◇ Asked for" in page.text
    assert "To check: 1" in rosa.opens(f"/{drawn.id}/decide").text


def test_rosa_downloads_the_file_and_accepts_it(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    request = request_for(office, drawn, "private-company")
    file = hand_in(office, app, request)
    address = f"/documents/{drawn.id}/{request.id}"
    page = rosa.opens(address)
    assert "The register of the company." in page.text
    [link] = page.all("a", href=f"/{drawn.id}/files/{file.id}")
    assert "حساب" not in page.text
    answer = rosa.asks(link.get("href"))
    assert answer.data == b"A statement of the bank"
    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    [entry] = office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "attachment:opened"))
    assert entry.facts["why"] == "review"
    page = rosa.sends(address, verdict="yes")
    assert "The document is accepted." in page.text
    assert (request.state, drawn.documents_open) == (DocumentState.ACCEPTED, 1)


def test_a_document_is_refused_only_with_a_reason(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    request = request_for(office, drawn, "leadership")
    hand_in(office, app, request)
    address = f"/documents/{drawn.id}/{request.id}"
    assert "Write what is missing and what would do instead" in rosa.sends(address, verdict="no").text
    rosa.sends(address, verdict="no", reason="Page 2 is missing.")
    assert request.state is DocumentState.REFUSED
    assert "Page 2 is missing." in rosa.opens(address).text
    assert len(office.letters(drawn, "documents-refused")) == 1


def test_a_file_that_came_meanwhile_is_looked_at_first(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    request = request_for(office, drawn, "leadership")
    hand_in(office, app, request)
    form = rosa.fills_in(f"/documents/{drawn.id}/{request.id}", verdict="no", reason="Page 2 is missing.")
    hand_in(office, app, request_for(office, drawn, "private-company"))
    answer = rosa.presses(form)
    assert answer.status_code == 409
    assert "Page 2 is missing." in answer.text


def test_nothing_is_decided_before_it_is_handed_in(office: Office, drawn: Filing, rosa: Browser) -> None:
    request = request_for(office, drawn, "leadership")
    page = rosa.opens(f"/documents/{drawn.id}/{request.id}")
    assert "Nothing was handed in yet." in page.text
    assert not page.one("main").all("button")


def test_documents_and_files_open_to_the_reviewer_alone(
    office: Office, cast: Cast, app: Flask, drawn: Filing, visit: Visit
) -> None:
    request = request_for(office, drawn, "leadership")
    file = hand_in(office, app, request)
    for member in (cast.ravi, cast.ana, cast.sana, cast.amina):
        browser = visit(member)
        for address in (
            f"/documents/{drawn.id}",
            f"/documents/{drawn.id}/{request.id}",
            f"/{drawn.id}/files/{file.id}",
        ):
            assert browser.is_refused(address), address


def test_a_row_of_one_case_is_not_found_under_another(
    office: Office, cast: Cast, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    request = request_for(office, drawn, "leadership")
    file = hand_in(office, app, request)
    other = office.in_review(cast.boris)
    assert rosa.is_refused(f"/documents/{other.id}/{request.id}")
    assert rosa.is_refused(f"/{other.id}/files/{file.id}")
