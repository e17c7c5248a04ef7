"""The queue tells who has which case from clear columns, and hands out the next one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import docket, reviewing
from disclosure.domain.lifecycle import FilingState
from disclosure.models import LedgerEntry
from tests.casework.office import Office, board_seat, state
from tests.cast import PRESENT, Cast
from tests.pages import checked
from tests.reviewer.browsing import Browser
from tests.web.reading import Element

Visit = Callable[..., Browser]


def opened(db: Session) -> list[str]:
    """The kinds of ledger lines that say that something sealed was opened."""
    return list(db.scalars(select(LedgerEntry.kind).where(LedgerEntry.kind.like("%:opened"))))


def listed(page: Element) -> list[str]:
    """The references in the list, from top to bottom."""
    return [row.one("th").text for body in page.all("tbody") for row in body.all("tr")]


def test_rosa_claims_the_next_case_and_reads_it(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.file(cast.amina, board_seat())
    page = rosa.sends("/")
    assert "Amina Odhiambo" in page.one("h1").text
    assert state(filing) == FilingState.IN_REVIEW
    assert office.case(filing).reviewer_id == cast.rosa.account.id


def test_the_next_case_is_the_first_in_the_order_that_the_page_names(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    with clock.travel(PRESENT - timedelta(hours=3)):
        first = office.file(cast.boris)
    office.file(cast.amina, board_seat())
    page = rosa.opens("/?view=unclaimed")
    assert "Sorted: late first, then by priority, then the longest since filing." in page.text
    assert listed(page)[0] == first.reference
    assert "Борис Соколов" in rosa.sends("/").one("h1").text


def test_nobody_waits_when_nothing_is_filed(cast: Cast, rosa: Browser) -> None:
    page = rosa.sends("/")
    assert "No case waits to be claimed." in page.text
    assert "All clear. Nothing waits on filers." in page.text


def test_the_queue_opens_nothing_sealed(office: Office, cast: Cast, rosa: Browser, db: Session) -> None:
    office.screen(office.file(cast.amina, board_seat()))
    office.in_review(cast.boris)
    before = opened(db)
    for view in docket.View:
        rosa.opens(f"/?view={view.value}")
    rosa.opens("/approvals")
    rosa.opens("/disagreements")
    assert opened(db) == before


def test_every_list_shows_how_many_it_has_and_a_line_says_the_case_in_words(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.ask(filing)
    office.file(cast.boris)
    page = rosa.opens("/?view=waiting-on-filer")
    lists = page.one("nav", aria_label="Lists of cases").text
    assert "My turn: 0" in lists
    assert "Unclaimed: 1" in lists
    assert "Waiting on filers: 1" in lists
    [row] = [row for body in page.all("tbody") for row in body.all("tr")]
    assert row.text == (
        f"{filing.reference} Amina Odhiambo DOS D-1 ◇ Question asked The filer Rosa Delgado 0 "
        "○ On track, until 16 March 2020 1 0"
    )


def test_what_is_late_says_so(office: Office, cast: Cast, rosa: Browser) -> None:
    office.in_review(cast.amina)
    rosa.db.commit()
    with clock.travel(PRESENT + timedelta(days=120)):
        assert "▲ Late since 27 April 2020" in rosa.again().opens("/").text


def test_a_list_goes_on_where_its_page_ended(office: Office, cast: Cast, rosa: Browser) -> None:
    references = {office.file(member).reference for member in (cast.amina, cast.boris, cast.chen)}
    office.db.flush()
    first = docket.queue(office.db, by=office.rosa, view=docket.View.UNCLAIMED, limit=1)
    page = rosa.opens(f"/?view=unclaimed&after={first.after}")
    assert {first.lines[0].reference, *listed(page)} == references
    assert len(listed(page)) == 2
    assert page.all("a", href="/?view=unclaimed")


def test_own_cases_lead_to_their_content_and_others_to_their_cover(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    mine = office.in_review(cast.amina)
    theirs = office.file(cast.boris)
    assert rosa.opens("/").all("a", href=f"/{mine.id}")
    assert rosa.opens("/?view=unclaimed").all("a", href=f"/{theirs.id}/cover")


@pytest.mark.parametrize(("address", "status"), [("/?view=everything", 404), ("/?after=nowhere", 400)])
def test_a_list_that_does_not_exist_is_not_found(rosa: Browser, address: str, status: int) -> None:
    assert rosa.asks(address).status_code == status


def test_an_approver_sees_the_queue_but_claims_nothing(office: Office, cast: Cast, ana: Browser) -> None:
    filing = office.file(cast.amina)
    assert "Start the next case" not in ana.opens("/").text
    assert ana.posts("/next", {"once": "A" * 22}).status_code == 404
    assert state(filing) == FilingState.FILED


def test_whoever_has_no_part_in_reviews_finds_nothing(cast: Cast, visit: Visit) -> None:
    for member in (cast.ida, cast.olu, cast.sana, cast.amina):
        browser = visit(member)
        assert browser.is_refused("/")
        assert browser.is_refused("/approvals")


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page(app: Flask, cast: Cast, db: Session) -> None:
    db.commit()
    answer = app.test_client().get("/")
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


def test_two_reviewers_pressing_at_once_get_two_cases(office: Office, cast: Cast, visit: Visit) -> None:
    filings = [office.file(cast.amina), office.file(cast.boris)]
    visit(cast.rosa).sends("/")
    visit(cast.ravi).sends("/")
    assert {office.case(filing).reviewer_id for filing in filings} == {
        cast.rosa.account.id,
        cast.ravi.account.id,
    }


def test_a_case_given_back_is_not_handed_out_to_the_same_reviewer(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina)
    page = rosa.sends(f"/{filing.id}/release", reason=reviewing.Reason.TIE.value)
    assert "The case is back with the team." in page.text
    assert state(filing) == FilingState.FILED
    assert "No case waits to be claimed." in rosa.sends("/").text


def test_an_arabic_page_runs_from_right_to_left(office: Office, cast: Cast, rosa: Browser) -> None:
    office.in_review(cast.dalia)
    page = checked(rosa.asks("/?language=ar").text)
    assert page.one("html").get("dir") == "rtl"
