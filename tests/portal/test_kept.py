"""A form posted after the session ran out: kept sealed, and applied once, by the person it came from."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import forgetting, keeping
from disclosure.db import transaction
from disclosure.domain.lifecycle import FilingState
from disclosure.models import DataKey, Draft, KeptForm, LedgerEntry, SignedIn
from tests.cast import PRESENT, Cast
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, AT_HOME, BOTH_BOXES, answered, to_check, to_household, to_questions

LATER = PRESENT + timedelta(hours=3)


def applied(browser: Browser, page: Page, *, form: int = 0, expect: int = 200) -> Page:
    """Press the first button of a page with several forms."""
    chosen = page.main.all("form")[form]
    sent = {box.get("name"): box.get("value") for box in chosen.all("input")}
    answer = browser.client.post(chosen.get("action"), data=sent, follow_redirects=True)
    assert answer.status_code == expect, answer.text
    browser.seen.append(browser._page(answer))
    return browser.seen[-1]


def found(browser: Browser, wanted: Select[Any]) -> list[Any]:
    """Ask the database of the site, in a transaction of its own."""
    with transaction(browser.app.extensions["engine"], write=False) as db:
        return list(db.scalars(wanted))


def kept(browser: Browser) -> list[UUID]:
    return found(browser, select(KeptForm.id))


def kinds(browser: Browser) -> list[str]:
    kinds = select(LedgerEntry.kind).where(LedgerEntry.kind.like("form:%"))
    return found(browser, kinds.order_by(LedgerEntry.at))


def test_what_came_too_late_is_applied_once_after_signing_in_again(amina: Browser, cast: Cast) -> None:
    late = to_questions(amina)
    with clock.travel(LATER):
        told = amina.send(late, {**ALL_NO, "q-gifts": "not-sure"})
        assert told.heading == "Sign in"
        assert "We kept what you sent." in told.text
        amina.sign_in(cast.amina)
        home = amina.open("/home")
        page = amina.open(home.link("Look at it and apply it"))
        assert "sent them for the 2020 statement" in page.text
        after = applied(amina, page)
        assert after.address == "/2020/tasks"
        assert amina.open("/2020/questions").answers["q-gifts"] == ["not-sure"]
        assert "Look at it" not in amina.open("/home").text
        again = applied(amina, page)
        assert "This was applied already" in again.text
    assert found(amina, select(Draft.version)) == [3]
    assert kept(amina) == []
    assert kinds(amina) == ["form:kept", "form:opened", "form:opened", "form:applied"]


def test_signing_in_on_the_same_device_leads_to_what_was_kept(amina: Browser) -> None:
    late = to_questions(amina)
    with clock.travel(LATER):
        amina.send(late, ALL_NO)
        with amina.client.session_transaction() as session:
            assert session["next"] == "/kept"


def test_it_is_never_applied_for_another_person(amina: Browser, at_site: AtSite, cast: Cast) -> None:
    late = to_questions(amina)
    with clock.travel(LATER):
        amina.send(late, ALL_NO)
        (one,) = kept(amina)
        boris = at_site(cast.boris)
        assert "Nothing is kept for you." in boris.open("/kept?language=en").text
        own = to_questions(boris)
        tried = boris.send(own, {**ALL_NO, "kept": str(one)})
        assert "This was applied already, or it is no longer kept." in tried.text
        token = own.answers["csrf_token"][0]
        assert boris.client.post(f"/kept/{one}", data={"csrf_token": token}).status_code == 404
    assert kept(amina) == [one]


def test_a_form_over_a_newer_draft_shows_both_texts_and_is_not_applied(
    amina: Browser, at_site: AtSite, cast: Cast
) -> None:
    late = to_questions(amina)
    other = at_site(cast.amina)
    other.send(other.open("/2020/questions"), {**ALL_NO, "q-gifts": "yes"})
    with clock.travel(LATER):
        amina.send(late, ALL_NO)
        amina.sign_in(cast.amina)
        page = applied(amina, amina.open("/kept"), expect=409)
        assert page.heading == "Somebody changed this before you"
        assert amina.open("/2020/questions").answers["q-gifts"] == ["yes"]


def test_a_mistake_in_it_is_told_as_on_any_page_and_its_repair_acts(amina: Browser, cast: Cast) -> None:
    late = to_household(amina)
    with clock.travel(LATER):
        amina.send(late, {"household_confirmed": "yes"})
        amina.sign_in(cast.amina)
        page = applied(amina, amina.open("/kept"))
        assert page.problems == ["Say whether your duties are right for the whole period"]
        assert amina.send(page, {"duties_unchanged": "yes"}).heading == "Eight questions"


def test_what_is_kept_can_be_deleted(amina: Browser, cast: Cast) -> None:
    late = to_questions(amina)
    with clock.travel(LATER):
        amina.send(late, ALL_NO)
        amina.sign_in(cast.amina)
        gone = applied(amina, amina.open("/kept"), form=1)
        assert "Nothing was changed." in gone.text
    assert kept(amina) == []
    assert kinds(amina)[-1] == "form:forgotten"


def test_it_is_sealed_with_its_address(amina: Browser, db: Session) -> None:
    answered(amina, debts="yes")
    late = amina.open("/2020/debts/new")
    with clock.travel(LATER):
        amina.send(late, {"counterparty_name": "Zanzibar Bank"}, button="later=yes")
    row = db.scalars(select(KeptForm)).one()
    assert b"Zanzibar" not in row.sealed
    assert b"debts" not in row.sealed
    assert db.scalars(select(DataKey.recipient).where(DataKey.object_id == row.id)).all() == ["portal"]


def test_only_the_newest_few_are_kept_and_none_that_is_too_long(amina: Browser) -> None:
    late = to_household(amina)
    with clock.travel(LATER):
        for minute in range(forgetting.MOST_FORMS + 2):
            with clock.travel(LATER + timedelta(minutes=minute)):
                amina.send(late, AT_HOME)
        assert len(kept(amina)) == forgetting.MOST_FORMS
        long = amina.send(late, {**AT_HOME, "duties_note": "x" * (keeping.LARGEST + 1)})
        assert "too long to be kept" in long.text
    assert len(kept(amina)) == forgetting.MOST_FORMS


@pytest.mark.parametrize("after", [timedelta(days=6), timedelta(days=8)])
def test_nobody_who_does_not_come_back_leaves_it_for_long(
    amina: Browser, db: Session, after: timedelta
) -> None:
    late = to_household(amina)
    with clock.travel(LATER):
        amina.send(late, AT_HOME)
    (one,) = kept(amina)
    with clock.travel(LATER + after):
        gone = forgetting.forget_kept_forms(db)
    assert gone == (1 if after > forgetting.FORMS_FOR else 0)
    wraps = db.scalars(select(DataKey).where(DataKey.object_id == one)).all()
    assert len(wraps) == 1 - gone


def test_after_signing_out_on_purpose_nothing_is_kept(amina: Browser, db: Session) -> None:
    late = to_questions(amina)
    for row in db.scalars(select(SignedIn)):
        row.ended_at = PRESENT
    db.commit()
    assert amina.send(late, ALL_NO).heading == "Sign in"
    assert kept(amina) == []


def test_a_statement_certified_before_the_end_of_the_due_day_is_in_time_though_applied_later(
    amina: Browser, cast: Cast, db: Session
) -> None:
    last_minutes = cast.amina.filing.due_at - timedelta(minutes=90)
    db.commit()
    with clock.travel(last_minutes):
        page = to_check(amina.sign_in(cast.amina))
    with clock.travel(last_minutes + timedelta(minutes=80)):
        amina.send(page, BOTH_BOXES)
    with clock.travel(last_minutes + timedelta(hours=12)):
        amina.sign_in(cast.amina)
        assert applied(amina, amina.open("/kept")).heading == "Filed"
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.state is FilingState.FILED
    assert not cast.amina.filing.late


def test_another_form_does_not_come_in_time_by_one_that_was_kept(
    amina: Browser, cast: Cast, db: Session
) -> None:
    last_minutes = cast.amina.filing.due_at - timedelta(minutes=90)
    db.commit()
    with clock.travel(last_minutes):
        late = to_questions(amina.sign_in(cast.amina))
    with clock.travel(last_minutes + timedelta(minutes=80)):
        amina.send(late, ALL_NO)
        (one,) = kept(amina)
    with clock.travel(last_minutes + timedelta(hours=12)):
        amina.sign_in(cast.amina)
        check = amina.send(amina.open("/2020/questions"), ALL_NO)
        amina.send(check, {**BOTH_BOXES, "kept": str(one)})
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.late
