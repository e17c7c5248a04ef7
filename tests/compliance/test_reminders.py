"""What the page of reminders shows is what is written: to each once, and to nobody who filed meanwhile."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.models import LadderPause, Letter
from tests.casework.office import Office
from tests.cast import Cast
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit

PAGE = "/cycle/2020/reminders"
PAUSE = "/cycle/2020/reminders/pause"


@pytest.fixture
def on_the_step(cast: Cast) -> Iterator[None]:
    """Two weeks before the due date, when the first reminder is due."""
    with clock.travel(datetime(2020, 3, 17, 12, tzinfo=UTC)):
        yield


def reminders(db: Session) -> list[str]:
    return sorted(db.scalars(select(Letter.to_email).where(Letter.kind == "reminder")))


def test_the_count_of_the_button_is_the_count_of_the_log(
    db: Session, cast: Cast, on_the_step: None, olu: Browser
) -> None:
    page = olu.opens(PAGE)
    assert "Write 9 letters" in [button.text for button in page.all("button")]
    assert row(page, "Amina Odhiambo")[1:] == ["DOS", "31 Mar 2020", "Reminder", "Amina Odhiambo"]
    page = olu.presses(PAGE, to="/reminders")
    assert "Letters written: 9." in page.text
    assert row(page, "17 Mar 2020") == ["17 Mar 2020", "Reminder", "9", "0", "0"]
    assert "Nobody is to be reminded now." in page.text
    assert len(reminders(db)) == 9


def test_whoever_files_between_preview_and_button_gets_nothing(
    db: Session, office: Office, cast: Cast, on_the_step: None, olu: Browser
) -> None:
    form = olu.form(PAGE, to="/reminders")
    office.file(cast.amina)
    fields = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    assert "Letters written: 8." in olu.shows(olu.posts(PAGE, **fields)).text
    assert "amina@example.org" not in reminders(db)


def test_the_season_counts_them_and_writes_them_too(
    db: Session, cast: Cast, on_the_step: None, olu: Browser
) -> None:
    page = olu.presses("/cycle/2020", to="/reminders")
    assert "Letters written: 9." in page.text
    assert "No reminder is due now." in olu.opens("/cycle/2020").text


def test_the_page_shows_each_letter_as_it_will_be_read(cast: Cast, olu: Browser) -> None:
    texts = [found.text for found in olu.opens(PAGE).with_class("details")]
    assert any("Your 2020 statement is due on 31 March 2020" in text for text in texts)
    assert len(texts) == 8


def test_only_officers_write_reminders(cast: Cast, hana: Browser, farid: Browser) -> None:
    assert hana.is_refused(PAGE)
    assert farid.is_refused(PAGE)


def test_a_letter_is_tried_out_by_whoever_asks_alone_and_stops_no_step(
    db: Session, cast: Cast, olu: Browser
) -> None:
    page = olu.shows(olu.posts("/cycle/2020/reminders/try", letter="reminder"))
    assert "on its way to you, and to nobody else" in page.text
    letter = db.scalars(select(Letter).where(Letter.occasion.startswith("tried:"))).one()
    assert (letter.kind, letter.to_email, letter.filing_id) == ("reminder", "olu@example.org", None)
    assert "No letter of the ladder was written yet." in olu.opens("/cycle/2020/reminders").text
    assert olu.posts("/cycle/2020/reminders/try", letter="receipt").status_code == 400


def test_the_ladder_is_paused_with_a_reason_and_resumed(
    db: Session, cast: Cast, on_the_step: None, olu: Browser, petra: Browser
) -> None:
    page = olu.sends(PAUSE, reason="The roster is being mended.")
    assert "The ladder is paused. Reason: The roster is being mended." in page.text
    assert "Paused by Olu Adeyemi on 17 March 2020." in page.text
    assert row(page, "Amina Odhiambo")[3] == "Reminder"
    assert not [one for one in page.all("button") if one.text.startswith("Write ")]
    assert PAUSE not in [one.get("href") for one in page.all("a")]
    assert "The ladder is paused." in petra.opens("/cycle/2020").text
    assert "Letters of the reminder ladder" not in petra.opens("/cycle/2020").text
    page = petra.presses(PAGE, to="/resume")
    assert "The ladder goes on." in page.text
    assert "Letters written: 9." in petra.presses(PAGE, to="/reminders").text
    assert len(reminders(db)) == 9


def test_a_page_that_was_open_before_the_pause_writes_nothing(
    db: Session, cast: Cast, on_the_step: None, olu: Browser, petra: Browser
) -> None:
    form = olu.form(PAGE, to="/reminders")
    fields = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    petra.sends(PAUSE, reason="A fault in the letters.")
    page = olu.shows(olu.posts(PAGE, **fields))
    assert page.text.count("The ladder is paused. Reason: A fault in the letters.") == 2  # refused, and shown
    assert reminders(db) == []


def test_a_pause_needs_a_reason_and_is_made_once(
    db: Session, cast: Cast, on_the_step: None, olu: Browser
) -> None:
    assert (
        "Write why the ladder is paused" in olu.sends(PAUSE, reason=" ").with_class("error-summary")[0].text
    )
    form = olu.form(PAUSE)
    fields = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    for _time in range(2):
        olu.posts(PAUSE, reason="Twice.", **fields)
    assert [one.reason for one in db.scalars(select(LadderPause))] == ["Twice."]
    again = olu.sends(PAUSE, reason="Again.").with_class("error-summary")[0].text
    assert "The ladder is paused. Reason: Twice." in again


def test_nobody_but_officers_pauses(cast: Cast, visit: Visit) -> None:
    for name in ("hana", "farid", "ida", "emil"):
        assert visit(getattr(cast, name)).is_refused(PAUSE)
        assert visit(getattr(cast, name)).posts("/cycle/2020/reminders/resume").status_code == 404
