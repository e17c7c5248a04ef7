"""One new interest is declared between two yearly statements: a short form, the check, the certificate."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import reading
from disclosure.domain.interests import AnswerChoice, Operation
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Draft, Outcome
from tests.casework.office import Office, next_year
from tests.cast import Cast
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.journeys import BOTH_BOXES

SEAT = {
    "counterparty_name": "Bright Ñandú Foundation",
    "counterparty_kind": "ngo",
    "counterparty_country": "KE",
    "position": "director",
    "paid": "no",
    "decides": "yes",
    "started_on-day": "1",
    "started_on-month": "2",
    "started_on-year": "2020",
    "deals_with_organisation": "no",
    "holder": "self",
    "related_to_duties": "yes",
    "duties_note": "It applies for grants that I decide on.",
}


@pytest.fixture
def closed(db: Session, cast: Cast) -> None:
    """Boris filed that he has nothing to disclose, and the review is finished."""
    office = Office(db, cast)
    office.close(office.in_review(cast.boris), Outcome.NOTHING_TO_DISCLOSE)
    db.commit()


@pytest.fixture
def boris(closed: None, at_site: AtSite, cast: Cast) -> Browser:
    browser = at_site(cast.boris)
    browser.open("/home?language=en")
    return browser


def declare(boris: Browser) -> Page:
    page = boris.open(boris.open("/home").link("Declare a new interest"))
    form = boris.open(page.link("Leadership or board position"))
    wanted = {name: value for name, value in SEAT.items() if name in _names(form)}
    return boris.send(form, wanted)


def _names(page: Page) -> set[str]:
    return {box.get("name") for box in page.form.all("input", "select", "textarea")}


def test_it_leads_in_one_form_to_the_check(boris: Browser) -> None:
    check = declare(boris)
    assert check.address == "/2020/check"
    assert "Bright Ñandú Foundation" in check.text
    assert check.problems == []


def test_it_opens_the_case_again_with_the_question_answered(boris: Browser, db: Session, cast: Cast) -> None:
    receipt = boris.send(declare(boris), {**BOTH_BOXES, "reason": "I joined a board."})
    assert receipt.heading == "Filed"
    db.expire_all()
    filing = cast.boris.filing
    assert (filing.state, filing.version, filing.item_count) == (FilingState.FILED, 2, 1)
    opener = cast.keys.portal.opener
    _row, declared = reading.statement(
        db, opener, by=cast.boris.actor, filing=filing, why=reading.Why.OWN_COPY
    )
    assert declared.items[0].operation is Operation.NEW
    assert declared.answers["outside-roles"].choice is AnswerChoice.YES
    assert declared.answers["debts"].choice is not AnswerChoice.YES


def test_what_is_needed_is_asked_for_and_nothing_is_begun(boris: Browser, db: Session) -> None:
    page = boris.open("/declaration/leadership")
    assert boris.send(page).problems
    assert db.scalars(select(Draft)).all() == []


def test_sending_it_twice_begins_one_amendment(boris: Browser, db: Session) -> None:
    form = boris.open("/declaration/leadership")
    wanted = {name: value for name, value in SEAT.items() if name in _names(form)}
    boris.send(form, wanted)
    boris.send(form, wanted)
    assert len(db.scalars(select(Draft)).all()) == 1


def test_whoever_amends_already_is_led_there(boris: Browser) -> None:
    declare(boris)
    page = boris.open("/declaration")
    assert page.address == "/2020/check"
    assert "Add the new interest to it." in page.text
    assert "Declare a new interest" not in boris.open("/home").text


def test_whoever_is_asked_for_the_next_statement_adds_it_there(
    boris: Browser, db: Session, cast: Cast
) -> None:
    next_year(Office(db, cast), cast.boris)
    db.commit()
    assert boris.open("/declaration").address == "/2021/start"


def test_whoever_never_filed_has_no_such_page(amina: Browser) -> None:
    assert "Declare a new interest" not in amina.open("/home?language=en").text
    amina.open("/declaration", expect=404)
    amina.open("/declaration/leadership", expect=404)


def test_what_is_no_kind_of_interest_is_not_found(boris: Browser, site: Flask) -> None:
    boris.open("/declaration/nothing", expect=404)
    assert site.test_client().get("/declaration").status_code == 303


@pytest.mark.parametrize("language", ["ar", "en"])
def test_its_pages_keep_the_promises(boris: Browser, language: str) -> None:
    page = boris.open(f"/declaration?language={language}")
    links = [link.get("href") for link in page.main.all("a") if "/declaration/" in link.get("href")]
    assert len(links) == 16
    for link in links:
        boris.open(link)
