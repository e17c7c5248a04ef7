"""Every page of the site, walked through in a language that runs from right to left and in English."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from disclosure.casework import verifying
from disclosure.domain.categories import Category
from disclosure.domain.programme import load
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, to_questions

UN = load("un-secretariat")
IN_DRAFT = (
    "start",
    "household",
    "household/new",
    "questions",
    "holdings/import",
    "tasks",
    "check",
    "extension",
    "contest",
)


@pytest.fixture
def filed(db: Session, cast: Cast) -> None:
    """Hana filed, was asked, and is drawn for documents."""
    office = Office(db, cast)
    filing = office.in_review(cast.hana, board_seat())
    office.ask(filing)
    filing.sampled = True
    verifying.request(db, cast.keys.review.opener, filing=filing)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_keeps_its_promises(filed: None, at_site: AtSite, cast: Cast, language: str) -> None:
    amina, hana = at_site(cast.amina), at_site(cast.hana)
    for browser in (amina, hana):
        browser.open(f"/home?language={language}")
        for address in ("/", "/help", "/my-data", "/account", "/kept", "/nowhere"):
            browser.open(address, expect=404 if address == "/nowhere" else 200)
    amina.send(to_questions(amina), dict.fromkeys(ALL_NO, "yes"))
    pages = [amina.open(f"/2020/{page}") for page in IN_DRAFT]
    pages += [amina.open(f"/2020/{question.code}") for question in UN.questions]
    for category in Category:
        section = UN.questions_for(category)[0].code
        page = amina.open(f"/2020/{section}/new?category={category.value}")
        pages.append(page)
        amina.send(page)
    pages += [hana.open(f"/2020/{page}") for page in ("receipt", "messages", "verify", "statement")]
    for page in pages[-4:]:
        links = [link.get("href") for link in page.main.all("a")]
        pages += [hana.open(link) for link in links if link.startswith("/2020/") and link.count("/") > 2]
    directions = {page.whole.one("html").get("dir") for page in amina.seen[1:] + hana.seen[1:]}
    assert directions == {"rtl" if language == "ar" else "ltr"}
    titles = {page.address: page.title for page in pages}
    assert len(set(titles.values())) == len(titles), "a title is used for two pages"


def test_every_route_says_what_it_needs(site: Flask) -> None:
    for rule in site.url_map.iter_rules():
        view = site.view_functions[rule.endpoint]
        assert rule.endpoint == "static" or hasattr(view, "needs"), rule.rule


def test_nothing_that_was_typed_is_in_an_address(at_site: AtSite, cast: Cast) -> None:
    amina = at_site(cast.amina)
    amina.send(to_questions(amina), {**ALL_NO, "q-debts": "yes"})
    amina.send(amina.open("/2020/debts/new"), {"counterparty_name": "Kigali"}, button="later=yes")
    assert [page.address for page in amina.seen if "Kigali" in page.address] == []
