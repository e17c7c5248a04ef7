"""T8: advice that its reader does not agree with, in Arabic on a field line; and what the office sees."""

from datetime import date
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from sqlalchemy import select

from disclosure.models import Advice
from tests.journeys.browser import FIELD, OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import Instance, walker
from tests.journeys.people import EMIL, HUDA

REASON = "لا أتقاضى أجرا عن هذا العمل."


def in_arabic(day: date) -> str:
    """How Arabic writes a day."""
    return format_date(day, "long", locale=Locale("ar"))


def test_t8_disagreeing_passes_the_turn_to_the_ethics_office(go: Go, book: Book, instance: Instance) -> None:
    with instance.office() as office:
        huda = walker(office.db, HUDA, office.cast.cycle)
        advice = office.db.scalars(select(Advice).where(Advice.filing_id == huda.filing.id)).one()
        due_on, address = advice.due_on, f"/review/disagreements/{advice.id}"
    journey = go(HUDA, FIELD).open("/2020/messages")
    assert "Please resign from the board." in journey.text
    journey.press(journey.page.locator('main a[href*="/advice/"]').first).shows("16 advice")
    assert in_arabic(due_on) in journey.text, journey.text
    journey.choose(stand="disagree").fill("reason", REASON).send()
    with instance.office() as office:
        answered = office.db.scalars(select(Advice).where(Advice.filing_id == huda.filing.id)).one()
        assert walker(office.db, HUDA, office.cast.cycle).filing.holder == "ethics-office"
        assert answered.state == "disagreed"
        assert answered.answered_at is not None
        day = in_arabic(answered.answered_at.astimezone(ZoneInfo(huda.filing.zone)).date())
    cost = journey.end()
    emil = go(EMIL, OFFICE, language="ar", site="review").open("/review/disagreements").open(address)
    for side in (journey, emil):
        said = side.page.locator("main *").filter(has_text=REASON).filter(has_text=day)
        assert said.count() > 0, (side.path, side.text)
        assert REASON in side.text
    assert in_arabic(due_on) in emil.text
    assert emil.page.locator('[name="verdict"]').count() == len(("stands", "falls"))
    book.write(
        "T8",
        "disagree with advice and say why",
        line="FIELD",
        language="ar",
        cost=cost,
        clicks=6,
        kB=40,
    )
