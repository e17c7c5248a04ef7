"""The documents of a drawn statement are checked one by one, files included."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from disclosure.casework import attaching, confirming, reviewing, verifying
from disclosure.domain.lifecycle import DocumentState
from disclosure.models import Attachment, DocumentRequest, Filing, LedgerEntry
from disclosure.papers.checking import Paper
from disclosure.papers.kinds import Kind
from tests.casework.office import Office, board_seat, company, next_year
from tests.cast import Cast, Member, open_keys
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
    page = rosa.sends(address, verdict="accept")
    assert "The document is accepted." in page.text
    assert (request.state, drawn.documents_open) == (DocumentState.ACCEPTED, 1)


def test_a_document_is_refused_only_with_a_reason(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    request = request_for(office, drawn, "leadership")
    hand_in(office, app, request)
    address = f"/documents/{drawn.id}/{request.id}"
    assert "Write what is missing and what would do instead" in rosa.sends(address, verdict="refuse").text
    rosa.sends(address, verdict="refuse", reason="Page 2 is missing.")
    assert request.state is DocumentState.REFUSED
    assert "Page 2 is missing." in rosa.opens(address).text
    assert len(office.letters(drawn, "documents-refused")) == 1


def test_a_file_that_came_meanwhile_is_looked_at_first(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    request = request_for(office, drawn, "leadership")
    hand_in(office, app, request)
    form = rosa.fills_in(f"/documents/{drawn.id}/{request.id}", verdict="refuse", reason="Page 2 is missing.")
    hand_in(office, app, request_for(office, drawn, "private-company"))
    answer = rosa.presses(form)
    assert answer.status_code == 409
    assert "Page 2 is missing." in answer.text


def test_nothing_is_decided_before_it_is_handed_in(office: Office, drawn: Filing, rosa: Browser) -> None:
    request = request_for(office, drawn, "leadership")
    page = rosa.opens(f"/documents/{drawn.id}/{request.id}")
    assert "Nothing was handed in yet." in page.text
    assert not page.one("main").all("button")


def test_the_page_of_an_item_says_what_the_item_says_and_what_would_prove_it(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    page = rosa.opens(f"/documents/{drawn.id}/{request_for(office, drawn, 'private-company').id}")
    assert "Extract of a company register" in page.text
    assert "Annual accounts of the company" in page.text
    assert any("Ñandú S.A." in facts.text for facts in page.one("main").all("dl"))


def test_a_document_that_differs_is_a_question_to_the_filer(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    request = request_for(office, drawn, "leadership")
    hand_in(office, app, request)
    address = f"/documents/{drawn.id}/{request.id}"
    assert "Write what the document shows otherwise" in rosa.sends(address, verdict="differ").text
    page = rosa.sends(address, verdict="differ", reason="The register says 2014.")
    assert "The filer is asked about the difference." in page.text
    assert request.state is DocumentState.DISCREPANCY
    assert "Differs from the statement" in page.text
    assert len(office.letters(drawn, "documents-differ")) == 1


def test_a_reason_for_no_document_is_accepted_or_not(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    request = request_for(office, drawn, "leadership")
    sealer, amina = office.cast.keys.portal.sealer, office.cast.amina.actor
    verifying.explain(office.db, sealer, by=amina, request=request, reason="The charity is dissolved.")
    address = f"/documents/{drawn.id}/{request.id}"
    page = rosa.opens(address)
    assert "Do you accept the reason?" in page.text
    assert "It differs" not in page.text
    page = rosa.sends(address, verdict="accept")
    assert "1 of 2 items are proved." in page.text
    assert "1 of them without a document" in page.text
    assert "No document needed" in page.text


def test_with_a_decision_comes_the_next_document_that_waits(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    first, second = (request_for(office, drawn, item) for item in ("leadership", "private-company"))
    for request in (first, second):
        hand_in(office, app, request)
    form = rosa.fills_in(f"/documents/{drawn.id}/{first.id}", verdict="accept")
    assert rosa.presses(form).location == f"/documents/{drawn.id}/{second.id}"


def test_the_list_shows_how_far_it_is_by_range_of_value(
    office: Office, app: Flask, drawn: Filing, rosa: Browser
) -> None:
    request = request_for(office, drawn, "private-company")
    hand_in(office, app, request)
    rosa.sends(f"/documents/{drawn.id}/{request.id}", verdict="accept")
    page = rosa.opens(f"/documents/{drawn.id}")
    assert "1 of 2 items are proved." in page.text
    (table,) = page.all("table")
    assert [len(row.all("td")) for row in table.all("tr")][1:] == [2, 2]
    row = rosa.opens("/documents").one("tbody").text
    assert "1 of 2" in row
    assert str(drawn.reference) in row


def test_what_is_carried_over_says_from_which_year(
    office: Office, drawn: Filing, cast: Cast, visit: Visit
) -> None:
    assert "Carried over" not in visit(cast.rosa).opens(f"/documents/{drawn.id}").text
    amina = next_year(office, cast.amina)
    office.cast = replace(cast, keys=open_keys(cast.keys.review.directory.parent))
    later = office.in_review(replace(amina), board_seat())
    verifying.request(office.db, office.cast.keys.review.opener, filing=later)
    later.sampled = later.carried_over = True
    rosa = visit(cast.rosa)
    assert "Carried over from 2020" in rosa.opens(f"/documents/{later.id}").text
    assert "Carried over" in rosa.opens("/documents").text


def test_ana_confirms_as_the_second_person_and_rosa_cannot(
    office: Office, cast: Cast, app: Flask, drawn: Filing, rosa: Browser, visit: Visit
) -> None:
    everything_accepted(office, app, drawn)
    verification = confirming.verification_of(office.db, drawn)
    assert verification is not None
    address = f"/documents/{drawn.id}/confirm/{verification.id}"
    assert "Waits for a second person" in rosa.opens(f"/documents/{drawn.id}").text
    for member in (cast.rosa, cast.ravi, cast.sana, cast.amina):
        assert visit(member).is_refused(address)
    ana = visit(cast.ana)
    assert "For you to confirm" in ana.opens("/documents").text
    assert "Confirm or send back" in ana.opens(f"/documents/{drawn.id}").text
    assert "A statement of the bank" not in ana.opens(address).text
    page = ana.sends(address, verdict="confirm")
    assert "The verification is confirmed." in page.text
    assert "Confirmed by a second person" in rosa.opens(f"/documents/{drawn.id}").text
    assert ana.is_refused(f"/documents/{drawn.id}"), "it is not hers to read any more"


def test_ana_sends_a_document_back_with_a_reason_that_rosa_reads(
    office: Office, cast: Cast, app: Flask, drawn: Filing, rosa: Browser, visit: Visit
) -> None:
    everything_accepted(office, app, drawn)
    verification = confirming.verification_of(office.db, drawn)
    assert verification is not None
    address, ana = f"/documents/{drawn.id}/confirm/{verification.id}", visit(cast.ana)
    page = ana.sends(address, verdict="return", reason="The seal is missing.")
    assert "Choose which documents are to be looked at again." in page.text
    request = request_for(office, drawn, "leadership")
    ana.sends(address, verdict="return", reason="The seal is missing.", items=[str(request.id)])
    assert request.state is DocumentState.SUBMITTED
    page = rosa.opens(f"/documents/{drawn.id}")
    assert "The seal is missing." in page.text
    assert "To be looked at again" in page.text


def test_after_an_amendment_the_list_is_brought_in_line(
    office: Office, cast: Cast, drawn: Filing, rosa: Browser
) -> None:
    assert not rosa.opens(f"/documents/{drawn.id}").one("main").all("form")
    office.amend(cast.amina, board_seat(), company(id="another"))
    reviewing.claim(office.db, by=office.rosa, filing=drawn)
    page = rosa.sends(f"/documents/{drawn.id}")
    assert "Asked for: 1. No longer needed: 1." in page.text
    assert drawn.documents_open == 2
    assert not page.one("main").all("form")


def everything_accepted(office: Office, app: Flask, filing: Filing) -> None:
    for item_id in ("leadership", "private-company"):
        request = request_for(office, filing, item_id)
        hand_in(office, app, request)
        verifying.accept(office.db, by=office.rosa, request=request)
        office.db.flush()


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
