"""Mistakes, a second window, a bad line: what was typed is never lost."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.models import Draft, FormToken
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, AT_HOME, answered, to_check, to_household, to_questions


def test_three_mistakes_keep_every_value_and_each_is_linked_to_its_field(amina: Browser) -> None:
    answered(amina, gifts="yes")
    typed = {
        "counterparty_name": "Ministère",
        "name": "Une montre",
        "received_on-day": "31",
        "received_on-month": "2",
        "received_on-year": "2019",
        "amount-amount": "a lot",
        "amount-currency": "EUR",
        "related_to_duties": "yes",
        "giver_deals_with_organisation": "no",
        "counterparty_kind": "government",
        "holder": "self",
        "outcome": "kept",
        "kind": "goods",
    }
    page = amina.send(amina.open("/2020/gifts/new"), typed)
    assert page.title.startswith("Error:")
    assert page.problems == [
        "This month does not have so many days. Check the day and the month",
        "Enter the amount in digits, like 1200 or 1200.50",
        "Enter an answer: “How?”",
    ]
    assert {name: value for name, [value] in page.answers.items()}.items() >= typed.items()
    repaired = amina.send(
        page, {"received_on-day": "28", "amount-amount": "1200", "duties_note": "He bids for us."}
    )
    assert repaired.problems == []
    assert "Une montre from Ministère" in repaired.text


def test_going_back_shows_what_was_answered(amina: Browser) -> None:
    to_check(amina)
    assert amina.open("/2020/household").answers.items() >= {k: [v] for k, v in AT_HOME.items()}.items()
    assert amina.open("/2020/questions").answers.items() >= {k: [v] for k, v in ALL_NO.items()}.items()


def test_coming_back_leads_to_the_first_thing_to_do(amina: Browser) -> None:
    to_questions(amina)
    page = amina.open(amina.open("/home").link("Continue"))
    assert page.heading == "Eight questions"


def test_a_save_over_another_window_shows_both_texts(amina: Browser, cast: Cast, at_site: AtSite) -> None:
    stale = to_questions(amina)
    other = at_site(cast.amina)
    other.send(other.open("/2020/questions"), {**ALL_NO, "q-gifts": "yes"})
    page = amina.send(stale, {**ALL_NO, "q-debts": "not-sure"}, expect=409)
    assert page.heading == "Somebody changed this before you"
    rows = [[cell.text for cell in row.all("td")] for row in page.main.one("tbody").all("tr")]
    assert sorted(rows) == [["No", "Yes"], ["Not sure", "No"]]
    assert amina.open(page.link("Open the saved text")).answers["q-gifts"] == ["yes"]


def test_a_remark_over_another_window_shows_both_texts(amina: Browser, cast: Cast, at_site: AtSite) -> None:
    answered(amina, gifts="not-sure")
    stale = amina.open("/2020/gifts")
    other = at_site(cast.amina)
    other.send(other.open("/2020/gifts"), {"remark": "A watch from my cousin"})
    page = amina.send(stale, {"remark": "A watch from a friend"}, expect=409)
    [[mine, theirs]] = [[cell.text for cell in row.all("td")] for row in page.main.one("tbody").all("tr")]
    assert (mine, theirs) == ("A watch from a friend", "A watch from my cousin")


def test_an_item_changed_over_another_window_shows_both_texts(
    amina: Browser, cast: Cast, at_site: AtSite
) -> None:
    answered(amina, debts="yes")
    listed = amina.send(
        amina.open("/2020/debts/new"), {"counterparty_name": "Bank of Kigali"}, button="later=yes"
    )
    address = listed.link("Change")
    stale = amina.open(address)
    other = at_site(cast.amina)
    other.send(other.open(address), {"counterparty_name": "Equity Bank"}, button="later=yes")
    page = amina.send(stale, {"counterparty_name": "I&M Bank"}, button="later=yes", expect=409)
    assert "I&M Bank" in page.text
    assert "Equity Bank" in page.text


def test_an_item_removed_in_another_window_is_shown_as_typed(
    amina: Browser, cast: Cast, at_site: AtSite
) -> None:
    answered(amina, debts="yes")
    listed = amina.send(
        amina.open("/2020/debts/new"), {"counterparty_name": "Bank of Kigali"}, button="later=yes"
    )
    stale = amina.open(listed.link("Change"))
    (button,) = listed.form.all("button", name="remove")
    other = at_site(cast.amina)
    other.send(other.open("/2020/debts"), button=f"remove={button.get('value')}")
    page = amina.send(stale, {"counterparty_name": "Typed for long"}, button="later=yes", expect=409)
    assert "Typed for long" in page.text


def test_continue_sent_again_after_a_cut_line_saves_once(amina: Browser, db: Session) -> None:
    page = to_household(amina)
    first = amina.send(page, AT_HOME)
    again = amina.send(page, AT_HOME)
    assert again.address == first.address == "/2020/questions"
    assert db.scalars(select(Draft.version)).one() == 2


def test_a_token_that_was_answered_with_an_error_can_be_sent_again(amina: Browser, db: Session) -> None:
    faulty = amina.send(to_household(amina), {"household_confirmed": "yes"})
    assert faulty.problems == ["Say whether your duties are right for the whole period"]
    assert amina.send(faulty, {"duties_unchanged": "yes"}).heading == "Eight questions"
    assert db.scalars(select(FormToken.answer)).all() == ["/2020/household", "/2020/questions"]


def test_a_household_that_is_not_right_is_put_right_first(amina: Browser) -> None:
    page = amina.send(to_household(amina), {"household_confirmed": "no", "duties_unchanged": "yes"})
    assert page.heading == "Your household and duties"
    assert page.answers["duties_unchanged"] == ["yes"]
    added = amina.send(
        amina.open(page.link("Add a person")), {"name": "Maria", "relation": "spouse", "employer": "none"}
    )
    assert "Maria" in added.text
    assert "household_confirmed" not in added.answers
    member = amina.open(added.link("Change"))
    assert member.answers["name"] == ["Maria"]
    gone = amina.send(member, button="remove=yes")
    assert "Nobody is listed." in gone.text


def test_a_spouse_without_a_word_on_work_is_asked_for_it(amina: Browser) -> None:
    to_household(amina)
    page = amina.send(amina.open("/2020/household/new"), {"name": "Maria", "relation": "spouse"})
    assert page.problems == ["Enter where your spouse works, or write “none”"]


@pytest.mark.parametrize("given", [{}, {"duties_note": "New post in May"}])
def test_changed_duties_are_explained(amina: Browser, given: dict[str, str]) -> None:
    page = amina.send(to_household(amina), {"household_confirmed": "yes", "duties_unchanged": "no", **given})
    assert (page.heading == "Eight questions") is bool(given)
