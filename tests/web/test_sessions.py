"""Sessions at a site: begun under a token of their own, and over when they should be."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Config, prepare_instance
from disclosure import clock
from disclosure.casework import accounts
from disclosure.models import SignedIn
from tests.cast import PRESENT, Cast
from tests.pages import checked
from tests.web.signing import MakeSite, is_in, link, on_sqlite, send, token_in


@on_sqlite
def test_a_session_begins_under_a_token_of_its_own(portal: Flask) -> None:
    client = portal.test_client()
    path = link(portal, client)
    with client.session_transaction() as session:
        session["_user_id"] = "chosen-by-somebody-else"
        session["planted"] = "yes"
        before = session.get("csrf_token")
    send(client, path)
    assert token_in(client) != "chosen-by-somebody-else"
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before


@on_sqlite
def test_signing_in_again_ends_the_session_before(portal: Flask) -> None:
    client, thief = portal.test_client(), portal.test_client()
    send(client, link(portal, client))
    old = client.get_cookie("portal-session")
    assert old is not None
    thief.set_cookie("portal-session", old.value)
    send(client, link(portal, client))
    assert is_in(client)
    assert not is_in(thief)


@on_sqlite
def test_signing_out_ends_the_session_here_and_for_an_old_cookie(portal: Flask, db: Session) -> None:
    client, thief = portal.test_client(), portal.test_client()
    send(client, link(portal, client))
    old = client.get_cookie("portal-session")
    assert old is not None
    thief.set_cookie("portal-session", old.value)
    assert is_in(thief)
    left = send_sign_out(client)
    assert (left.status_code, left.location) == (303, "/sign-in")
    assert not is_in(client)
    assert not is_in(thief)
    row = db.scalars(select(SignedIn).order_by(SignedIn.created_at.desc())).first()
    assert row is not None
    assert row.ended_at is not None


def send_sign_out(client: FlaskClient) -> TestResponse:
    found = re.search(r'name="?csrf_token"?[^>]* value="([^"]+)"', client.get("/home").text)
    assert found
    return client.post("/sign-out", data={"csrf_token": found[1]})


@on_sqlite
def test_reading_a_page_signs_nobody_out(portal: Flask) -> None:
    client = portal.test_client()
    send(client, link(portal, client))
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400
    assert is_in(client)


@on_sqlite
def test_an_idle_session_is_over(portal: Flask) -> None:
    client = portal.test_client()
    send(client, link(portal, client))
    idle = portal.extensions["config"].idle_minutes
    with clock.travel(PRESENT + timedelta(minutes=idle - 2)):
        assert is_in(client)
    with clock.travel(PRESENT + timedelta(minutes=2 * idle - 4)):
        assert is_in(client)
    with clock.travel(PRESENT + timedelta(minutes=3 * idle)):
        assert not is_in(client)


@on_sqlite
def test_a_busy_session_is_over_after_its_hours(portal: Flask) -> None:
    client = portal.test_client()
    send(client, link(portal, client))
    hours = portal.extensions["config"].absolute_hours
    for minutes in range(50, hours * 60, 50):
        with clock.travel(PRESENT + timedelta(minutes=minutes)):
            assert is_in(client)
    with clock.travel(PRESENT + timedelta(hours=hours, minutes=1)):
        assert not is_in(client)


@on_sqlite
def test_a_disabled_account_is_out_on_the_next_page(portal: Flask, db: Session, cast: Cast) -> None:
    client = portal.test_client()
    send(client, link(portal, client))
    accounts.disable(db, by=cast.olu.actor, account=cast.amina.account)
    db.commit()
    assert not is_in(client)


@on_sqlite
def test_a_role_taken_back_is_gone_on_the_next_page(make: MakeSite, db: Session, cast: Cast) -> None:
    review = make("review", second_factor_on=frozenset())
    client = review.test_client()
    send(client, link(review, client, email="rosa@example.com"))
    assert client.get("/").status_code == 200
    (grant,) = cast.rosa.account.grants
    accounts.revoke_role(db, by=cast.olu.actor, grant=grant)
    db.commit()
    assert client.get("/").status_code == 404


@on_sqlite
def test_the_language_one_chose_stays_after_signing_in(portal: Flask) -> None:
    client = portal.test_client()
    client.get("/sign-in?lang=fr")
    path = link(portal, client)
    send(client, path)
    assert 'lang="fr"' in client.get("/help").text


DEMO = ("demo.people", "demo.sign_in")


@on_sqlite
@pytest.mark.parametrize("site", ["portal", "review", "compliance"])
def test_only_a_demonstration_has_its_door(make: MakeSite, site: str) -> None:
    real = make(site)
    assert not set(DEMO) & set(real.view_functions)
    client = real.test_client()
    assert client.get("/demo").status_code == 404
    assert client.get("/demo/sign-in").status_code == 404
    assert "demonstration" not in client.get("/sign-in").text


@on_sqlite
@pytest.mark.parametrize("site", ["portal", "review", "compliance"])
def test_in_a_demonstration_one_chooses_whom_to_be(make: MakeSite, site: str) -> None:
    demo = make(site, demo=True)
    client = demo.test_client()
    page = client.get("/demo")
    checked(page.text)
    offered = re.search(r'name="?email"? value="([^"]+)"', page.text)
    assert offered
    email = offered[1]
    assert client.post("/demo/sign-in", data={"email": email}).status_code == 400
    found = re.search(r'name="?csrf_token"?[^>]* value="([^"]+)"', page.text)
    assert found
    arrived = client.post("/demo/sign-in", data={"csrf_token": found[1], "email": email})
    assert arrived.status_code == 303
    assert client.get(arrived.location, follow_redirects=True).status_code == 200


def test_a_demo_mark_opens_no_door_to_another_database(
    make: MakeSite, migrated_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "marked"
    prepare_instance(folder, demo=True)
    settings = Config.from_environment(
        {"DISCLOSURE_INSTANCE": str(folder), "DISCLOSURE_DATABASE_URL": migrated_url}
    )
    assert settings.demo is False
    assert make("portal", demo=settings.demo).test_client().get("/demo").status_code == 404
