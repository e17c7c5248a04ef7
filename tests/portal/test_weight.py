"""What the pages of a filer weigh. They travel uncompressed, so every byte of them is one on the line.

The first page with its stylesheet and script may weigh 40 kB, every later page 10 kB, in each of the six
languages. What a person listed or wrote comes on top: there each further thing has a bound of its own.
"""

import gzip
import re

import pytest
from sqlalchemy.orm import Session

from disclosure.domain.categories import Category
from disclosure.domain.interests import new_id
from disclosure.domain.programme import load
from disclosure.web.headers import STATIC
from disclosure.web.languages import LANGUAGES
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, AT_HOME, answered, to_household, to_questions
from tests.reviewer.years import filed_the_year_before

pytestmark = pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
"""A page weighs the same whichever database it was read from; test_every_page.py opens all on both."""
UN = load("un-secretariat")
CODES = [language.code for language in LANGUAGES]
FIRST, LATER = 40_000, 10_000
CARD, OPENED, LISTED, SUGGESTED = 1_400, 5_800, 600, 50
"""Bytes for each item of last year, for the fields of one that changed, for each item of a section, and
for each organisation suggested, besides its own words."""
PAGES = (
    "/home",
    "/account",
    "/account/sign-in",
    "/account/sign-in/password",
    "/account/sign-in/app",
    "/sign-in/prove",
    "/help",
    "/help/worksheet",
    "/my-data",
    "/kept",
    "/public-register",
    "/2020/start",
    "/2020/household",
    "/2020/household/new",
    "/2020/questions",
    "/2020/tasks",
    "/2020/holdings",
    "/2020/holdings/new",
    "/2020/holdings/import",
    "/2020/check",
    "/2020/messages",
    "/2020/extension",
    "/2020/contest",
)


def weight(page: Page) -> int:
    return len(page.html.encode())


@pytest.fixture
def last_year(db: Session, cast: Cast) -> None:
    """Boris listed two items in 2019."""
    filed_the_year_before(Office(db, cast), cast.boris, company(id=new_id()), board_seat(id=new_id()))


@pytest.fixture
def boris(last_year: None, at_site: AtSite, cast: Cast) -> Browser:
    return at_site(cast.boris)


@pytest.mark.parametrize("language", CODES)
def test_the_first_page_is_light_with_all_that_comes_with_it(amina: Browser, language: str) -> None:
    page = amina.open(f"/home?language={language}")
    sheet = STATIC / ("disclosure.rtl.css" if language == "ar" else "disclosure.css")
    script = amina.client.get(page.whole.one("script").get("src"), headers={"Accept-Encoding": "gzip"})
    assert weight(page) + len(gzip.compress(sheet.read_bytes())) + len(script.data) <= FIRST


@pytest.mark.parametrize("language", CODES)
def test_every_page_about_an_item_is_light_whatever_its_kind(amina: Browser, language: str) -> None:
    amina.open(f"/home?language={language}")
    amina.send(to_questions(amina), dict.fromkeys(ALL_NO, "yes"))
    heavy: dict[str, int] = {}
    for category in Category:
        section = UN.questions_for(category)[0].code
        page = amina.open(f"/2020/{section}/new?category={category.value}")
        details = amina.send(page, button="details=yes")
        assert details.address.endswith("/details"), details.problems
        heavy |= {one.address: weight(one) for one in (page, details) if weight(one) > LATER}
    assert heavy == {}


@pytest.mark.parametrize("language", CODES)
def test_every_other_page_is_light(amina: Browser, language: str) -> None:
    amina.open(f"/home?language={language}")
    answered(amina, holdings="yes", gifts="not-sure")
    pages = [amina.open(address) for address in PAGES]
    assert {page.address: weight(page) for page in pages if weight(page) > LATER} == {}
    assert len(pages) == len({page.address for page in pages})


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_an_item_of_last_year_costs_little_more_than_its_words(boris: Browser, language: str) -> None:
    boris.open(f"/home?language={language}")
    page = boris.send(to_household(boris), AT_HOME)
    assert page.address == "/2020/last-year"
    cards = re.findall(r"<section class=card .*?</section>", page.html, re.DOTALL)
    assert len(cards) == 2
    assert max(len(card.encode()) for card in cards) <= CARD
    assert weight(page) - sum(len(card.encode()) for card in cards) <= LATER / 2
    said = {box.get("name") for box in page.form.all("input", type="radio")}
    opened = boris.send(page, dict.fromkeys(said, "changed"))
    assert opened.address == "/2020/last-year"
    assert weight(opened) - weight(page) <= 2 * OPENED


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_an_item_of_a_section_costs_little_more_than_its_words(amina: Browser, language: str) -> None:
    amina.open(f"/home?language={language}")
    answered(amina, debts="yes")
    before = weight(amina.open("/2020/debts"))
    for number in range(4):
        given = {"counterparty_name": f"Bank {number}", "counterparty_kind": "bank"}
        listed = amina.send(amina.open("/2020/debts/new"), given, button="later=yes")
    words = sum(len(one.text.encode()) for one in listed.main.all("bdi")) * 3
    assert weight(listed) - before <= 4 * LISTED + words
    page = amina.open("/2020/debts/new")
    (suggested,) = page.whole.all("datalist")
    assert len(suggested.all("option")) == 4
    assert weight(page) <= LATER + 4 * SUGGESTED
