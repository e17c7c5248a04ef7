"""A large file on a line that is cut: it goes on from the last piece by itself, and is kept once."""

from playwright.sync_api import expect
from sqlalchemy import func, select

from disclosure.models import Attachment, Question, UploadPiece
from tests.journeys.browser import Line
from tests.journeys.conftest import Go
from tests.journeys.instance import Instance, walker
from tests.journeys.people import FANNY

LARGE = b"A line of a long letter from the bank in Nyeri.\n" * 40_000
SLOW = Line("SLOW", 4_000_000, 2_000_000, 200)
CUT = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1, "offline": True}
PATIENCE = 60_000
"""Milliseconds within which the line is back and all is sent."""


def asked(instance: Instance) -> Question:
    """Rosa asks Fanny something."""
    with instance.office() as office:
        fanny = walker(office.db, FANNY, office.cast.cycle)
        return office.ask(fanny.filing, text="May we see the letter?")


def test_a_cut_line_costs_a_piece_and_not_the_file(go: Go, instance: Instance) -> None:
    question = asked(instance)
    journey = go(FANNY, SLOW, language="en").open(f"/2020/messages/questions/{question.id}")
    line = journey.page.locator("[data-sent]")
    box = journey.page.locator("input[name=papers]")
    with journey.page.expect_response(lambda answer: "start=" in answer.url):
        box.set_input_files({"name": "letter.txt", "mimeType": "text/plain", "buffer": LARGE})
    assert line.inner_text().startswith("Sent 0 of 1.9 MB")
    journey.session.send("Network.emulateNetworkConditions", CUT)
    expect(line).to_contain_text("The line is cut", timeout=PATIENCE)
    begun_again = []
    journey.page.on("request", lambda sent: begun_again.append(sent.url) if "start=0" in sent.url else None)
    journey.fill("text", "Here it is.")
    SLOW.tie(journey.session)
    expect(line).to_contain_text("“letter.txt” is kept, not sent yet", timeout=PATIENCE)
    assert begun_again == []
    assert box.evaluate("box => box.files.length") == 0
    assert journey.page.locator("[name=text]").input_value() == "Here it is."
    journey.open(journey.path).fill("text", "Here it is.")
    assert "letter.txt" in journey.text
    journey.send()
    assert journey.path == "/2020/messages"
    with instance.office() as office:
        kept = select(Attachment.size).where(Attachment.subject_id == question.id)
        assert office.db.scalars(kept).all() == [len(LARGE)]
        assert office.db.scalar(select(func.count()).select_from(UploadPiece)) == 0
