"""Certifying long after signing in: asked once who one is, and nothing that was sent is lost."""

from datetime import timedelta

from sqlalchemy import select

from disclosure import clock
from disclosure.casework.accounts import sessions
from disclosure.db import transaction
from disclosure.models import Filing, SignedIn, Statement
from tests.cast import PRESENT, Cast
from tests.portal.browser import Browser
from tests.portal.journeys import BOTH_BOXES, to_check
from tests.portal.test_kept import applied, found, kept

LATE = PRESENT + timedelta(minutes=40)


def test_soon_after_signing_in_nobody_is_asked_again(amina: Browser) -> None:
    check = to_check(amina)
    with clock.travel(PRESENT + timedelta(minutes=29)):
        assert amina.send(check, BOTH_BOXES).address == "/2020/receipt"


def test_later_one_proves_who_one_is_and_the_statement_counts_from_when_it_was_sent(
    amina: Browser, cast: Cast
) -> None:
    check = to_check(amina)
    with clock.travel(LATE):
        asked = amina.send(check, BOTH_BOXES)
        assert asked.heading == "Is it still you?"
        assert "We kept what you sent" in asked.text
        assert found(amina, select(Statement.id)) == []
        assert len(kept(amina)) == 1
    with clock.travel(LATE + timedelta(minutes=5)):
        prove(amina)
        page = amina.open("/kept")
        assert applied(amina, page).address == "/2020/receipt"
    (filed_at,) = found(amina, select(Filing.filed_at).where(Filing.filed_at.is_not(None)))
    assert LATE <= filed_at < LATE + timedelta(seconds=30)
    assert kept(amina) == []


def test_a_kept_statement_waits_until_it_is_proved(amina: Browser) -> None:
    check = to_check(amina)
    with clock.travel(LATE):
        amina.send(check, BOTH_BOXES)
        page = amina.open("/kept")
        assert applied(amina, page).heading == "Is it still you?"
        assert found(amina, select(Statement.id)) == []
        assert len(kept(amina)) == 1


def prove(browser: Browser) -> None:
    """Prove it as another window would."""
    with browser.client.session_transaction() as session:
        token = session["_user_id"]
    with transaction(browser.app.extensions["engine"]) as db:
        sessions.prove_again(db, token, site="portal", method="password")
        assert db.scalars(select(SignedIn.proved_at)).one() is not None
