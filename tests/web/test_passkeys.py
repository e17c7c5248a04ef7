"""Passkeys at a site: made, used and taken off, with answers that are really signed and really checked."""

from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts
from disclosure.models import Passkey
from tests.cast import PRESENT, Cast
from tests.pages import checked
from tests.second_factors import set_up
from tests.web.authenticator import Device
from tests.web.reading import read
from tests.web.signing import MakeSite, is_in, link, on_sqlite, send
from tests.web.test_own_sign_in import press

ADD, USE = "/account/sign-in/passkeys", "/sign-in/passkey"


@pytest.fixture
def amina(db: Session, cast: Cast, portal: Flask) -> FlaskClient:
    """Amina, signed in, who has an app."""
    made, _codes = set_up(db, cast.amina.account, at=PRESENT - timedelta(seconds=30))
    db.commit()
    client = portal.test_client()
    send(client, link(portal, client))
    send(client, "/sign-in/code", code=made.at(PRESENT))
    assert is_in(client)
    return client


def asked(client: FlaskClient, address: str) -> str:
    """The options that a page carries for the device."""
    (form,) = [form for form in read(client.get(address).text).all("form") if form.get("data-passkey")]
    return unescape(form.get("data-passkey"))


def send_answer(client: FlaskClient, address: str, answer: str, **more: str) -> tuple[int, str]:
    """Send what the device answered, with the token of a page that asks for nothing anew."""
    page = read(
        client.get("/account/sign-in").text if address == ADD else client.get("/sign-in/password").text
    )
    token = page.all("input", name="csrf_token")[0].get("value")
    told = client.post(address, data={"csrf_token": token, "answer": answer} | more)
    return told.status_code, told.text if told.status_code == 200 else told.location


@pytest.fixture
def device(amina: FlaskClient) -> Device:
    """A device on which Amina made a passkey."""
    device = Device()
    added = send_answer(amina, ADD, device.makes(asked(amina, ADD)), name="Work laptop")
    assert added == (303, "/account/sign-in")
    return device


def test_a_passkey_is_made_and_signs_in_without_anything_else(
    db: Session, amina: FlaskClient, device: Device, portal: Flask
) -> None:
    assert "Work laptop" in checked(amina.get("/account/sign-in").text).one("main").text
    client = portal.test_client()
    checked(client.get(USE).text)
    assert max(len(client.get(USE).data), len(amina.get(ADD).data)) <= 10_000
    assert send_answer(client, USE, device.proves(asked(client, USE))) == (303, "/home")
    assert is_in(client)
    row = db.scalars(select(Passkey)).one()
    assert (row.sign_count, row.host) == (1, "localhost")


@on_sqlite
def test_an_answer_works_once_and_not_for_another_browser(
    amina: FlaskClient, device: Device, portal: Flask
) -> None:
    client, thief = portal.test_client(), portal.test_client()
    options = asked(client, USE)
    stolen = client.get_cookie("portal-session")
    assert stolen is not None
    answer = device.proves(options)
    asked(thief, USE)
    assert "does not sign you in here" in send_answer(thief, USE, answer)[1]
    assert send_answer(client, USE, answer)[0] == 303
    thief.set_cookie("portal-session", stolen.value)
    assert "does not sign you in here" in send_answer(thief, USE, answer)[1]
    assert not is_in(thief)


@on_sqlite
def test_what_is_not_rightly_signed_signs_nobody_in(
    amina: FlaskClient, device: Device, portal: Flask
) -> None:
    other = Device(id=device.id)
    elsewhere = Device(key=device.key, id=device.id, origin="http://localhost.evil.example")
    careless = Device(key=device.key, id=device.id, verifies=False)
    unknown = Device()
    for one in (other, elsewhere, careless, unknown):
        client = portal.test_client()
        assert "does not sign you in here" in send_answer(client, USE, one.proves(asked(client, USE)))[1]
        assert not is_in(client)
    for answer in ("", "none", "{}", "[]", '{"id": 1}', '{"id": "x", "rawId": "é", "type": "public-key"}'):
        client = portal.test_client()
        asked(client, USE)
        assert send_answer(client, USE, answer)[0] == 200
        assert not is_in(client)


@on_sqlite
def test_a_copied_passkey_is_noticed_by_its_count(amina: FlaskClient, device: Device, portal: Flask) -> None:
    client, copy = portal.test_client(), Device(key=device.key, id=device.id)
    device.count = 5
    assert send_answer(client, USE, device.proves(asked(client, USE)))[0] == 303
    thief = portal.test_client()
    with clock.travel(PRESENT + timedelta(minutes=1)):
        assert "does not sign you in here" in send_answer(thief, USE, copy.proves(asked(thief, USE)))[1]


@on_sqlite
def test_an_answer_that_comes_late_is_refused(amina: FlaskClient, device: Device, portal: Flask) -> None:
    client = portal.test_client()
    answer = device.proves(asked(client, USE))
    with clock.travel(PRESENT + timedelta(minutes=6)):
        assert "does not sign you in here" in send_answer(client, USE, answer)[1]


@on_sqlite
def test_a_passkey_of_a_disabled_account_is_worth_nothing(
    db: Session, cast: Cast, amina: FlaskClient, device: Device, portal: Flask
) -> None:
    accounts.disable(db, by=cast.olu.actor, account=cast.amina.account)
    db.commit()
    client = portal.test_client()
    assert "does not sign you in here" in send_answer(client, USE, device.proves(asked(client, USE)))[1]


@on_sqlite
def test_without_an_app_no_passkey_is_taken(db: Session, portal: Flask) -> None:
    client = portal.test_client()
    send(client, link(portal, client, email="boris@example.org"))
    page = client.get(ADD).text
    assert "/account/sign-in/app" in page
    assert "data-passkey" not in page
    refused = send_answer(
        client, ADD, Device().makes('{"rp": {"id": "localhost"}, "challenge": "AAAA"}'), name="x"
    )
    assert refused[0] == 200
    assert db.scalars(select(Passkey)).all() == []


@on_sqlite
def test_without_a_script_the_page_says_what_to_do(amina: FlaskClient, portal: Flask) -> None:
    client = portal.test_client()
    asked(client, USE)
    told = send_answer(client, USE, "")[1]
    assert "Passkeys need a script" in checked(told).one("main").text


@on_sqlite
def test_one_takes_off_one_s_own_passkey_and_nobody_else_s(
    db: Session, amina: FlaskClient, device: Device, portal: Flask
) -> None:
    row_id = db.scalars(select(Passkey.id)).one()
    db.rollback()
    stranger = portal.test_client()
    send(stranger, link(portal, stranger, email="boris@example.org"))
    assert press(stranger, f"{ADD}/{row_id}") == 404
    assert press(amina, f"{ADD}/{row_id}") == 303
    client = portal.test_client()
    assert "does not sign you in here" in send_answer(client, USE, device.proves(asked(client, USE)))[1]


@on_sqlite
@pytest.mark.parametrize(
    ("url", "offered"),
    [
        ("https://file.example.org", True),
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", False),
        ("http://file.example.org", False),
    ],
)
def test_passkeys_are_offered_where_a_browser_makes_them(make: MakeSite, url: str, offered: bool) -> None:
    client = make(url=url).test_client()
    page = client.get("/sign-in", base_url=url)
    assert ("Sign in with a passkey" in page.text) is offered
    assert (client.get(USE, base_url=url).status_code == 200) is offered
