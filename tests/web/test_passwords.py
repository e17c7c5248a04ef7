"""Signing in by password: one answer to every wrong one, and nobody waits for the database meanwhile."""

import hashlib
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework.accounts import guessing, passwords
from disclosure.credentials import hashing
from disclosure.db import transaction
from disclosure.errors import ConfigError
from disclosure.models import Account, KnownDevice, Letter, Password, SignedIn
from tests.cast import PRESENT, Cast, Member
from tests.pages import checked
from tests.web.reading import read
from tests.web.signing import AMINA, MakeSite, is_in, link, on_sqlite, send

GOOD, OTHER = "moonlit-harbour-quill", "four plain words apart"


@pytest.fixture
def with_password(db: Session, cast: Cast) -> Member:
    """Amina, who chose a password."""
    choose(db, cast.amina)
    return cast.amina


def choose(db: Session, who: Member, password: str = GOOD) -> None:
    passwords.set_password(db, account=who.account, hashed=hashing.hashed(password), site="portal")
    db.commit()


def enter(client: FlaskClient, password: str, email: str = AMINA) -> int:
    return send(client, "/sign-in/password", email=email, password=password).status_code


def main(page: str) -> str:
    return checked(page).one("main").text


def test_somebody_signs_in_by_password(with_password: Member, portal: Flask) -> None:
    client = portal.test_client()
    client.get("/sign-in?next=/help")
    checked(client.get("/sign-in/password").text)
    arrived = send(client, "/sign-in/password", email=" Amina@Example.ORG", password=GOOD)
    assert (arrived.status_code, arrived.location) == (303, "/help")
    assert is_in(client)


@on_sqlite
def test_n2_whatever_is_wrong_the_answer_is_the_same(with_password: Member, portal: Flask) -> None:
    answers = set()
    for email, given in ((AMINA, OTHER), ("nobody@example.org", GOOD), ("boris@example.org", GOOD)):
        client = portal.test_client()
        answer = send(client, "/sign-in/password", email=email, password=given)
        assert GOOD not in answer.text
        said = re.sub(r'(nonce|value)="[^"]+"', "", answer.text)
        answers.add((answer.status_code, said.replace(email, "")))
        assert not is_in(client)
    assert len(answers) == 1


@on_sqlite
def test_n2_every_wrong_answer_costs_one_hash(
    with_password: Member, portal: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged, real = list[str | None](), hashing.matches

    def watched(kept: str | None, given: str) -> bool:
        judged.append(kept)
        return real(kept, given)

    monkeypatch.setattr(hashing, "matches", watched)
    for email in (AMINA, "nobody@example.org", "boris@example.org"):
        enter(portal.test_client(), OTHER, email)
    assert len(judged) == 3


@on_sqlite
def test_n1_the_attacker_waits_and_the_owner_does_not(with_password: Member, portal: Flask) -> None:
    owner = portal.test_client()
    assert enter(owner, GOOD) == 303
    attacker = portal.test_client()
    free = guessing.LIMITS["pair"].free
    assert [enter(attacker, f"guess {number}") for number in range(free + 1)] == [200] * free + [429]
    slowed = send(attacker, "/sign-in/password", email=AMINA, password=GOOD)
    assert re.search("Wait 3[01] seconds", main(slowed.text))
    assert not is_in(attacker)
    send(owner, "/sign-in/password", email=AMINA, password=GOOD)
    assert is_in(owner)
    assert send(attacker, link(portal, attacker)).status_code == 303, "a link is always to be had"
    with clock.travel(PRESENT + timedelta(minutes=1)):
        assert enter(portal.test_client(), GOOD) == 303


@on_sqlite
def test_a_device_is_known_by_a_cookie_that_says_nothing(with_password: Member, make: MakeSite) -> None:
    site = make(url="https://file.example.org", accounts_secret="x" * 40)
    client = site.test_client()
    base = "https://file.example.org"
    page = client.get("/sign-in/password", base_url=base)
    token = re.search(r'name="?csrf_token"?[^>]* value="([^"]+)"', page.text)
    assert token
    sent = {"csrf_token": token[1], "email": AMINA, "password": GOOD}
    answer = client.post("/sign-in/password", data=sent, base_url=base, headers={"Referer": base})
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if "device" in one]
    assert cookie.startswith("__Host-portal-device=")
    for promise in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert promise in cookie
    assert "amina" not in cookie


@pytest.fixture
def crowd() -> Iterator[Callable[[], None]]:
    """All room for hashing is taken until the crowd is told to leave."""
    taken = 0
    while hashing._ROOM.acquire(blocking=False):
        taken += 1
    left = list[None]()

    def leave() -> None:
        if not left:
            left.append(None)
            for _ in range(taken):
                hashing._ROOM.release()

    yield leave
    leave()


@on_sqlite
def test_n7_whoever_comes_when_too_many_are_hashed_is_told_not_counted_and_loses_nothing(
    with_password: Member, portal: Flask, crowd: Callable[[], None]
) -> None:
    client = portal.test_client()
    client.get("/sign-in?next=/help")
    page = send(client, "/sign-in/password", email=AMINA, password=GOOD)
    for _ in range(guessing.LIMITS["pair"].free + 1):
        assert page.status_code == 503
        assert 0 < int(page.headers["Retry-After"]) < 10
        assert "Try again in a few seconds" in main(page.text)
        form = read(page.text).one("form", method="post")
        assert form.get("data-again") == page.headers["Retry-After"]
        assert "again.js" in page.text
        sent = {box.get("name"): box.get("value") for box in form.all("input")}
        assert set(sent) == {"csrf_token", "email"}, "the password is in no page"
        page = client.post("/sign-in/password", data=sent)
    crowd()
    arrived = client.post("/sign-in/password", data=sent)
    assert (arrived.status_code, arrived.location) == (303, "/help")
    assert is_in(client)


@on_sqlite
def test_what_waits_is_sealed_of_its_own_address_and_forgotten_after_two_minutes(
    with_password: Member, portal: Flask, crowd: Callable[[], None]
) -> None:
    client = portal.test_client()
    assert enter(client, GOOD) == 503
    with client.session_transaction() as session:
        assert set(session) >= {"held"}
        assert not {GOOD, AMINA} & {part for one in session["held"] for part in (one, b64decode(one + "=="))}
        assert AMINA not in str(dict(session))
    crowd()
    assert "Enter your password" in send(client, "/sign-in/password", email="boris@example.org").text
    with client.session_transaction() as session:
        assert "held" not in session, "it was asked for with another address"
    assert enter(portal.test_client(), "") == 200


@on_sqlite
@pytest.mark.parametrize(("after", "status"), [(timedelta(seconds=115), 303), (timedelta(seconds=125), 200)])
def test_what_waits_is_good_for_two_minutes(
    with_password: Member, portal: Flask, crowd: Callable[[], None], after: timedelta, status: int
) -> None:
    client = portal.test_client()
    assert enter(client, GOOD) == 503
    with clock.travel(PRESENT + timedelta(minutes=1)):
        assert enter(client, "") == 503
    crowd()
    with clock.travel(PRESENT + after):
        assert enter(client, "") == status


@on_sqlite
def test_n7_nobody_waits_for_the_database_while_a_password_is_judged(
    with_password: Member, portal: Flask
) -> None:
    client = portal.test_client()
    client.get("/sign-in/password")
    for _ in range(hashing.AT_ONCE):
        assert hashing._TURN.acquire()
    with ThreadPoolExecutor(1) as pool:
        try:
            waiting = pool.submit(enter, client, GOOD)
            while hashing._ROOM._here._value == hashing.AT_ONCE + hashing.WAITING:
                pass
            with transaction(portal.extensions["engine"]) as db:
                db.get_one(Account, with_password.account.id).keys_off = True
            assert not waiting.done()
        finally:
            for _ in range(hashing.AT_ONCE):
                hashing._TURN.release()
        assert waiting.result(timeout=10) == 303


@on_sqlite
def test_a_forgotten_password_is_replaced_by_a_link_of_one_use(
    db: Session, with_password: Member, portal: Flask
) -> None:
    client, thief = portal.test_client(), portal.test_client()
    enter(thief, GOOD)
    path = link(portal, client, page="/sign-in/forgotten")
    assert send(client, path).location == "/account/sign-in/password"
    easy = send(client, "/account/sign-in/password", password="Amina Odhiambo 1")
    assert "little more than your name or address" in main(easy.text)
    chosen = send(client, "/account/sign-in/password", password=OTHER)
    assert chosen.location == "/account/sign-in"
    assert is_in(client)
    assert not is_in(thief), "other sessions are over"
    assert send(portal.test_client(), path).status_code == 410
    db.expire_all()
    assert db.scalars(select(Letter.params).where(Letter.kind == "sign-in-changed")).all()[-1] == {
        "what": "password",
        "site": "portal",
    }
    db.rollback()
    assert enter(portal.test_client(), GOOD) == 200
    assert enter(portal.test_client(), OTHER) == 303
    kept = db.scalars(select(Password.hash)).one()
    assert OTHER not in kept


@on_sqlite
def test_a_password_that_leaked_is_not_taken_where_the_operator_keeps_a_file_of_them(
    db: Session, with_password: Member, make: MakeSite, tmp_path: Path
) -> None:
    file = tmp_path / "leaked.txt"
    with pytest.raises(ConfigError, match="cannot be read"):
        make(breached=file)
    file.write_text(f"{hashlib.sha1(OTHER.encode(), usedforsecurity=False).hexdigest().upper()}:12\r\n")
    site = make(breached=file)
    client = site.test_client()
    send(client, link(site, client))
    for leaked, open_to in ((OTHER, 200), (f"{OTHER} by the sea", 303)):
        answer = send(client, "/account/sign-in/password", password=leaked)
        assert answer.status_code == open_to
        assert ("on lists of common passwords" in answer.text) == (leaked == OTHER)


@on_sqlite
def test_n6_a_link_to_choose_a_password_is_over_in_an_hour(portal: Flask) -> None:
    path = link(portal, portal.test_client(), page="/sign-in/forgotten")
    with clock.travel(PRESENT + timedelta(minutes=61)):
        assert send(portal.test_client(), path).status_code == 410


@on_sqlite
def test_n3_a_new_password_ends_links_and_forgets_devices(
    db: Session, with_password: Member, portal: Flask
) -> None:
    client = portal.test_client()
    enter(client, GOOD)
    open_link = link(portal, portal.test_client())
    send(client, "/account/sign-in/password", password=OTHER)
    assert send(portal.test_client(), open_link).status_code == 410
    assert db.scalars(select(KnownDevice)).all() == []
    going_on = select(SignedIn).where(
        SignedIn.account_id == with_password.account.id, SignedIn.ended_at.is_(None)
    )
    assert len(db.scalars(going_on).all()) == 1
