"""Boris filed last year: his items come back as cards, his answers do not."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from disclosure.casework import reading
from disclosure.domain.interests import Item, Operation, PrivateCompany
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, AT_HOME, BOTH_BOXES, to_household
from tests.reviewer.years import filed_the_year_before


@pytest.fixture
def last_year(db: Session, cast: Cast) -> list[Item]:
    """What Boris filed in 2019. Keys are made before the site reads them."""
    items = [company(id="company"), board_seat(id="seat")]
    filed_the_year_before(Office(db, cast), cast.boris, *items)
    return items


@pytest.fixture
def boris(last_year: list[Item], at_site: AtSite, cast: Cast) -> Browser:
    browser = at_site(cast.boris)
    browser.open("/home?language=en")
    browser.pages = browser.clicks = 0
    return browser


def to_cards(browser: Browser) -> Page:
    return browser.send(to_household(browser), AT_HOME)


def said(**choices: str) -> dict[str, str]:
    return {f"said-{item}": choice for item, choice in choices.items()}


def kept(db: Session, cast: Cast) -> dict[str, Item]:
    opener, boris = cast.keys.portal.opener, cast.boris
    _row, draft = reading.draft(db, opener, by=boris.actor, filing=boris.filing)
    db.rollback()
    return {item.id: item for item in draft.items}


def test_an_unchanged_year_takes_one_click_per_item_more(boris: Browser) -> None:
    page = boris.send(to_cards(boris), said(company="unchanged", seat="unchanged"))
    assert page.heading == "Eight questions"
    page = boris.send(page, ALL_NO)
    assert "Compared with 2018: 2 the same, 0 ended, 0 new." in page.text
    page = boris.send(page, BOTH_BOXES)
    assert page.heading == "Filed"
    assert boris.clicks == 17 + 2


def test_no_card_is_chosen_beforehand_and_none_for_all(boris: Browser) -> None:
    page = to_cards(boris)
    assert [box for box in page.main.all("input", type="radio") if "checked" in box.attributes] == []
    assert [button.text for button in page.main.all("button")] == ["Continue"]
    assert page.offered("said-seat") == ["unchanged", "changed", "disposed", "not-sure"]


def test_a_card_left_out_is_named(boris: Browser) -> None:
    page = boris.send(to_cards(boris), said(company="unchanged"))
    assert page.problems == ["Choose what became of it: Officer: Acme (Me)."]
    assert page.answers["said-company"] == ["unchanged"]


def test_changed_opens_the_fields_on_the_page(boris: Browser, db: Session, cast: Cast) -> None:
    page = boris.send(to_cards(boris), said(company="changed", seat="unchanged"))
    assert page.heading == "What you listed last time"
    assert page.answers["changed-company-counterparty_name"] == ["Ñandú S.A."]
    assert not [name for name in page.answers if name.startswith("changed-seat")]
    page = boris.send(page, {"changed-company-percent": "60", "changed-company-band": "from-50000"})
    assert page.heading == "Eight questions"
    item = kept(db, cast)["company"]
    assert item.operation is Operation.CHANGED
    assert isinstance(item, PrivateCompany)
    assert item.percent == 60
    assert item.as_of is None


def test_what_is_unreadable_in_an_opened_card_stays(boris: Browser) -> None:
    page = boris.send(to_cards(boris), said(company="changed", seat="unchanged"))
    page = boris.send(page, {"changed-company-percent": "sixty", "changed-company-band": "from-50000"})
    assert page.problems == ["Enter the amount in digits, like 1200 or 1200.50"]
    assert page.answers["changed-company-percent"] == ["sixty"]


def test_no_longer_changed_says_again_what_it_said_last_year(boris: Browser, db: Session, cast: Cast) -> None:
    page = boris.send(to_cards(boris), said(company="changed", seat="unchanged"))
    boris.send(page, {"changed-company-counterparty_name": "Other", "changed-company-band": "from-50000"})
    page = boris.open("/2020/last-year")
    boris.send(page, said(company="unchanged"))
    item = kept(db, cast)["company"]
    assert item.operation is Operation.UNCHANGED
    assert item.counterparty.name == "Ñandú S.A."


def test_ended_asks_only_for_the_day(boris: Browser, db: Session, cast: Cast) -> None:
    page = boris.send(to_cards(boris), said(company="disposed", seat="unchanged"))
    assert page.problems == ["Enter a date: “When did it end?”"]
    day = {
        "ended-company-disposed_on-day": "3",
        "ended-company-disposed_on-month": "5",
        "ended-company-disposed_on-year": "2019",
    }
    page = boris.send(page, day)
    assert page.heading == "Eight questions"
    assert kept(db, cast)["company"].operation is Operation.DISPOSED
    check = boris.send(page, ALL_NO)
    assert "1 the same, 1 ended, 0 new." in check.text


def test_not_sure_about_an_item_can_be_filed(boris: Browser) -> None:
    page = boris.send(to_cards(boris), said(company="not-sure", seat="unchanged"))
    page = boris.send(boris.send(page, ALL_NO), BOTH_BOXES)
    assert page.heading == "Filed"


def test_last_years_answers_are_nowhere_in_the_source_of_the_questions(boris: Browser) -> None:
    page = boris.send(to_cards(boris), said(company="unchanged", seat="unchanged"))
    assert "Leave out last year's items" in page.text
    assert "checked" not in page.html
    assert "Ñandú" not in page.html
    for number in range(len(ALL_NO)):
        assert page.form.all("fieldset")[number].get("aria-invalid") == ""


def test_no_beside_what_came_from_last_year_does_not_deny_it(boris: Browser) -> None:
    page = boris.send(to_cards(boris), said(company="unchanged", seat="unchanged"))
    check = boris.send(page, ALL_NO)
    assert "I owned no shares" not in check.text
    assert "Shares, funds and businesses: nothing besides what is listed here." in check.text
    assert "Ñandú" in check.text


def test_an_old_value_is_asked_again_with_the_same(db: Session, cast: Cast, at_site: AtSite) -> None:
    old = company(id="company", as_of=date(2016, 12, 31))
    filed_the_year_before(Office(db, cast), cast.boris, old)
    db.commit()
    browser = at_site(cast.boris)
    browser.open("/home?language=en")
    page = browser.send(to_cards(browser), said(company="unchanged"))
    assert page.problems == ["Choose an answer: “Value at the end of the period”"]
    page = browser.send(page, {"same-company-band": "from-100000"})
    assert page.heading == "Eight questions"
    item = kept(db, cast)["company"]
    assert (item.band, item.as_of) == ("from-100000", None)


def test_what_came_from_last_year_is_ended_and_not_removed(boris: Browser) -> None:
    page = boris.send(to_cards(boris), said(company="unchanged", seat="unchanged"))
    boris.send(page, {**ALL_NO, "q-holdings": "yes"})
    section = boris.open("/2020/holdings")
    assert "Ñandú" in section.text
    assert section.form.all("button", name="remove") == []
    boris.send(section, button="remove=company", expect=404)


def test_the_details_of_a_changed_item_are_reached_from_its_card_and_lead_back(boris: Browser) -> None:
    page = boris.send(to_cards(boris), said(company="changed", seat="unchanged"))
    more = boris.send(page, {"changed-company-activity": "Mills"}, button="details=company")
    assert more.address == "/2020/holdings/company/details?carried=yes"
    back = boris.send(more, {"remark": "It was a mill before."})
    assert back.address == "/2020/last-year"
    assert back.answers["changed-company-activity"] == ["Mills"]
    wrong = boris.send(back, {"changed-company-percent": "half"}, button="details=company")
    assert wrong.address == "/2020/last-year"
    assert wrong.answers["changed-company-percent"] == ["half"]
