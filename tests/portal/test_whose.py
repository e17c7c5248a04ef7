"""Whose page is whose: strangers, delegates, people who need not file."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import designating
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Delegation, Statement
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, AT_HOME, BOTH_BOXES, file_nil, to_check

PAGES = (
    "start",
    "household",
    "questions",
    "last-year",
    "tasks",
    "gifts",
    "gifts/new",
    "check",
    "receipt",
    "messages",
    "verify",
    "statement",
    "extension",
    "contest",
)


@pytest.fixture
def delegated(db: Session, cast: Cast) -> None:
    """Amina lets Farid prepare her statement."""
    db.add(
        Delegation(
            id=uuid4(),
            person_id=cast.amina.on_roster.id,
            delegate_id=cast.farid.account.id,
            granted_at=clock.now(),
        )
    )
    db.flush()


@pytest.fixture
def farid(delegated: None, at_site: AtSite, cast: Cast) -> Browser:
    browser = at_site(cast.farid)
    browser.open("/home?language=en")
    return browser


def hers(cast: Cast) -> str:
    return f"/for/{cast.amina.on_roster.id}/2020"


def test_a_year_in_which_one_owes_nothing_has_no_pages(at_site: AtSite, cast: Cast) -> None:
    farid, amina = at_site(cast.farid), at_site(cast.amina)
    for page in PAGES:
        farid.open(f"/2020/{page}", expect=404)
        amina.open(f"/2007/{page}", expect=404)


def test_a_stranger_finds_nothing_at_the_address_of_another(at_site: AtSite, cast: Cast) -> None:
    boris, sana = at_site(cast.boris), at_site(cast.sana)
    for page in PAGES:
        boris.open(f"{hers(cast)}/{page}", expect=404)
        sana.open(f"{hers(cast)}/{page}", expect=404)


@pytest.mark.parametrize("address", ["/home", "/my-data", "/2020/start", "/2020/check"])
def test_whoever_is_not_signed_in_is_led_to_sign_in_and_back(site: Flask, address: str) -> None:
    answer = site.test_client().get(address)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/sign-in?next={address}"


def test_whoever_is_not_designated_is_told_so(at_site: AtSite, cast: Cast) -> None:
    home = at_site(cast.farid).open("/home?language=en")
    assert "You are not asked to file a statement now." in home.text


def test_a_delegate_prepares_and_cannot_certify(farid: Browser, cast: Cast, db: Session) -> None:
    home = farid.open("/home")
    page = farid.open(home.link("2020 statement of Amina Odhiambo"))
    assert page.address == f"{hers(cast)}/start"
    page = farid.send(farid.send(farid.send(page), AT_HOME), ALL_NO)
    assert page.address == f"{hers(cast)}/check"
    assert "Only Amina Odhiambo can certify and file it" in page.text
    assert page.main.all("form") == []
    token = farid.open(f"{hers(cast)}/questions").answers["csrf_token"][0]
    posted = {"csrf_token": token, "once": "C" * 22, "version": "3", **BOTH_BOXES}
    assert farid.client.post(page.address, data=posted).status_code == 404
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.state is FilingState.DRAFT


def test_the_filer_certifies_what_a_delegate_prepared_and_both_names_are_kept(
    farid: Browser, at_site: AtSite, cast: Cast
) -> None:
    to_check(farid, at=hers(cast))
    amina = at_site(cast.amina)
    page = amina.send(amina.open("/2020/check"), BOTH_BOXES)
    assert page.heading == "Filed"
    assert "Prepared by Farid Rahimi." in amina.open("/2020/statement").text
    seen = amina.open("/my-data")
    assert "Farid Rahimi" in seen.text
    assert "To prepare it with you" in seen.text


def test_a_delegate_reads_neither_what_was_filed_nor_what_was_written(
    farid: Browser, at_site: AtSite, cast: Cast
) -> None:
    file_nil(at_site(cast.amina))
    assert farid.open(f"{hers(cast)}/receipt").heading == "Filed"
    for page in ("statement", "messages", "verify", "contest"):
        farid.open(f"{hers(cast)}/{page}", expect=404)


def test_a_delegation_taken_back_ends_at_once(farid: Browser, cast: Cast, db: Session) -> None:
    farid.open(f"{hers(cast)}/start")
    db.scalars(select(Delegation)).one().revoked_at = clock.now()
    db.commit()
    farid.open(f"{hers(cast)}/start", expect=404)


def test_whoever_is_exempted_is_told_and_cannot_start(amina: Browser, cast: Cast, db: Session) -> None:
    designating.exempt(db, by=cast.olu.actor, filing=cast.amina.filing, reason="On leave all year")
    db.commit()
    home = amina.open("/home")
    assert "The office lifted your duty to file in 2020." in home.text
    assert amina.open("/2020/start").heading == "Your statement"
    assert db.scalars(select(Statement)).all() == []
