"""The page about how one signs in: sessions that are listed and ended, and proving again who one is."""

import re
from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts
from disclosure.casework.accounts import factors, passwords
from disclosure.credentials import hashing
from disclosure.models import LedgerEntry, SignedIn
from tests.cast import PRESENT, Cast
from tests.pages import checked
from tests.second_factors import set_up
from tests.web.signing import MakeSite, is_in, letters, link, on_sqlite, send

PAGE = "/account/sign-in"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Edg/140.0"
GOOD = "moonlit-harbour-quill"
LATE = PRESENT + timedelta(minutes=31)


def signed_in(app: Flask, agent: str = FIREFOX) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = agent
    send(client, link(app, client))
    return client


def press(client: FlaskClient, address: str, *, on: str = PAGE) -> int:
    """Press a button of a page, by the address it posts to."""
    page = client.get(on)
    token = re.search(r'name="?csrf_token"?[^>]* value="([^"]+)"', page.text)
    assert token
    headers = {"Referer": f"http://localhost{on}"}
    return client.post(address, data={"csrf_token": token[1]}, headers=headers).status_code


def own(db: Session, cast: Cast) -> list[SignedIn]:
    going_on = select(SignedIn).where(
        SignedIn.account_id == cast.amina.account.id, SignedIn.ended_at.is_(None)
    )
    db.expire_all()
    return list(db.scalars(going_on.order_by(SignedIn.created_at)))


def test_one_sees_where_one_is_signed_in_and_ends_what_one_does_not_know(
    db: Session, cast: Cast, portal: Flask
) -> None:
    here, elsewhere = (
        signed_in(portal),
        signed_in(portal, EDGE),
    )
    page = checked(here.get(PAGE).text).one("main").text
    assert "Firefox, Linux , Filing site (this one)" in page
    assert "Edge, Windows , Filing site" in page
    (other,) = [one.id for one in own(db, cast) if one.agent == "Edge, Windows"]
    db.rollback()
    assert press(here, f"{PAGE}/sessions/{other}") == 303
    assert is_in(here)
    assert not is_in(elsewhere)


@on_sqlite
def test_all_others_are_ended_at_once(portal: Flask) -> None:
    here, others = signed_in(portal), [signed_in(portal) for _ in range(2)]
    assert press(here, f"{PAGE}/sessions") == 303
    assert is_in(here)
    assert not any(is_in(other) for other in others)
    assert "End all others" not in here.get(PAGE).text


@on_sqlite
def test_nobody_ends_the_session_of_somebody_else(db: Session, cast: Cast, portal: Flask) -> None:
    client = signed_in(portal)
    accounts.begin_session(db, cast.boris.account, site="portal", method="link")
    db.commit()
    boris = cast.boris.account.id
    theirs = db.scalars(select(SignedIn.id).where(SignedIn.account_id == boris)).one()
    db.rollback()
    for session_id in (theirs, uuid4()):
        assert press(client, f"{PAGE}/sessions/{session_id}") == 404
    assert db.get_one(SignedIn, theirs).ended_at is None


@on_sqlite
@pytest.mark.parametrize("site", ["portal", "review", "compliance"])
def test_every_site_has_the_page_and_leads_to_it(db: Session, cast: Cast, make: MakeSite, site: str) -> None:
    app = make(site)
    token = accounts.begin_session(db, cast.olu.account, site=site, method="link+app")
    db.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    page = client.get(PAGE)
    account = re.search(r'class="?account"?[^<]*<a href="?([^">]+)', page.text)
    assert account
    assert PAGE in (account[1], *re.findall(r'href="?([^">\s]+)', client.get(account[1]).text))
    for address in (PAGE, f"{PAGE}/password", f"{PAGE}/app"):
        checked(client.get(f"{address}?language=ar").text)


@on_sqlite
def test_an_app_is_set_up_and_taken_off_again_where_none_is_demanded(
    db: Session, cast: Cast, portal: Flask
) -> None:
    client = signed_in(portal)
    key = re.search(r"<strong dir=\"?ltr\"?>([A-Z2-7 ]{39})</strong>", client.get(f"{PAGE}/app").text)
    assert key
    made = pyotp.TOTP(key[1].replace(" ", ""))
    codes = send(client, f"{PAGE}/app", code=made.at(PRESENT))
    assert "They are not shown again." in checked(codes.text).one("main").text
    assert "You have 10 recovery codes left." in client.get(PAGE).text
    renewed = send(client, f"{PAGE}/codes")
    assert set(re.findall(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", renewed.text)).isdisjoint(
        re.findall(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", codes.text)
    )
    assert press(client, f"{PAGE}/app/remove") == 303
    assert factors.factors_of(db, cast.amina.account.id) == (False, 0, [])
    db.rollback()
    told = "".join(letters(portal))
    assert "An app for one-time codes was set up" in told
    assert "was taken off your account" in told


@on_sqlite
def test_where_a_second_factor_is_demanded_it_stays(db: Session, cast: Cast, make: MakeSite) -> None:
    strict = make(second_factor_on=frozenset({"portal"}))
    token = accounts.begin_session(db, cast.amina.account, site="portal", method="link+app")
    db.commit()
    client = strict.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    assert press(client, f"{PAGE}/app/remove") == 404


@on_sqlite
def test_a_page_that_asks_by_itself_keeps_no_session_alive(db: Session, cast: Cast, make: MakeSite) -> None:
    review = make("review")
    client = review.test_client()
    token = accounts.begin_session(db, cast.rosa.account, site="review", method="link+app")
    db.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
    for minutes in range(5, 60, 5):
        with clock.travel(PRESENT + timedelta(minutes=minutes)):
            assert client.get("/stamp").status_code == 200
    with clock.travel(PRESENT + timedelta(minutes=61)):
        assert client.get("/stamp").status_code == 303
        assert client.get("/").status_code == 303


@on_sqlite
def test_long_after_signing_in_one_proves_again_who_one_is_by_password(
    db: Session, cast: Cast, portal: Flask
) -> None:
    passwords.set_password(db, account=cast.amina.account, hashed=hashing.hashed(GOOD), site="portal")
    db.commit()
    client = signed_in(portal)
    assert client.get(f"{PAGE}/app").status_code == 200
    with clock.travel(LATE):
        asked = client.get(f"{PAGE}/app")
        assert (asked.status_code, asked.location) == (303, f"/sign-in/prove?next={PAGE}/app")
        checked(client.get(asked.location).text)
        wrong = send(client, "/sign-in/prove", password="not this one")
        assert "This password is not right." in checked(wrong.text).one("main").text
        assert client.get(f"{PAGE}/app").status_code == 303
        right = send(client, "/sign-in/prove", password=GOOD)
        assert (right.status_code, right.location) == (303, f"{PAGE}/app")
        assert client.get(f"{PAGE}/app").status_code == 200
    with clock.travel(LATE + timedelta(minutes=31)):
        assert client.get(f"{PAGE}/app").status_code == 303
    lines = select(LedgerEntry.facts).where(LedgerEntry.kind == "account:proved-again")
    assert db.scalars(lines).all() == [{"site": "portal", "method": "password"}]


@on_sqlite
def test_who_has_an_app_proves_it_by_a_code_and_anybody_by_a_link(
    db: Session, cast: Cast, portal: Flask
) -> None:
    with clock.travel(PRESENT - timedelta(seconds=60)):
        made, _codes = set_up(db, cast.amina.account, at=clock.now())
    db.commit()
    client = signed_in(portal)
    send(client, "/sign-in/code", code=made.at(PRESENT))
    with clock.travel(LATE):
        client.get(f"{PAGE}/password", follow_redirects=True)
        assert "Code" in client.get("/sign-in/prove").text
        assert send(client, "/sign-in/prove", code="000000").status_code == 200
        known = set(letters(portal))
        assert press(client, "/sign-in/prove/link", on="/sign-in/prove") == 303
        (letter,) = set(letters(portal)) - known
        found = re.search(r"http://localhost(/sign-in/link/\S+)", letter)
        assert found
        assert send(client, found[1]).location == "/sign-in/code"
        assert send(client, "/sign-in/code", code=made.at(LATE)).location == f"{PAGE}/password"
        assert client.get(f"{PAGE}/password").status_code == 200


@on_sqlite
@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_w6_proving_leads_to_no_other_site(db: Session, cast: Cast, portal: Flask, wanted: str) -> None:
    passwords.set_password(db, account=cast.amina.account, hashed=hashing.hashed(GOOD), site="portal")
    db.commit()
    client = signed_in(portal)
    client.get("/sign-in/prove", query_string={"next": wanted})
    assert send(client, "/sign-in/prove", password=GOOD).location == "/home"
