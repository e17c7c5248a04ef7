"""Somebody who works stays signed in, whatever it is that they send; noting it takes no commit of its own."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.models import SignedIn
from tests.cast import PRESENT, Cast
from tests.portal.browser import Browser
from tests.portal.journeys import to_questions
from tests.portal.test_saving import saved


def test_who_only_sends_forms_stays_signed_in(amina: Browser, site: Flask) -> None:
    page, idle = to_questions(amina), site.extensions["config"].idle_minutes
    with clock.travel(PRESENT + timedelta(minutes=idle - 2)):
        told = saved(amina, page, {"q-gifts": "no"})
    with clock.travel(PRESENT + timedelta(minutes=2 * idle - 4)):
        assert saved(amina, page, {"q-gifts": "yes", "version": str(told["version"])})["saved"]


def test_what_a_form_changes_and_that_its_sender_is_there_are_one_commit(
    amina: Browser, site: Flask, db: Session, cast: Cast
) -> None:
    page, before = to_questions(amina), seen_at(db, cast)
    commits: list[object] = []
    event.listen(site.extensions["engine"], "commit", commits.append)
    with clock.travel(PRESENT + timedelta(minutes=5)):
        saved(amina, page, {"q-gifts": "no"})
    assert len(commits) == 1
    assert seen_at(db, cast) > before


def seen_at(db: Session, cast: Cast) -> datetime:
    """When Amina was last there, as the database has it now."""
    mine = select(SignedIn.seen_at).where(SignedIn.account_id == cast.amina.account.id)
    found = db.scalars(mine).one()
    db.commit()
    return found
