"""A case that is put aside says so on its own pages, and is taken up from there as its page showed it."""

from sqlalchemy.orm import Session

from disclosure.casework import passing
from disclosure.clock import now
from disclosure.models import PauseReason
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.reviewer.browsing import Browser


def test_its_reviewer_reads_until_when_and_why_and_takes_it_up(
    office: Office, db: Session, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    assert not rosa.opens(f"/{filing.id}").all("a", href=f"/{filing.id}/take-up")
    until, reason = now().date(), PauseReason.ABSENCE
    passing.put_aside_all(db, by=cast.rosa.actor, filings=[filing], reason=reason, until=until)
    page = rosa.opens(f"/{filing.id}")
    assert "Put aside until" in page.one("main").text
    assert "Put the case aside until" in page.one("aside").text
    assert page.all("a", href=f"/{filing.id}/take-up")
    rosa.sends(f"/{filing.id}/take-up")
    page = rosa.opens(f"/{filing.id}")
    assert not page.all("a", href=f"/{filing.id}/take-up")
    assert "Took the case up again" in page.one("aside").text


def test_the_cover_says_it_to_everybody_and_offers_it_to_who_assigns(
    office: Office, db: Session, cast: Cast, ana: Browser, rosa: Browser
) -> None:
    filing = office.file(cast.amina)
    reason = PauseReason.WORKLOAD
    passing.put_aside_all(db, by=cast.ana.actor, filings=[filing], reason=reason, until=now().date())
    assert "Put aside until" in rosa.opens(f"/{filing.id}/cover").text
    assert not rosa.opens(f"/{filing.id}/cover").all("a", href=f"/{filing.id}/take-up")
    assert ana.opens(f"/{filing.id}/cover").all("a", href=f"/{filing.id}/take-up")


def test_a_case_that_moved_on_is_not_taken_up(
    office: Office, db: Session, cast: Cast, rosa: Browser, ana: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    reason = PauseReason.ABSENCE
    passing.put_aside_all(db, by=cast.rosa.actor, filings=[filing], reason=reason, until=now().date())
    hers = rosa.fills_in(f"/{filing.id}/take-up")
    stale = ana.fills_in(f"/{filing.id}/take-up")
    office.ask(filing)
    assert ana.presses(stale).status_code == 409
    assert rosa.presses(hers).status_code == 409
    rosa.sends(f"/{filing.id}/take-up")
    assert not passing.running(db, filing)


def test_a_case_is_skipped_by_the_same_key_wherever_it_is_open(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    waiting, mine = office.file(cast.boris), office.in_review(cast.amina)
    for filing, page in ((waiting, f"/{waiting.id}/cover"), (mine, f"/{mine.id}")):
        [skip] = rosa.opens(page).all("a", data_key="s")
        assert skip.get("href") == f"/{filing.id}/skip"
    assert rosa.opens(f"/{waiting.id}/cover").all("a", data_key="c")


def test_times_are_those_of_the_zone_that_the_reader_chose(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    assert "UTC" in rosa.opens(f"/{filing.id}").one("aside").text
    rosa.posts("/account/zone", {"zone-zone": "Asia/Bangkok"})
    told = rosa.opens(f"/{filing.id}").one("aside").text
    assert "+0700" in told or "GMT+7" in told
    assert "UTC" not in told
