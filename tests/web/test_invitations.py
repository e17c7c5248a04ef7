"""Invitations: a link of one use for somebody without an account's mail of ours, good for a week."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework.accounts import links
from disclosure.errors import NotPermitted
from disclosure.models import LedgerEntry
from tests.cast import PRESENT, Cast, Member
from tests.web.signing import MakeSite, letters, on_sqlite, send

ROSA = "rosa@example.com"


@pytest.fixture
def review(make: MakeSite) -> Flask:
    return make("review")


def invited(db: Session, cast: Cast, app: Flask, by: Member | None = None) -> str:
    """Let Olu invite Rosa; return the path of the link in her letter."""
    known = set(letters(app))
    links.invite(db, by=(by or cast.olu).actor, account=cast.rosa.account, site="review")
    db.commit()
    (letter,) = set(letters(app)) - known
    found = re.search(r"http://localhost(/sign-in/link/\S+)", letter)
    assert found, letter
    return found[1]


@on_sqlite
def test_somebody_from_outside_takes_up_an_account(db: Session, cast: Cast, review: Flask) -> None:
    path = invited(db, cast, review)
    client = review.test_client()
    with clock.travel(PRESENT + timedelta(days=6)):
        assert send(client, path).location == "/sign-in/enrol"
    lines = select(LedgerEntry.facts).where(LedgerEntry.kind == "account:invited")
    assert db.scalars(lines).all() == [{"account": str(cast.rosa.account.id)}]


@on_sqlite
def test_an_invitation_works_once_and_for_a_week(db: Session, cast: Cast, review: Flask) -> None:
    path = invited(db, cast, review)
    send(review.test_client(), path)
    assert send(review.test_client(), path).status_code == 410
    path = invited(db, cast, review)
    with clock.travel(PRESENT + timedelta(days=links.INVITATION_DAYS, minutes=1)):
        assert send(review.test_client(), path).status_code == 410


@on_sqlite
def test_a_new_invitation_ends_the_one_before_and_another_like_it_is_sent_on_request(
    db: Session, cast: Cast, review: Flask
) -> None:
    first, second = (invited(db, cast, review) for _ in range(2))
    assert first != second
    client = review.test_client()
    expired = send(client, first)
    assert expired.status_code == 410
    known = set(letters(review))
    token = re.search(r'name="?csrf_token"?[^>]* value="([^"]+)"', expired.text)
    assert token
    client.post(f"{first}/again", data={"csrf_token": token[1]})
    (letter,) = set(letters(review)) - known
    assert "You have an account with us." in letter


@on_sqlite
def test_only_who_manages_accounts_invites(db: Session, cast: Cast, review: Flask) -> None:
    for member in (cast.rosa, cast.amina, cast.ida, cast.stranger):
        with pytest.raises(NotPermitted):
            links.invite(db, by=member.actor, account=cast.rosa.account, site="review")
