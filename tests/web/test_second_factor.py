"""The second factor: demanded, set up at the first sign-in, and asked for whatever the first one was."""

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework.accounts import factors, guessing
from disclosure.models import Authenticator
from tests.cast import PRESENT, Cast, Member
from tests.pages import checked
from tests.second_factors import set_up
from tests.web.signing import MakeSite, link, on_sqlite, send

KEY = re.compile(r"<strong dir=\"?ltr\"?>([A-Z2-7 ]{39})</strong>")
ROSA, BORIS = "rosa@example.com", "boris@example.org"


@pytest.fixture
def review(make: MakeSite) -> Flask:
    return make("review")


def app_of(db: Session, who: Member, *, site: str = "review") -> tuple[pyotp.TOTP, list[str]]:
    """Set up an app for somebody; return what makes its codes, and the recovery codes."""
    made, codes = set_up(db, who.account, at=PRESENT - timedelta(seconds=30), site=site)
    db.commit()
    return made, codes


def by_link(app: Flask, email: str, *, expect: str) -> FlaskClient:
    """Use a link in a fresh browser; assert where it leads."""
    client = app.test_client()
    answer = send(client, link(app, client, email=email))
    assert (answer.status_code, answer.location) == (303, expect)
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


@on_sqlite
def test_a_reviewer_sets_up_a_second_factor_at_the_first_sign_in(review: Flask) -> None:
    client = by_link(review, ROSA, expect="/sign-in/enrol")
    assert not is_in(client)
    page = client.get("/sign-in/enrol")
    checked(page.text)
    assert "data:image/svg+xml" in page.text
    key = KEY.search(page.text)
    assert key
    made = pyotp.TOTP(key[1].replace(" ", ""))
    wrong = send(client, "/sign-in/enrol", code=made.at(PRESENT + timedelta(hours=1)))
    assert checked(wrong.text).with_class("error-summary")
    assert not is_in(client)
    done = send(client, "/sign-in/enrol", code=made.at(PRESENT))
    assert len(re.findall(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", checked(done.text).one("main").text)) == 10
    assert is_in(client)
    assert client.get("/sign-in/enrol").location == "/sign-in"
    assert "Set up" in client.get("/account/sign-in").text


@on_sqlite
@pytest.mark.parametrize("page", ["/sign-in/enrol", "/account/sign-in/app"])
def test_w1_a_key_that_is_shown_waits_in_the_browser_sealed_and_in_no_row(
    db: Session, review: Flask, make: MakeSite, page: str
) -> None:
    site = review if page == "/sign-in/enrol" else make(second_factor_on=frozenset())
    client = by_link(site, BORIS, expect="/sign-in/enrol" if site is review else "/home")
    shown = [KEY.findall(client.get(page).text) for _ in range(2)]
    assert len(shown[0]) == 1
    assert shown[0] == shown[1], "the key stays the same while one types"
    assert db.scalars(select(Authenticator)).all() == []
    db.rollback()
    with client.session_transaction() as session:
        assert shown[0][0].replace(" ", "") not in str(dict(session))
    other = by_link(site, ROSA, expect="/sign-in/enrol") if site is review else None
    if other is not None:
        with client.session_transaction() as session, other.session_transaction() as theirs:
            theirs["app"] = session["app"]
        assert KEY.findall(other.get(page).text) != shown[0], "what one browser was shown is of one account"


@on_sqlite
def test_who_has_a_second_factor_is_asked_for_it_on_any_site(db: Session, cast: Cast, portal: Flask) -> None:
    made, codes = app_of(db, cast.boris)
    client = by_link(portal, BORIS, expect="/sign-in/code")
    assert client.get("/home").status_code == 303
    checked(client.get("/sign-in/code").text)
    refused = send(client, "/sign-in/code", code=made.at(PRESENT + timedelta(minutes=10)))
    assert "This code is not right" in checked(refused.text).one("main").text
    arrived = send(client, "/sign-in/code", code=made.at(PRESENT))
    assert arrived.location == "/home"
    assert client.get("/home").status_code == 200
    again = by_link(portal, BORIS, expect="/sign-in/code")
    assert "used already" in send(again, "/sign-in/code", code=made.at(PRESENT)).text
    assert send(again, "/sign-in/code", code=codes[0]).location == "/home"


@on_sqlite
def test_filers_without_one_are_not_asked_and_an_office_may_ask_them(make: MakeSite, portal: Flask) -> None:
    by_link(portal, BORIS, expect="/home")
    strict = make(second_factor_on=frozenset({"portal"}))
    by_link(strict, BORIS, expect="/sign-in/enrol")


@on_sqlite
@pytest.mark.parametrize("site", ["portal", "review", "compliance"])
def test_nothing_of_a_site_opens_between_the_two_factors(
    db: Session, cast: Cast, make: MakeSite, site: str
) -> None:
    app_of(db, cast.ravi)
    app = make(site)
    client = by_link(app, "ravi@example.org", expect="/sign-in/code")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments:
            answer = client.get(rule.rule)
            assert "Ravi" not in answer.text, rule.rule


@on_sqlite
def test_n6_a_link_to_choose_a_password_keeps_the_second_factor(
    db: Session, cast: Cast, portal: Flask
) -> None:
    made, _codes = app_of(db, cast.boris)
    client = portal.test_client()
    path = link(portal, client, email=BORIS, page="/sign-in/forgotten")
    assert send(client, path).location == "/sign-in/code"
    assert client.get("/account/sign-in/password").status_code == 303
    assert send(client, "/sign-in/code", code=made.at(PRESENT)).location == "/account/sign-in/password"
    chosen = send(client, "/account/sign-in/password", password="moonlit-harbour-quill")
    assert chosen.location == "/account/sign-in"
    assert factors.factors_of(db, cast.boris.account.id).app


@on_sqlite
def test_a7_a_code_sent_for_another_account_changes_nothing(db: Session, cast: Cast, portal: Flask) -> None:
    made, _codes = app_of(db, cast.boris)
    theirs, codes = app_of(db, cast.chen)
    client = by_link(portal, BORIS, expect="/sign-in/code")
    forged = {"account_id": str(cast.chen.account.id), "email": cast.chen.account.email}
    for code in (theirs.at(PRESENT), codes[0]):
        assert send(client, "/sign-in/code", code=code, **forged).status_code == 200
    assert send(client, "/sign-in/code", code=made.at(PRESENT), **forged).status_code == 303
    assert "陈美玲" not in client.get("/account").text
    assert factors.factors_of(db, cast.chen.account.id).codes == 10


@on_sqlite
def test_n1_guessing_codes_is_slowed_and_told_in_a_sentence(db: Session, cast: Cast, portal: Flask) -> None:
    made, _codes = app_of(db, cast.boris)
    client = by_link(portal, BORIS, expect="/sign-in/code")
    for number in range(guessing.LIMITS["pair"].free):
        assert send(client, "/sign-in/code", code=f"00000{number}").status_code == 200
    slowed = send(client, "/sign-in/code", code=made.at(PRESENT))
    assert slowed.status_code == 429
    said = checked(slowed.text).one("main").text
    assert re.search(r"There were too many tries\. Wait 3[01] seconds", said)
    with clock.travel(PRESENT + timedelta(minutes=1)):
        assert send(client, "/sign-in/code", code=made.at(clock.now())).status_code == 303
