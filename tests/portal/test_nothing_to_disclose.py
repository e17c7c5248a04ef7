"""The fastest honest path: somebody has nothing to disclose."""

import re
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.domain.lifecycle import FilingState
from disclosure.models import LedgerEntry, Letter, Statement
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, AT_HOME, BOTH_BOXES, CODES, file_nil, to_check, to_questions


def statements(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Statement)) or 0


def test_amina_files_nil_in_sixteen_clicks_and_five_pages(amina: Browser, cast: Cast, db: Session) -> None:
    page = file_nil(amina)
    db.refresh(cast.amina.filing)
    assert page.heading == "Filed"
    assert cast.amina.filing.reference is not None
    assert cast.amina.filing.reference in page.text
    assert cast.amina.filing.state is FilingState.FILED
    assert cast.amina.filing.nil
    assert amina.clicks <= 16
    assert amina.pages == 5
    assert sum(len(page.html) for page in amina.seen) < 80_000
    assert statements(db) == 1


def test_dalia_files_in_arabic_from_right_to_left(at_site: AtSite, cast: Cast, db: Session) -> None:
    dalia = at_site(cast.dalia)
    dalia.language = "ar"
    file_nil(dalia)
    assert {page.whole.one("html").get("dir") for page in dalia.seen} == {"rtl"}
    db.refresh(cast.dalia.filing)
    assert cast.dalia.filing.state is FilingState.FILED


def test_nothing_is_chosen_before_the_person_chooses(amina: Browser) -> None:
    amina.send(to_check(amina), BOTH_BOXES)
    for page in amina.seen:
        assert [box for box in page.main.all("input") if "checked" in box.attributes] == []


def test_there_is_no_way_to_answer_everything_at_once(amina: Browser) -> None:
    page = to_questions(amina)
    assert [button.text for button in page.main.all("button")] == ["Continue"]
    assert len(page.form.all("fieldset")) == len(CODES) == 8


@pytest.mark.parametrize("left_out", ["certified_1", "certified_2"])
def test_nobody_certifies_with_one_box_only(amina: Browser, db: Session, left_out: str) -> None:
    boxes = {name: "y" for name in BOTH_BOXES if name != left_out}
    page = amina.send(to_check(amina), boxes)
    assert page.title.startswith("Error:")
    assert len(page.problems) == 1
    assert page.answers.keys() & BOTH_BOXES.keys() == boxes.keys()
    assert statements(db) == 0


def test_with_one_answer_missing_the_others_stay_and_the_missing_one_is_named(amina: Browser) -> None:
    given = {name: answer for name, answer in ALL_NO.items() if name != "q-gifts"}
    page = amina.send(to_questions(amina), given)
    assert page.problems == ["Choose yes, no or not sure: “Gifts, honours and benefits”"]
    assert {name: value for name, [value] in page.answers.items() if name.startswith("q-")} == given


def test_the_check_page_offers_no_certifying_while_something_is_missing(amina: Browser) -> None:
    amina.send(amina.send(amina.open("/2020/start")), AT_HOME)
    page = amina.open("/2020/check")
    assert "Certify and file" not in [button.text for button in page.main.all("button")]
    assert page.link("Answer the question “Debts”.").startswith("/2020/questions#q-debts-0")


def test_a_gap_that_is_posted_all_the_same_files_nothing(amina: Browser, db: Session) -> None:
    whole = to_check(amina)
    amina.send(amina.open("/2020/household"), {"household_confirmed": "no"})
    stale = amina.send(whole, BOTH_BOXES)
    assert stale.problems == [
        "Your statement was changed since you opened this page. Read it again below, then certify it."
    ]
    assert statements(db) == 0


def test_the_receipt_stays_at_its_address(amina: Browser) -> None:
    page = file_nil(amina)
    again = amina.open("/2020/receipt")
    assert again.text == page.text
    with clock.travel(clock.now() + timedelta(days=200)):
        amina.client.delete_cookie("portal-session")
    assert "2020" in page.text
    assert "A reviewer will look at it by" in page.text


def test_sending_twice_files_once_with_one_receipt(amina: Browser, db: Session) -> None:
    check = to_check(amina)
    first = amina.send(check, BOTH_BOXES)
    second = amina.send(check, BOTH_BOXES)
    assert second.text == first.text
    assert statements(db) == 1


def test_filing_what_is_filed_leads_to_the_receipt(amina: Browser, db: Session) -> None:
    check = to_check(amina)
    first = amina.send(check, BOTH_BOXES)
    other = amina.send(check, {**BOTH_BOXES, "once": "B" * 22})
    assert other.text == first.text
    assert statements(db) == 1


@pytest.mark.parametrize("sendings", [6, pytest.param(50, marks=pytest.mark.long)])
@pytest.mark.parametrize("tokens", ["one token", "a token each"])
def test_sendings_at_once_are_one_statement(
    amina: Browser, site: Flask, cast: Cast, db: Session, tokens: str, sendings: int
) -> None:
    check = to_check(amina)
    cookie = amina.client.get_cookie("portal-session")
    assert cookie is not None
    answers: list[tuple[int, str]] = []

    def send(number: int) -> None:
        client = site.test_client()
        client.set_cookie("portal-session", cookie.value)
        data: dict[str, Any] = {**check.answers, **BOTH_BOXES}
        if tokens == "a token each":
            data["once"] = f"{number:022}"
        answer = client.post("/2020/check", data=data)
        answers.append((answer.status_code, answer.headers.get("Location", "")))

    threads = [Thread(target=copy_context().run, args=(send, number)) for number in range(sendings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {(303, "/2020/receipt")}
    assert len(answers) == sendings
    assert statements(db) == 1
    filed = select(func.count()).where(LedgerEntry.kind == "statement:filed")
    assert db.scalar(filed) == 1
    assert db.scalar(select(func.count()).where(Letter.kind == "receipt")) == 1
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.version == 1


def test_in_time_is_what_arrived_in_time(amina: Browser, cast: Cast, db: Session) -> None:
    page = to_check(amina)
    due = cast.amina.filing.due_at
    with clock.travel(due - timedelta(seconds=2)):
        amina.sign_in(cast.amina)
        amina.send(page, BOTH_BOXES)
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.filed_at is not None
    assert cast.amina.filing.filed_at < due
    assert not cast.amina.filing.late


def test_who_is_late_can_still_file_and_is_not_scolded(at_site: AtSite, cast: Cast) -> None:
    with clock.travel(datetime(2020, 4, 20, 9, tzinfo=UTC)):
        amina = at_site(cast.amina)
        home = amina.open("/home")
        assert "You can still file it" in home.text
        assert not re.search("fail|violation|delinquent|penalt", home.text, re.IGNORECASE)
        assert file_nil(amina).heading == "Filed"


def test_the_words_of_the_certificate_come_from_the_programme(amina: Browser) -> None:
    page = to_check(amina)
    labels = [label.text for label in page.form.all("label")]
    assert labels[0].startswith("My answers are true and complete")
    assert [button.text for button in page.form.all("button")] == ["Certify and file"]
