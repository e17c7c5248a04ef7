"""What a filer takes home: papers that say what was filed, and the due date for a calendar."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import designating
from disclosure.models import FilingKind, LedgerEntry
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.journeys import file_nil
from tests.printing.reading import text_of


def fetched(browser: Browser, address: str, *, expect: int = 200) -> bytes:
    answer = browser.client.get(address)
    assert answer.status_code == expect, answer.get_data(as_text=True)
    return answer.get_data()


def event_at(browser: Browser, address: str) -> tuple[str, Event]:
    calendar = Calendar.from_ical(fetched(browser, address))
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_the_copy_says_every_answer_and_item_and_what_was_certified(
    at_site: AtSite, cast: Cast, db: Session
) -> None:
    Office(db, cast).file(cast.amina, company(id="company"), board_seat(id="seat"))
    db.commit()
    amina = at_site(cast.amina)
    page = amina.open("/2020/statement?language=en")
    text = text_of(fetched(amina, page.link("Save a copy as PDF")))
    told = [line.text for line in page.main.all("bdi", "strong", "dt")]
    assert len(told) > 40
    assert [line for line in told if " ".join(line.split()) not in text] == []
    reference = amina.open("/2020/receipt").main.one("strong").text
    assert reference in text
    for fact in ("Ñandú S.A.", "Argentina", "Whose is it?", "version 1, read in English"):
        assert fact in text, fact
    assert "The page is the record; this is a copy." in text


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_papers_are_tagged_in_the_language_of_the_page(
    at_site: AtSite, cast: Cast, db: Session, language: str
) -> None:
    Office(db, cast).file(cast.boris, board_seat())
    db.commit()
    boris = at_site(cast.boris)
    boris.open(f"/home?language={language}")
    for paper in ("statement.pdf", "receipt.pdf"):
        with pikepdf.open(io.BytesIO(fetched(boris, f"/2020/{paper}"))) as made:
            assert str(made.Root.Lang).partition("-")[0] == language
            assert bool(made.Root.MarkInfo.Marked)


def test_each_version_has_its_copy(at_site: AtSite, cast: Cast, db: Session) -> None:
    office = Office(db, cast)
    office.file(cast.amina, company())
    office.amend(cast.amina, board_seat())
    db.commit()
    amina = at_site(cast.amina)
    first = text_of(fetched(amina, "/2020/statement.pdf?version=1&language=en"))
    assert "Ñandú" in first
    assert "Ñandú" not in text_of(fetched(amina, "/2020/statement.pdf"))
    fetched(amina, "/2020/statement.pdf?version=3", expect=404)


def test_printing_a_statement_is_an_opening_and_stands_in_the_ledger(amina: Browser, db: Session) -> None:
    file_nil(amina)
    opened = select(LedgerEntry).where(LedgerEntry.kind == "statement:opened")
    before = len(db.scalars(opened).all())
    db.rollback()
    fetched(amina, "/2020/statement.pdf")
    fetched(amina, "/2020/receipt.pdf")
    assert len(db.scalars(opened).all()) == before + 1


def test_the_receipt_says_nothing_of_the_content(at_site: AtSite, cast: Cast, db: Session) -> None:
    Office(db, cast).file(cast.amina, company())
    db.commit()
    amina = at_site(cast.amina)
    text = text_of(fetched(amina, "/2020/receipt.pdf?language=en"))
    assert "Amina Odhiambo" in text
    assert "Ñandú" not in text


def test_nothing_is_printed_before_it_is_filed_nor_for_others(
    amina: Browser, at_site: AtSite, cast: Cast
) -> None:
    for paper in ("statement.pdf", "receipt.pdf", "filed.ics"):
        fetched(amina, f"/2020/{paper}", expect=404)
    file_nil(amina)
    boris = at_site(cast.boris)
    for paper in ("statement.pdf", "receipt.pdf", "filed.ics", "due.ics"):
        fetched(boris, f"/for/{cast.amina.on_roster.id}/2020/{paper}", expect=404)


def test_the_due_date_goes_into_a_calendar_and_out_again(amina: Browser) -> None:
    method, entry = event_at(amina, amina.open("/home").link("Put the due date into your calendar"))
    assert (method, entry.decoded("DTSTART")) == ("PUBLISH", date(2020, 3, 31))
    assert event_at(amina, amina.open("/2020/start").link("calendar"))[1]["UID"] == entry["UID"]
    assert entry["URL"] == "http://localhost/2020/start"
    receipt = file_nil(amina)
    method, gone = event_at(amina, receipt.link("Take the due date out of your calendar"))
    assert (method, gone["UID"]) == ("CANCEL", entry["UID"])
    assert gone["SEQUENCE"] > entry["SEQUENCE"]
    fetched(amina, "/2020/due.ics", expect=404)


def test_more_time_moves_the_entry(at_site: AtSite, cast: Cast, db: Session) -> None:
    amina = at_site(cast.amina)
    _publish, before = event_at(amina, "/2020/due.ics")
    until = cast.amina.filing.due_on + timedelta(days=10)
    designating.extend(db, by=cast.olu.actor, filing=cast.amina.filing, until=until, reason="In the field.")
    db.commit()
    _publish, after = event_at(amina, "/2020/due.ics")
    assert after["UID"] == before["UID"]
    assert after.decoded("DTSTART") == until
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_the_receipt_opens_from_a_bookmark_and_says_what_comes_next(amina: Browser) -> None:
    receipt = file_nil(amina)
    again = amina.open("/2020/receipt")
    assert again.main.one("strong").text == receipt.main.one("strong").text
    assert "A reviewer will look at it by" in again.text
    assert "http://localhost/2020/receipt" in again.text
    assert again.link("Tell us how filing went").startswith("/help?about=")


def test_a_name_keeps_its_own_direction_in_a_line_that_runs_the_other_way(
    at_site: AtSite, cast: Cast, db: Session
) -> None:
    Office(db, cast).file(cast.amina, company(), company("شركة النور", id="other"))
    db.commit()
    amina = at_site(cast.amina)
    assert "\u2068Ñandú S.A.\u2069" in amina.open("/2020/statement?language=ar").html
    english = amina.open("/2020/statement?language=en").html
    assert "\u2068شركة النور\u2069" in english
    assert "\u2068Ñandú" not in english


def test_what_was_certified_stands_in_the_language_in_which_it_was_read(
    at_site: AtSite, cast: Cast, db: Session
) -> None:
    Office(db, cast).file(cast.boris, board_seat())
    db.commit()
    text = text_of(fetched(at_site(cast.boris), "/2020/statement.pdf?language=ru"))
    assert "My answers are true and complete for me" in text
    assert "Between 1 January 2019" not in text


def test_a_statement_on_taking_office_has_papers_and_an_entry_of_its_own(
    at_site: AtSite, cast: Cast, db: Session
) -> None:
    filing = cast.amina.filing
    filing.kind = FilingKind.ENTRY
    db.commit()
    amina = at_site(cast.amina)
    amina.open("/home?language=en")
    _publish, entry = event_at(amina, "/entry/2020/due.ics")
    assert entry["SUMMARY"] == "Your statement on taking office, 2020 is due"
    assert entry["URL"] == "http://localhost/entry/2020/start"
    Office(db, cast).file(cast.amina)
    db.commit()
    text = text_of(fetched(amina, "/entry/2020/statement.pdf"))
    assert "Your statement on taking office, 2020, as filed" in text
    assert "http://localhost/entry/2020/statement" in text.replace(" ", "")
