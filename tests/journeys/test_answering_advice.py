"""T8: advice that its reader does not agree with, in Arabic on a field line."""

from sqlalchemy import select

from disclosure.models import Advice
from tests.journeys.browser import FIELD
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import Instance, walker
from tests.journeys.people import HUDA

REASON = "لا أتقاضى أجرا عن هذا العمل."


def test_t8_disagreeing_passes_the_turn_to_the_ethics_office(go: Go, book: Book, instance: Instance) -> None:
    journey = go(HUDA, FIELD).open("/2020/messages")
    assert "Please resign from the board." in journey.text
    assert "2020" in journey.text
    journey.press(journey.page.locator('main a[href*="/advice/"]').first)
    journey.choose(stand="disagree").fill("reason", REASON).send()
    assert REASON in journey.text
    with instance.office() as office:
        huda = walker(office.db, HUDA, office.cast.cycle)
        advice = office.db.scalars(select(Advice).where(Advice.filing_id == huda.filing.id)).one()
        assert huda.filing.holder == "ethics-office"
        assert advice.state == "disagreed"
        seen = [text for _kind, text in office.read_by(huda)]
        assert REASON in seen
    book.write(
        "T8",
        "disagree with advice and say why",
        line="FIELD",
        language="ar",
        cost=journey.end(),
        clicks=6,
        kB=40,
    )
