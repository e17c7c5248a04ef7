"""What was filed stays to be read, can be amended with a reason, and shows who read it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import reading
from disclosure.models import Extension, Filing, SealedText, Writing
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, BOTH_BOXES, file_nil


def test_the_record_says_what_was_filed_and_certified(amina: Browser) -> None:
    file_nil(amina)
    page = amina.open("/2020/statement")
    assert "I owned no shares" in page.text or "owned no shares" in page.text
    assert "My answers are true and complete for me" in page.text
    assert "1 January 2019 to 31 December 2019" in page.text


def test_an_amendment_needs_a_reason_and_keeps_the_version_before(amina: Browser, db: Session) -> None:
    file_nil(amina)
    check = amina.send(amina.open("/2020/statement"))
    assert check.heading == "Check your statement"
    amina.send(amina.open("/2020/questions"), {**ALL_NO, "q-debts": "not-sure"})
    check = amina.open("/2020/check")
    faulty = amina.send(check, BOTH_BOXES)
    assert faulty.problems == ["Write why you change your statement"]
    receipt = amina.send(faulty, {"reason": "I remembered a loan."})
    assert receipt.heading == "Filed"
    page = amina.open("/2020/statement")
    assert "Debts: I am not sure" in page.text
    first = amina.open(page.link("Version 1"))
    assert "Debts: I am not sure" not in first.text
    texts = select(SealedText.kind).where(SealedText.kind == Writing.AMENDMENT)
    assert len(db.scalars(texts).all()) == 1


def test_an_amendment_begun_is_gone_on_with_and_not_begun_twice(amina: Browser) -> None:
    file_nil(amina)
    statement = amina.open("/2020/statement")
    amina.send(statement)
    assert amina.send(statement, {"once": "D" * 22}).heading == "Check your statement"
    assert "You have begun to amend this statement." in amina.open("/2020/statement").text


def test_the_statement_of_a_year_not_filed_leads_to_its_start(amina: Browser) -> None:
    assert amina.open("/2020/statement").heading == "Your 2020 statement"


def test_nobody_but_me_has_opened_it(amina: Browser) -> None:
    file_nil(amina)
    amina.open("/2020/statement")
    page = amina.open("/my-data")
    assert "Nobody but you has opened your statements." in page.text
    assert "for 5 years after the 2020 cycle is closed" in page.text


def test_a_reviewers_opening_is_listed_with_role_and_purpose(
    amina: Browser, at_site: AtSite, cast: Cast, db: Session
) -> None:
    office = Office(db, cast)
    filed = office.in_review(cast.boris, board_seat())
    opener = cast.keys.review.opener
    reading.statement(db, opener, by=cast.rosa.actor, filing=filed, why=reading.Why.REVIEW)
    office.screen(filed)
    db.commit()
    boris = at_site(cast.boris)
    page = boris.open("/my-data?language=en")
    rows = [[cell.text for cell in row.all("th", "td")] for row in page.main.one("tbody").all("tr")]
    assert ["Rosa Delgado", "Reviewer", "Your 2020 statement", "To review it"] in [row[1:5] for row in rows]
    assert any(row[1] == "The automatic checks" for row in rows)
    assert "Rosa Delgado" not in amina.open("/my-data").text


def test_more_time_is_asked_for_within_the_cap(amina: Browser, db: Session) -> None:
    page = amina.open(amina.open("/home").link("Ask for more time"))
    day = {"until-day": "20", "until-month": "6", "until-year": "2020", "reason": "In the field."}
    faulty = amina.send(page, day)
    assert faulty.problems == ["Extensions may add 30 days in all; 81 days are too many."]
    assert faulty.answers["reason"] == ["In the field."]
    asked = amina.send(faulty, {"until-month": "4"})
    assert "Until 20 April 2020: the office has not answered yet" in asked.text
    assert db.scalars(select(Extension.until)).one().isoformat() == "2020-04-20"
    assert asked.main.all("textarea") == []


def test_a_designation_is_contested_once_and_stays_due(amina: Browser, db: Session, cast: Cast) -> None:
    page = amina.open(amina.open("/home").link("Tell us that you should not have to file"))
    assert amina.send(page).problems == ["Write your reason"]
    home = amina.send(page, {"reason": "I left procurement."})
    assert "the due date stands until then" in home.text
    amina.send(page, {"reason": "Again.", "once": "E" * 22}, expect=409)


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_the_first_page_says_what_this_is_in_every_language(amina: Browser, language: str) -> None:
    amina.client.delete_cookie("portal-session")
    page = amina.open(f"/?language={language}")
    assert page.whole.one("html").get("lang").startswith(language)
    assert page.link("") is not None
    assert amina.open(f"/help?language={language}").status == 200


def test_past_years_stay_on_the_home_page(at_site: AtSite, cast: Cast, db: Session) -> None:
    Office(db, cast).file(cast.boris)
    db.commit()
    with clock.travel(clock.now() + timedelta(days=1)):
        home = at_site(cast.boris).open("/home?language=en")
    reference = db.scalars(select(Filing.reference).where(Filing.reference.is_not(None))).one()
    assert reference is not None
    assert reference in home.text
