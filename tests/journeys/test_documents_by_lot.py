"""Dario was drawn by lot: every state of the pages on which he sends a document for each of six items."""

from playwright.sync_api import FilePayload
from sqlalchemy import select

from disclosure.casework import verifying
from disclosure.models import DocumentRequest
from tests.casework.office import Office
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.instance import Instance, walker
from tests.journeys.people import DARIO
from tests.journeys.test_states_after_filing import BAD
from tests.journeys.walking import Journey

GOOD: FilePayload = {
    "name": "letter.txt",
    "mimeType": "text/plain",
    "buffer": b"He owns a flat.\n",
}


def requests(office: Office) -> dict[str, DocumentRequest]:
    """What is asked of Dario, by item."""
    filing = walker(office.db, DARIO, office.cast.cycle).filing
    rows = office.db.scalars(select(DocumentRequest).where(DocumentRequest.filing_id == filing.id))
    return {row.item_id: row for row in rows}


def of(journey: Journey, name: str) -> Journey:
    """Open the list, and from it the page about one item."""
    return journey.press(journey.open("/2020/verify").page.get_by_role("link", name=name).first)


def bring(journey: Journey, *files: FilePayload) -> Journey:
    journey.choose(sent="document").page.locator("input[name=papers]").set_input_files(list(files))
    return journey


def test_a_document_for_each_item(go: Go, instance: Instance) -> None:
    journey = go(DARIO, OFFICE).open("/2020/verify").shows("17 documents")
    assert journey.page.locator(".task-list li").count() == len(
        ("company", "fund", "flat", "loan", "course", "board")
    )
    of(journey, "Ñandú").shows("17 document").send().shows("17 nothing sent")
    assert journey.problems
    bring(journey, BAD, GOOD).fill("text", "The letter").send()
    assert len(journey.problems) == 1
    assert "program.pdf" in journey.problems[0]
    assert "letter.txt" in journey.shows("17 file refused").text
    of(journey, "Ñandú").shows("17 kept").choose(sent="document").fill("text", "The letter").send()
    assert journey.path == "/2020/verify"
    of(journey, "Ñandú").shows("17 sent")
    of(journey, "Kigali").choose(sent="none").fill("text", "The bank closed in 2018.").send()
    of(journey, "Kigali").shows("17 cannot obtain")
    with instance.office() as office:
        asked, sealer = requests(office), office.cast.keys.review.sealer
        verifying.refuse(
            office.db, sealer, by=office.rosa, request=asked["company"], reason="It is not signed."
        )
        verifying.accept(office.db, by=office.rosa, request=asked["loan"])
    of(journey, "Ñandú")
    assert "It is not signed." in journey.text
    journey.shows("17 refused")
    of(journey, "Kigali").shows("17 accepted")
    assert journey.page.locator("main form").count() == 0
