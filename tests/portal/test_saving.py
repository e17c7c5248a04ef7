"""Saving while one writes: what can be read is kept, nothing is refused, and no tab overwrites another."""

import re
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from disclosure.web.headers import STATIC
from tests.cast import Cast
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, AT_HOME, answered, to_household, to_questions
from tests.portal.test_script import words
from tests.web.reading import read

SCRIPT: Path = STATIC / "disclosure.js"
MOST_BYTES = 8 * 1024


def saved(browser: Browser, page: Page, answers: dict[str, Any], *, expect: int = 200) -> dict[str, Any]:
    """Do what the page's script does after something was typed; the page then carries the new version."""
    values: dict[str, Any] = {**page.answers, **answers, "autosaved": "yes"}
    values.pop("once")
    answer = browser.client.post(page.address, data=MultiDict(values))
    assert answer.status_code == expect, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def test_some_of_the_questions_are_saved_without_a_word_about_the_others(amina: Browser) -> None:
    page = to_questions(amina)
    told = saved(amina, page, {"q-gifts": "not-sure"})
    assert told["saved"] is True
    again = amina.open("/2020/questions")
    assert again.answers["q-gifts"] == ["not-sure"]
    assert [name for name in again.answers if name.startswith("q-")] == ["q-gifts"]
    assert again.answers["version"] == [str(told["version"])]
    assert amina.send(page, {**ALL_NO, "version": str(told["version"])}).heading == "Check your statement"


def test_what_is_saved_twice_makes_no_new_version(amina: Browser) -> None:
    page = to_questions(amina)
    first = saved(amina, page, {"q-gifts": "no"})
    again = saved(amina, page, {"q-gifts": "no", "version": str(first["version"])})
    assert again == {"saved": False, "version": first["version"], "seconds": again["seconds"]}


def test_a_tab_that_is_behind_saves_nothing_and_continue_shows_both_texts(
    amina: Browser, cast: Cast, at_site: AtSite
) -> None:
    page = to_questions(amina)
    other = at_site(cast.amina)
    saved(other, other.open("/2020/questions"), {"q-gifts": "yes"})
    assert saved(amina, page, {"q-gifts": "no"}, expect=409) == {"saved": False}
    both = amina.send(page, ALL_NO, expect=409)
    assert both.heading == "Somebody changed this before you"
    assert "Yes" in both.text


def test_half_of_the_household_page_is_saved(amina: Browser) -> None:
    page = to_household(amina)
    saved(amina, page, {"duties_unchanged": "no", "duties_note": "A new post in"})
    again = amina.open("/2020/household")
    assert again.answers["duties_note"] == ["A new post in"]
    assert "household_confirmed" not in again.answers


def test_a_new_item_is_saved_once_however_often_it_is_saved(amina: Browser) -> None:
    answered(amina, debts="yes")
    page = amina.open("/2020/debts/new")
    assert saved(amina, page, {})["saved"] is False
    first = saved(amina, page, {"counterparty_name": "Bank of"})
    second = saved(
        amina, page, {"counterparty_name": "Bank of Kigali", "version": str(first["version"]), "rate": "many"}
    )
    given = {"counterparty_name": "Bank of Kigali", "version": str(second["version"])}
    listed = amina.send(page, given, button="later=yes")
    assert len(listed.main.all("bdi")) == 1
    assert "Bank of Kigali" in listed.text


def test_what_cannot_be_read_stays_as_it_was(amina: Browser) -> None:
    answered(amina, gifts="yes")
    page = amina.open("/2020/gifts/new")
    kept = {"name": "A watch", "received_on-day": "28", "received_on-month": "2", "received_on-year": "2019"}
    first = saved(amina, page, kept)
    wrong = {**kept, "received_on-day": "31", "kind": "no-such-kind", "name": "A gold watch"}
    saved(amina, page, {**wrong, "version": str(first["version"])})
    again = amina.open(amina.open("/2020/gifts").link("Change"))
    assert again.answers["received_on-day"] == ["28"]
    assert again.answers["name"] == ["A gold watch"]
    assert again.answers.get("kind", [""]) == [""]


@pytest.mark.parametrize("address", ["household", "questions", "debts/new?category=liability"])
def test_the_pages_with_much_to_write_say_that_they_save(amina: Browser, address: str) -> None:
    to_questions(amina)
    form = amina.open(f"/2020/{address}").form
    assert "data-saves" in form.attributes
    (line,) = [line for line in form.all("p") if "data-saved" in line.attributes]
    assert line.get("role") == "status"
    assert words(amina)["saved"] == "Saved {time}"


def test_every_page_of_somebody_signed_in_says_until_when_and_warns_in_time(
    amina: Browser, at_site: AtSite, cast: Cast
) -> None:
    page = amina.open("/home")
    script = page.whole.one("script")
    assert int(script.get("data-lead")) >= 120 + 60
    assert 3_500 < int(script.get("data-seconds")) <= 3_600
    warning = read(words(amina)["warning"]).one("dialog")
    assert "Are you still there?" in warning.text
    assert "open" not in warning.attributes
    assert "you stay signed in until 10:00 (UTC)" in page.whole.text
    told = amina.client.get(script.get("data-stay")).get_json()
    assert 3_500 < told["seconds"] <= 3_600


def test_whoever_is_not_signed_in_needs_no_script(amina: Browser) -> None:
    nobody = Browser(amina.app).open("/")
    assert nobody.whole.all("script", "dialog") == []
    assert amina.app.test_client().get("/stay").status_code == 303


def test_the_script_is_small_and_keeps_nothing_in_the_browser() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    assert len(script.encode()) <= MOST_BYTES
    assert not re.search(
        r"localStorage|sessionStorage|indexedDB|document\.cookie|caches|innerHTML|eval", script
    )
    assert not re.search(r"https?:", script)


def test_continue_without_script_saves_as_before(amina: Browser) -> None:
    assert amina.send(to_household(amina), AT_HOME).heading == "Eight questions"
