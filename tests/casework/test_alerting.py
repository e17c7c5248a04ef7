"""What whoever watches over security is told: each kind is one that the ledger really writes."""

from datetime import timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import alerting
from disclosure.casework.accounts import telling
from disclosure.ledger.kinds import FACTS
from disclosure.models import Letter
from tests.cast import Cast


def test_every_kind_that_is_named_is_written_by_somebody() -> None:
    assert set(FACTS) >= alerting._NAMED
    for beginning in alerting._BEGINNINGS:
        assert any(kind.startswith(beginning) for kind in FACTS), beginning


def test_guessing_and_a_second_factor_taken_off_are_told(db: Session, cast: Cast, engine: Engine) -> None:
    telling.note(db, cast.amina.account, "account:guessed", tries=10)
    telling.note(db, cast.amina.account, "second-factor:removed", factor="app")
    db.commit()
    with clock.travel(clock.now() + timedelta(minutes=1)):
        assert alerting.Watch(engine, address="watch@example.org")() >= 2
    told = select(Letter).where(Letter.kind == alerting.LETTER)
    events = {letter.params["event"] for letter in db.scalars(told)}
    assert {"account:guessed", "second-factor:removed"} <= events
    assert {"emergency:asked", "emergency:agreed"} <= alerting.KINDS
