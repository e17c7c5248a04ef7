"""Signing in at a site: by the link of a letter, and back to the page one wanted."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts
from disclosure.models import LedgerEntry
from tests.cast import PRESENT, Cast
from tests.pages import checked
from tests.web.signing import AMINA, MakeSite, is_in, letters, link, on_sqlite, send


def test_somebody_signs_in_by_the_link_of_a_letter(portal: Flask, db: Session, cast: Cast) -> None:
    client = portal.test_client()
    assert not is_in(client)
    path = link(portal, client, email=" Amina@Example.ORG ")
    assert checked(client.get(path).text).one("h1").text == "Sign in on this device"
    arrived = send(client, path)
    assert (arrived.status_code, arrived.location) == (303, "/home")
    assert is_in(client)
    kinds = db.execute(
        select(LedgerEntry.kind, LedgerEntry.facts).where(LedgerEntry.account_id == cast.amina.account.id)
    )
    assert ("account:signed-in", {"site": "portal", "method": "link"}) in [tuple(kind) for kind in kinds]


@on_sqlite
def test_a_scanner_that_opens_the_link_does_not_use_it_up(portal: Flask) -> None:
    client, scanner = portal.test_client(), portal.test_client()
    path = link(portal, client)
    for _ in range(3):
        assert scanner.get(path).status_code == 200
    assert not is_in(scanner)
    assert send(client, path).status_code == 303


@on_sqlite
def test_a_link_works_once(portal: Flask) -> None:
    client, other = portal.test_client(), portal.test_client()
    path = link(portal, client)
    send(client, path)
    again = send(other, path)
    assert again.status_code == 410
    checked(again.text)
    assert not is_in(other)


@on_sqlite
def test_a_link_expires(portal: Flask) -> None:
    client = portal.test_client()
    path = link(portal, client)
    with clock.travel(PRESENT + timedelta(minutes=accounts.SIGN_IN_MINUTES + 1)):
        assert send(client, path).status_code == 410
    assert not is_in(client)


@on_sqlite
def test_a_link_is_of_one_site(portal: Flask, make: MakeSite) -> None:
    path = link(portal, portal.test_client())
    elsewhere = make("compliance").test_client()
    assert send(elsewhere, path).status_code == 410


@on_sqlite
@pytest.mark.parametrize("path", ["/sign-in/link/guessed", "/sign-in/link/" + "A" * 400])
def test_a_guessed_link_reads_like_a_used_one(portal: Flask, path: str) -> None:
    client = portal.test_client()
    used = link(portal, client)
    send(client, used)
    other = portal.test_client()
    assert (
        checked(send(other, path).text).one("main").text == checked(send(other, used).text).one("main").text
    )


@on_sqlite
def test_known_and_unknown_addresses_get_the_same_answer(portal: Flask) -> None:
    answers = []
    for email in (AMINA, "nobody@example.org", "amina@example.org.evil.example"):
        client = portal.test_client()
        answer = send(client, "/sign-in", email=email)
        page = client.get(answer.location).text
        answers.append((answer.status_code, answer.location, re.sub(r'(nonce|value)="[^"]+"', "", page)))
    assert len(set(answers)) == 1
    assert len([letter for letter in letters(portal) if "/sign-in/link/" in letter]) == 1


@on_sqlite
@pytest.mark.parametrize("email", ["", "amina", "amina@", "a" * 400 + "@example.org", "a@b\nBcc: c@d.e"])
def test_what_is_no_address_is_told_so_and_sent_nothing(portal: Flask, email: str) -> None:
    answer = send(portal.test_client(), "/sign-in", email=email)
    assert answer.status_code == 200
    assert checked(answer.text).with_class("error-summary")
    assert not [letter for letter in letters(portal) if "/sign-in/link/" in letter]


@on_sqlite
@pytest.mark.parametrize("wanted", ["/2020/messages", "/help?tab=two", "/2020/statement"])
def test_one_is_led_back_to_where_one_wanted_to_go(portal: Flask, wanted: str) -> None:
    client = portal.test_client()
    path = link(portal, client)
    client.get(f"/sign-in?next={quote(wanted, safe='')}")
    assert send(client, path).location == wanted


EVIL = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,evil",
    "evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\u2028/evil.example",
    "@evil.example",
    "?next=//evil.example",
    "",
]


@on_sqlite
def test_nobody_is_led_to_another_site(portal: Flask) -> None:
    for wanted in EVIL:
        client = portal.test_client()
        for written in (quote(wanted, safe=""), quote(quote(wanted, safe=""), safe="")):
            client.get(f"/sign-in?next={written}")
            with client.session_transaction() as session:
                assert "evil" not in session.get("next", "")
    path = link(portal, client)
    assert send(client, path).location == "/home"


@on_sqlite
def test_the_way_back_is_judged_again_when_it_is_taken(portal: Flask) -> None:
    client = portal.test_client()
    path = link(portal, client)
    with client.session_transaction() as session:
        session["next"] = "//evil.example"
    assert send(client, path).location == "/home"
