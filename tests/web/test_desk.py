"""What a desk promises of every route: its need, its row, its token, its transaction, its words."""

import re
from collections.abc import Callable
from contextvars import copy_context
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from disclosure.access import Permission
from disclosure.models import Delegation, FormToken
from disclosure.web.desk import SIGNED_IN, Desk, nothing
from tests.cast import Cast
from tests.pages import checked
from tests.web.counter import REFUSALS

TOKEN = "of-this-very-form-0001"


def given(db: Session) -> int:
    """Count what was given; end the look, so that it keeps nobody from writing."""
    count = db.scalar(select(func.count()).select_from(Delegation)) or 0
    db.rollback()
    return count


def csrf(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', client.get("/give").text)
    assert found
    return found[1]


def send(client: FlaskClient, address: str = "/give", **answers: str) -> TestResponse:
    with_token = {"csrf_token": csrf(client), "once": TOKEN, "name": "Amina"} | answers
    return client.post(address, data={name: value for name, value in with_token.items() if value})


@pytest.mark.parametrize("add", [Desk.get, Desk.post, Desk.form])
@pytest.mark.parametrize("said", [{}, {"needs": SIGNED_IN}, {"row": nothing}])
def test_a_route_without_its_need_or_its_row_cannot_be_written(
    add: Callable[..., Any], said: dict[str, object]
) -> None:
    with pytest.raises(TypeError, match=r"needs|row"):
        add(Desk("forgetful", __name__), "/rule", **said)


def test_there_is_no_other_way_to_a_route_than_saying_its_need() -> None:
    desk = Desk("forgetful", __name__)
    for shortcut in (desk.put, desk.patch, desk.delete, desk.route):
        with pytest.raises(TypeError, match="needs"):
            shortcut("/rule")(lambda: "")


def test_one_sees_what_one_was_granted(amina: FlaskClient, cast: Cast) -> None:
    answer = amina.get(f"/filings/{cast.amina.filing.id}")
    assert (answer.status_code, answer.text) == (200, "due at the counter")


def test_a_stranger_gets_the_page_that_does_not_exist(
    amina: FlaskClient, boris: FlaskClient, cast: Cast
) -> None:
    theirs = boris.get(f"/filings/{cast.amina.filing.id}")
    nowhere = boris.get("/filings/00000000-0000-4000-8000-000000000000")
    not_at_all = boris.get("/no/such/page")
    assert theirs.status_code == nowhere.status_code == not_at_all.status_code == 404
    assert checked(theirs.text).one("main").text == checked(not_at_all.text).one("main").text
    assert boris.post(f"/filings/{cast.amina.filing.id}", data={}).status_code in (400, 405)


def test_nobody_yet_is_led_to_sign_in_and_back_to_the_page(nobody: FlaskClient, cast: Cast) -> None:
    wanted = f"/filings/{cast.amina.filing.id}?tab=two"
    answer = nobody.get(wanted)
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=")
    nobody.get(answer.location)
    with nobody.session_transaction() as session:
        assert session["next"] == wanted


def test_nobody_yet_learns_nothing_of_what_exists(nobody: FlaskClient, cast: Cast) -> None:
    there = nobody.get(f"/filings/{cast.amina.filing.id}")
    nowhere = nobody.get("/filings/00000000-0000-4000-8000-000000000000")
    assert there.status_code == nowhere.status_code == 303


def test_an_act_of_nobody_yet_is_led_to_sign_in_and_done_by_nobody(nobody: FlaskClient, db: Session) -> None:
    nobody.get("/sign-in")
    found = re.search(r'name="?csrf_token"?[^>]*value="([^"]+)"', nobody.get("/sign-in").text)
    assert found
    answer = nobody.post("/give", data={"csrf_token": found[1], "name": "x", "once": TOKEN})
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert given(db) == 0


@pytest.mark.parametrize(
    "csrf_token", ["", "wrong", "IjEi.aaaa.bbbb", "another's"], ids=["none", "wrong", "shaped", "another's"]
)
def test_an_act_without_this_sessions_token_changes_nothing(
    amina: FlaskClient, boris: FlaskClient, db: Session, csrf_token: str
) -> None:
    sent = csrf(boris) if csrf_token == "another's" else csrf_token
    for address in ("/give", "/give-and-fail", "/sign-out", "/sign-in"):
        answer = amina.post(address, data={"csrf_token": sent, "name": "Amina", "once": TOKEN})
        assert answer.status_code == 400, address
    checked(answer.text)
    assert given(db) == 0
    assert amina.get("/mine").status_code == 200


def test_a_form_sent_twice_acts_once_and_leads_to_the_same_page(amina: FlaskClient, db: Session) -> None:
    first, second = send(amina), send(amina, name="changed meanwhile")
    assert (first.status_code, first.location) == (303, "/given/Amina")
    assert (second.status_code, second.location) == (303, "/given/Amina")
    assert given(db) == 1


def test_another_form_acts_again(amina: FlaskClient, db: Session) -> None:
    send(amina)
    send(amina, once="of-another-form-000002")
    assert given(db) == 2


@pytest.mark.parametrize("once", ["", "short", "x" * 65, "with spaces in it, so no"])
def test_a_form_without_its_own_token_does_nothing(amina: FlaskClient, db: Session, once: str) -> None:
    answer = send(amina, once=once)
    assert answer.status_code == 200
    assert given(db) == 0


def test_nobody_is_led_to_where_another_persons_form_led(
    amina: FlaskClient, boris: FlaskClient, db: Session
) -> None:
    send(amina)
    assert send(boris).status_code == 404
    assert given(db) == 1


def test_a_form_sent_by_twenty_at_the_same_time_acts_once(
    site: Flask, amina: FlaskClient, db: Session
) -> None:
    token, cookie = csrf(amina), amina.get_cookie("portal-session")
    assert cookie is not None
    start, answers = Barrier(20), list[tuple[int, str | None]]()

    def go() -> None:
        client = site.test_client()
        client.set_cookie("portal-session", cookie.value)
        start.wait()
        answer = client.post("/give", data={"csrf_token": token, "once": TOKEN, "name": "Amina"})
        answers.append((answer.status_code, answer.location))

    threads = [Thread(target=copy_context().run, args=(go,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [(303, "/given/Amina")] * 20
    assert given(db) == 1


def test_a_form_with_errors_can_be_sent_again(amina: FlaskClient, db: Session) -> None:
    empty = send(amina, name="")
    assert empty.status_code == 200
    assert "Enter a name" in empty.text
    assert TOKEN in empty.text
    assert send(amina).location == "/given/Amina"
    assert given(db) == 1


def test_a_refused_act_is_undone_told_on_the_form_and_can_be_tried_again(
    amina: FlaskClient, db: Session
) -> None:
    refused = send(amina, name="refused")
    assert refused.status_code == 200
    assert "This name is taken." in refused.text
    assert given(db) == 0
    assert send(amina).location == "/given/Amina"
    assert given(db) == 1


def test_raising_undoes_what_the_view_did_and_frees_the_token(amina: FlaskClient, db: Session) -> None:
    assert send(amina, "/give-and-fail").status_code == 409
    assert given(db) == 0
    assert db.scalar(select(func.count()).select_from(FormToken)) == 0


def test_a_mistake_of_ours_undoes_everything_and_shows_nothing(
    site: Flask, amina: FlaskClient, db: Session
) -> None:
    site.config["PROPAGATE_EXCEPTIONS"] = False
    answer = send(amina, "/give-and-break")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    checked(answer.text)
    assert given(db) == 0


def test_a_page_that_only_reads_cannot_write(site: Flask, amina: FlaskClient, db: Session) -> None:
    site.config["PROPAGATE_EXCEPTIONS"] = False
    assert amina.get("/gives").status_code in (500, 503)
    assert given(db) == 0


def test_a_page_that_opens_writes_its_line(amina: FlaskClient, db: Session) -> None:
    assert amina.get("/opens").text == "opened, and told"
    assert given(db) == 1


def test_pages_answer_to_nothing_but_reading(amina: FlaskClient, db: Session) -> None:
    token = csrf(amina)
    for address in ("/mine", "/given/x"):
        refused = amina.post(address, data={"csrf_token": token})
        assert refused.status_code == 405
        assert set(refused.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert amina.get("/give-and-fail").status_code == 405
    for method in (amina.put, amina.patch, amina.delete):
        assert method("/give", data={"csrf_token": token}).status_code == 405
    assert amina.head("/opens").status_code == 200


STATUS = {
    "bad-input": 400,
    "not-found": 404,
    "not-permitted": 404,
    "wrong-state": 409,
    "stale": 409,
    "key-missing": 503,
    "seal-broken": 503,
    "config": 503,
}
TOLD = {"bad-input", "wrong-state", "stale"}


def test_every_error_of_the_family_is_tried_here() -> None:
    assert set(STATUS) == set(REFUSALS)
    assert len({type(one) for one in REFUSALS.values()}) == len(REFUSALS)


@pytest.mark.parametrize(("what", "status"), STATUS.items())
def test_an_error_becomes_a_page_in_words(nobody: FlaskClient, what: str, status: int) -> None:
    answer = nobody.get(f"/refused/{what}")
    assert answer.status_code == status
    words = checked(answer.text).one("main").text
    for sentence in str(REFUSALS[what]).splitlines():
        assert (sentence in words) == (what in TOLD)
    assert "secret" not in answer.text


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 410, 413, 415, 429, 500, 503])
def test_every_status_has_a_page_that_keeps_its_promises(nobody: FlaskClient, status: int) -> None:
    answer = nobody.get(f"/aborted/{status}")
    assert answer.status_code == status
    checked(answer.text)


def test_what_the_database_says_is_not_told(site: Flask, nobody: FlaskClient) -> None:
    site.config["PROPAGATE_EXCEPTIONS"] = False
    answer = nobody.get("/without-a-table")
    assert answer.status_code in (500, 503)
    assert "nowhere" not in answer.text
    checked(answer.text)


def test_a_filer_without_a_place_in_the_office_is_refused_in_the_same_words(
    amina: FlaskClient, cast: Cast
) -> None:
    assert Permission.FILING_SEE
    for member in cast.filers:
        status = amina.get(f"/filings/{member.filing.id}/household").status_code
        assert status == (200 if member is cast.amina else 404)
