"""The queue narrowed, searched, kept as a list of one's own; skipped, assigned and put aside from it."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from disclosure import clock
from disclosure.casework import docket
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Account, Filing
from tests.casework.office import Office, board_seat, state
from tests.cast import PRESENT, Cast
from tests.reviewer.browsing import Browser, Filled
from tests.web.reading import Element

Visit = Callable[..., Browser]


def listed(page: Element) -> list[str]:
    """The references in the list, from top to bottom."""
    return [row.one("th").text for body in page.all("tbody") for row in body.all("tr")]


def reckoned(office: Office) -> None:
    office.db.flush()
    docket.reckon_all(office.db)


def lands(browser: Browser, answer_to: str, **answers: object) -> Element:
    """Send the form at an address and see where it leads, filters and all."""
    answer = browser.presses(browser.fills_in(answer_to, **answers))
    assert answer.status_code == 303, answer.text
    there = urlsplit(answer.location)
    return browser.opens(f"{there.path}?{there.query}")


def test_filters_stand_in_the_address_and_on_the_page(office: Office, cast: Cast, rosa: Browser) -> None:
    amina, boris = office.file(cast.amina), office.in_review(cast.boris, board_seat())
    assert set(listed(rosa.opens("/?view=open"))) == {amina.reference, boris.reference}
    page = rosa.opens(f"/?view=open&state=in-review&year=2020&entity={boris.entity.code}&reviewer=me&age=0-7")
    assert listed(page) == [boris.reference]
    assert [one.get("value") for one in page.all("option", selected="")] or page.all("option")
    assert "No case fits." in rosa.opens("/?view=open&flags=1").text
    assert "No case fits." in rosa.opens("/?view=open&year=1999").text


@pytest.mark.parametrize(
    "address", ["/?entity=NOWHERE", "/?state=lost", "/?age=7", "/?reviewer=rosa", "/?year=soon", "/?view=all"]
)
def test_a_filter_that_does_not_exist_is_not_found(rosa: Browser, address: str) -> None:
    assert rosa.asks(address).status_code == 404


def test_a_search_finds_a_name_and_a_reference(office: Office, cast: Cast, rosa: Browser) -> None:
    amina, boris = office.file(cast.amina), office.file(cast.boris)
    reckoned(office)
    assert listed(rosa.opens("/?view=found&q=sokolov")) == [boris.reference]
    assert listed(rosa.opens(f"/?view=found&q={amina.reference}")) == [amina.reference]
    assert rosa.opens("/").all("input", data_key="/")


def test_a_list_of_one_s_own_is_kept_opened_and_deleted(
    office: Office, cast: Cast, rosa: Browser, visit: Visit
) -> None:
    office.file(cast.amina)
    page = lands(rosa, "/lists?view=open&year=2020", name="Everything <of> 2020")
    assert "Everything <of> 2020" in page.one("nav", aria_label="Lists of cases").text
    assert page.one("h1").text == "All open cases"
    assert page.all("a", href="/?view=open&year=2020")
    assert "Everything" not in visit(cast.ravi).opens("/").text
    [delete] = [form for form in page.all("form") if form.get("action").endswith("/delete")]
    assert visit(cast.ravi).posts(delete.get("action"), {}).status_code == 404
    assert rosa.posts(delete.get("action"), {}).status_code == 303
    assert "Everything" not in rosa.opens("/").text


def test_a_reviewer_claims_and_skips_from_a_row(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.file(cast.amina)
    page = rosa.opens("/?view=unclaimed")
    assert page.all("a", href=f"/{filing.id}/claim", data_key="c")
    [skip] = page.all("a", data_key="s")
    page = lands(rosa, skip.get("href"), reason="language")
    assert "You are not handed this case again." in page.text
    assert "No case waits to be claimed." in rosa.sends("/").text
    assert state(filing) == FilingState.FILED


def test_skipping_the_case_in_hand_opens_the_next(office: Office, cast: Cast, rosa: Browser) -> None:
    in_hand, waiting = office.in_review(cast.amina), office.file(cast.boris)
    page = rosa.sends(f"/{in_hand.id}/skip", reason="workload")
    assert "Борис Соколов" in page.one("h1").text
    assert (state(in_hand), state(waiting)) == (FilingState.FILED, FilingState.IN_REVIEW)


def test_an_approver_assigns_the_chosen_cases_and_the_page_counts_them(
    office: Office, cast: Cast, ana: Browser, rosa: Browser
) -> None:
    filings = [office.file(member) for member in (cast.amina, cast.boris, cast.chen)]
    page = ana.opens("/?view=unclaimed")
    assert len(page.all("input", name="case", type="checkbox")) == 3
    assert not rosa.opens("/?view=unclaimed").all("input", name="case")
    address = "/assign?" + "&".join(f"case={one.id}" for one in filings)
    assert ana.opens(address).one("h1").text == "Assign 3 cases"
    ticked = [str(one.id) for one in filings[:2]]
    page = lands(ana, address, reviewer=str(cast.ravi.account.id), case=ticked)
    assert "2 cases are with Ravi Menon now." in page.text
    assert set(listed(page)) == {one.reference for one in filings[:2]}
    assert state(filings[2]) == FilingState.FILED
    assert rosa.is_refused(address)


def test_what_cannot_be_assigned_is_told_and_nothing_is_assigned(
    office: Office, cast: Cast, ana: Browser
) -> None:
    own, other = office.file(cast.ravi), office.file(cast.amina)
    address = f"/assign?case={own.id}&case={other.id}"
    page = ana.sends(address, reviewer=str(cast.ravi.account.id), case=[str(own.id), str(other.id)])
    assert "Nobody reviews their own statement." in page.text
    assert state(other) == FilingState.FILED
    assert "Choose a reviewer" in ana.sends(address, reviewer="").text


def test_cases_of_another_s_world_are_not_found(office: Office, cast: Cast, ana: Browser) -> None:
    for address in ("/assign", "/assign?case=x", f"/put-aside?case={cast.amina.filing.id}", "/put-aside"):
        assert ana.asks(address).status_code == 404


def test_a_case_that_is_put_aside_says_until_when_and_why(office: Office, cast: Cast, ana: Browser) -> None:
    filing = office.file(cast.amina)
    answers = {"reason": "another-office", "until-day": "13", "until-month": "3", "until-year": "2020"}
    page = lands(ana, f"/put-aside?case={filing.id}", **answers)
    assert "1 case is put aside." in page.text
    assert "◇ Put aside until 13 March 2020 Another office is asked" in page.text
    assert "On track" in lands(ana, f"/{filing.id}/take-up").text


def test_the_stamp_tells_that_a_list_has_changed(
    office: Office, cast: Cast, rosa: Browser, visit: Visit
) -> None:
    office.file(cast.amina)
    [shown] = [one for one in rosa.opens("/?view=unclaimed").all("div") if "data-stale" in one.attributes]
    assert rosa.asks(shown.get("data-stale")).json == {"stamp": shown.get("data-stamp")}
    visit(cast.ravi).sends("/")
    assert rosa.asks(shown.get("data-stale")).json != {"stamp": shown.get("data-stamp")}


def test_a_lease_says_until_when_it_lasts(office: Office, cast: Cast, rosa: Browser) -> None:
    office.in_review(cast.amina)
    [row] = [row for body in rosa.opens("/").all("tbody") for row in body.all("tr")]
    assert "Rosa Delgado until" in row.text
    assert "if nothing is done" in row.text


def test_an_empty_turn_says_what_waits_on_filers(office: Office, cast: Cast, rosa: Browser) -> None:
    office.ask(office.in_review(cast.amina, board_seat()))
    rosa.db.commit()
    with clock.travel(PRESENT + timedelta(days=2)):
        assert "All clear. Oldest waiting on filers: 2 working days." in rosa.again().opens("/").text


def chooses(
    browser: Browser, action: str, answers: dict[str, str], without: AbstractSet[str] = frozenset()
) -> int:
    """Send one of the forms of the account page."""
    page = browser.opens("/account")
    [form] = [one for one in page.all("form") if one.get("action") == action]
    hidden = {one.get("name"): one.get("value") for one in form.all("input") if one.get("type") == "hidden"}
    kept = {name: value for name, value in (hidden | answers).items() if name not in without}
    return browser.presses(Filled(action, kept)).status_code


def test_letters_can_be_switched_off(cast: Cast, rosa: Browser) -> None:
    def letters() -> str:
        [script] = [one for one in rosa.opens("/").all("script") if "data-letters" in one.attributes]
        return script.get("data-letters")

    assert letters() == "on"
    assert chooses(rosa, "/account/keys", {}, without={"keys-on"}) == 303
    assert letters() == "off"
    assert chooses(rosa, "/account/keys", {"keys-on": "y"}) == 303
    assert letters() == "on"


def test_the_account_page_keeps_language_and_zone(cast: Cast, rosa: Browser) -> None:
    assert "Rosa Delgado" in rosa.opens("/account").text
    assert chooses(rosa, "/account/zone", {"zone-zone": "Africa/Nairobi"}) == 303
    assert chooses(rosa, "/account/language", {"language-code": "fr"}) == 303
    account = rosa.db.get_one(Account, cast.rosa.account.id)
    assert (account.zone, account.language) == ("Africa/Nairobi", "fr")
    assert rosa.opens("/").one("html").get("lang") == "fr"


def test_rows_say_what_the_keys_need(office: Office, cast: Cast, rosa: Browser) -> None:
    filing: Filing = office.file(cast.amina)
    page = rosa.opens("/?view=unclaimed")
    [row] = [row for row in page.all("tr") if "data-row" in row.attributes]
    assert row.get("id") == f"case-{filing.id.hex}"
    assert row.all("a")[0].get("href") == f"/{filing.id}/cover"
    assert page.all("button", data_key="n")
    assert {one.text for one in page.all("kbd")} >= set("jkxcns1234d]/?") | {"Enter", "Ctrl+Enter"}
