"""Boris has new duties, or somebody new at home: he is asked about everything anew, and told why."""

import pytest
from sqlalchemy.orm import Session

from disclosure.casework import reading
from disclosure.domain.interests import Operation, Statement
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, AT_HOME, BOTH_BOXES, to_household
from tests.portal.test_saving import saved
from tests.reviewer.years import filed_the_year_before

MOVED = {"household_confirmed": "yes", "duties_unchanged": "no", "duties_note": "Chief of section since May"}
NOA = {
    "name": "Noa",
    "relation": "child",
    "birth_year": "2019",
    "dependent": "yes",
    "lives_in": "yes",
}
ANEW = "this year we ask about everything anew"


def begin(db: Session, cast: Cast, at_site: AtSite, *, items: bool = True) -> Browser:
    declared = [company(id="company"), board_seat(id="seat")] if items else []
    filed_the_year_before(Office(db, cast), cast.boris, *declared)
    db.commit()
    browser = at_site(cast.boris)
    browser.open("/home?language=en")
    return browser


@pytest.fixture
def boris(db: Session, cast: Cast, at_site: AtSite) -> Browser:
    return begin(db, cast, at_site)


def kept(db: Session, cast: Cast) -> Statement:
    opener, boris = cast.keys.portal.opener, cast.boris
    _row, draft = reading.draft(db, opener, by=boris.actor, filing=boris.filing)
    db.rollback()
    return draft


def with_noa(browser: Browser) -> Page:
    page = to_household(browser)
    return browser.send(browser.open(page.link("Add a person")), NOA)


def test_new_duties_lead_past_last_year_and_say_why(boris: Browser, db: Session, cast: Cast) -> None:
    page = boris.send(to_household(boris), MOVED)
    assert page.heading == "Eight questions"
    assert f"Your duties have changed, so {ANEW}" in page.text
    assert "last year's items" not in page.text
    draft = kept(db, cast)
    assert (draft.items, draft.carried_from, draft.duties_note) == ((), None, MOVED["duties_note"])
    assert {one.id for one in draft.household} == {"maria", "leo"}
    assert ANEW not in boris.open("/2020/questions").text


def test_the_page_of_last_year_is_gone(boris: Browser) -> None:
    boris.send(to_household(boris), MOVED)
    assert boris.open("/2020/last-year").heading == "Eight questions"
    assert "Items from last year" not in boris.open("/2020/tasks").text
    back = boris.send(boris.open("/2020/household"), AT_HOME)
    assert back.heading == "Eight questions"
    assert ANEW not in back.text


def test_somebody_new_at_home_is_a_reason_too(boris: Browser, db: Session, cast: Cast) -> None:
    page = boris.send(with_noa(boris), AT_HOME)
    assert page.heading == "Eight questions"
    assert f"Somebody is new in your household, so {ANEW}" in page.text
    draft = kept(db, cast)
    assert draft.items == ()
    assert [one.name for one in draft.household][-1] == "Noa"


def test_whoever_is_taken_out_again_before_going_on_was_never_there(boris: Browser) -> None:
    listed = with_noa(boris)
    (noa,) = [
        address
        for link in listed.main.all("a")
        if "/household/" in (address := link.get("href")) and not address.endswith(("/maria", "/leo", "/new"))
    ]
    page = boris.send(boris.send(boris.open(noa), button="remove=yes"), AT_HOME)
    assert page.heading == "What you listed last time"


def test_duties_that_were_right_after_all_keep_last_year(boris: Browser) -> None:
    page = boris.send(to_household(boris), MOVED | {"household_confirmed": "no"})
    assert page.answers["duties_unchanged"] == ["no"]
    assert boris.send(page, AT_HOME).heading == "What you listed last time"


def test_what_is_saved_meanwhile_lets_go_of_nothing(boris: Browser, db: Session, cast: Cast) -> None:
    saved(boris, to_household(boris), MOVED)
    draft = kept(db, cast)
    assert (len(draft.items), draft.carried_from) == (2, 2019)


def test_what_was_typed_this_year_stays_and_no_is_asked_again(
    boris: Browser, db: Session, cast: Cast
) -> None:
    page = boris.send(
        boris.send(to_household(boris), AT_HOME), {"said-company": "unchanged", "said-seat": "changed"}
    )
    boris.send(boris.open("/2020/questions"), {**ALL_NO, "q-debts": "yes"})
    boris.send(boris.open("/2020/debts/new"), {"counterparty_name": "Bank of Kigali"}, button="later=yes")
    page = boris.send(boris.open("/2020/household"), MOVED)
    assert {name: page.answers[name] for name in page.answers if name.startswith("q-")} == {
        "q-debts": ["yes"]
    }
    assert [(one.counterparty.name, one.operation) for one in kept(db, cast).items] == [
        ("Bank of Kigali", Operation.NEW)
    ]


def test_what_is_entered_again_is_the_same_and_what_is_not_has_ended(boris: Browser) -> None:
    page = boris.send(boris.send(to_household(boris), MOVED), {**ALL_NO, "q-outside-roles": "yes"})
    fields = {
        "counterparty_name": "ACME ",
        "counterparty_kind": "company",
        "position": "officer",
        "paid": "no",
        "decides": "no",
        "deals_with_organisation": "no",
        "holder": "self",
        "related_to_duties": "no",
    }
    page = boris.send(boris.open("/2020/outside-roles/new?category=leadership"), fields)
    assert not page.problems
    check = boris.open("/2020/check")
    assert "0 the same, 1 changed, 1 ended, 0 new." in check.text
    assert boris.send(check, BOTH_BOXES).heading == "Filed"


def test_whoever_listed_nothing_is_told_nothing(db: Session, cast: Cast, at_site: AtSite) -> None:
    boris = begin(db, cast, at_site, items=False)
    page = boris.send(to_household(boris), MOVED)
    assert page.heading == "Eight questions"
    assert ANEW not in page.text
    assert kept(db, cast).carried_from is None


def test_a_window_that_was_overtaken_lets_go_of_nothing(boris: Browser, db: Session, cast: Cast) -> None:
    page = to_household(boris)
    saved(boris, page, {"duties_note": "Meanwhile"})
    stale = boris.send(page, MOVED, expect=409)
    assert ANEW not in stale.text
    assert len(kept(db, cast).items) == 2


def test_what_was_only_saved_is_refused_at_the_end_and_says_what_to_do(boris: Browser) -> None:
    boris.send(to_household(boris), AT_HOME)
    saved(boris, boris.open("/2020/household"), MOVED)
    page = boris.send(boris.open("/2020/last-year"), {"said-company": "unchanged", "said-seat": "unchanged"})
    refused = boris.send(boris.send(page, ALL_NO), BOTH_BOXES)
    assert refused.problems[0].startswith("Your duties or your household are not those of last year.")
    assert ANEW in boris.send(boris.open("/2020/household")).text
