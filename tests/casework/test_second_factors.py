"""Second factors: set up with a first code, each code good for once, and never in the clear."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts
from disclosure.casework.accounts import factors, steps
from disclosure.credentials.locking import Locker
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import Authenticator, LedgerEntry, Letter, RecoveryCode, SignedIn
from tests import second_factors
from tests.cast import PRESENT, Cast, Member

LOCKER = Locker("a secret of the tests, long enough")


def code(secret: str, *, seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=seconds))


def set_up(db: Session, who: Member) -> tuple[str, list[str]]:
    """Set up an app; return its secret and the recovery codes."""
    early = clock.now() - timedelta(seconds=30)
    made, codes = second_factors.set_up(db, who.account, at=early, site="review", locker=LOCKER)
    return made.secret, codes


def prove(db: Session, who: Member, typed: str) -> str:
    return factors.prove(db, LOCKER, account=who.account, typed=typed, site="review")


def test_an_app_counts_once_a_code_of_it_was_given(db: Session, cast: Cast) -> None:
    account = cast.rosa.account
    offered, made = second_factors.offered(account, locker=LOCKER)
    assert not factors.factors_of(db, account.id).app
    told: dict[str, Any] = {"account": account, "offered": offered, "site": "review"}
    with pytest.raises(BadInput, match="This code is not right"):
        factors.confirm_app(db, LOCKER, typed=code(made.secret, seconds=300), **told)
    assert db.scalars(select(Authenticator)).all() == []
    factors.confirm_app(db, LOCKER, typed=code(made.secret), **told)
    assert factors.factors_of(db, account.id)[:2] == (True, 10)
    assert [letter.to_email for letter in letters(db)] == [account.email]


def test_a7_a_secret_is_of_the_account_to_which_it_was_shown_and_not_for_long(
    db: Session, cast: Cast
) -> None:
    account = cast.rosa.account
    offered, made = second_factors.offered(account, locker=LOCKER)
    assert factors.secret_of(LOCKER, offered, account=cast.ravi.account) is None
    with pytest.raises(BadInput, match="This code is not right"):
        factors.confirm_app(
            db, LOCKER, account=cast.ravi.account, offered=offered, typed=code(made.secret), site="review"
        )
    with clock.travel(PRESENT + factors.SET_UP_WITHIN + timedelta(minutes=1)):
        assert factors.secret_of(LOCKER, offered, account=account) is None
        late = code(made.secret)
        with pytest.raises(BadInput, match="This code is not right"):
            factors.confirm_app(db, LOCKER, account=account, offered=offered, typed=late, site="review")
    assert db.scalars(select(Authenticator)).all() == []


def test_n5_a_code_works_once_and_none_before_it_works_after_it(db: Session, cast: Cast) -> None:
    secret, _codes = set_up(db, cast.rosa)
    now, later = code(secret), code(secret, seconds=30)
    assert prove(db, cast.rosa, later) == "app"
    for used in (later, now, later):
        with pytest.raises(BadInput, match="This code was used already"):
            prove(db, cast.rosa, used)
    with clock.travel(PRESENT + timedelta(seconds=60)):
        assert prove(db, cast.rosa, code(secret)) == "app"


def test_the_code_that_set_an_app_up_signs_nobody_in(db: Session, cast: Cast) -> None:
    made, _codes = second_factors.set_up(db, cast.rosa.account, at=clock.now(), locker=LOCKER)
    with pytest.raises(BadInput, match="used already"):
        prove(db, cast.rosa, code(made.secret))


def test_a_recovery_code_works_once_for_its_owner_alone(db: Session, cast: Cast) -> None:
    _secret, codes = set_up(db, cast.rosa)
    set_up(db, cast.ravi)
    with pytest.raises(BadInput, match="not right, or it was used"):
        prove(db, cast.ravi, codes[0])
    assert prove(db, cast.rosa, f" {codes[0].upper()} ") == "recovery-code"
    with pytest.raises(BadInput, match="not right, or it was used"):
        prove(db, cast.rosa, codes[0])
    assert factors.factors_of(db, cast.rosa.account.id).codes == 9
    facts = db.scalars(select(LedgerEntry.facts).where(LedgerEntry.kind == "recovery-code:used")).one()
    assert facts == {"account": str(cast.rosa.account.id), "left": 9}


def test_new_recovery_codes_end_the_old(db: Session, cast: Cast) -> None:
    _secret, old = set_up(db, cast.rosa)
    new = factors.new_codes(db, LOCKER, account=cast.rosa.account)
    assert not set(old) & set(new)
    with pytest.raises(BadInput):
        prove(db, cast.rosa, old[0])
    assert prove(db, cast.rosa, new[0]) == "recovery-code"


def test_another_app_takes_the_place_of_the_one_before(db: Session, cast: Cast) -> None:
    first, _codes = set_up(db, cast.rosa)
    second, _codes = set_up(db, cast.rosa)
    assert first != second
    with pytest.raises(BadInput, match="This code is not right"):
        prove(db, cast.rosa, code(first, seconds=30))
    assert prove(db, cast.rosa, code(second, seconds=30)) == "app"


def test_without_an_app_no_code_is_right(db: Session, cast: Cast) -> None:
    for typed in ("000000", "", "abcd-efgh-jkmn"):
        with pytest.raises(BadInput):
            prove(db, cast.boris, typed)


def test_what_the_database_keeps_makes_no_code(db: Session, cast: Cast) -> None:
    secret, codes = set_up(db, cast.rosa)
    row = db.scalars(select(Authenticator)).one()
    assert secret.encode() not in row.locked
    marks = {one.mark for one in db.scalars(select(RecoveryCode))}
    assert len(marks) == len(codes)
    assert not any(one.encode() in mark for one in codes for mark in marks)


def test_the_office_takes_lost_factors_off_and_the_owner_is_told(db: Session, cast: Cast) -> None:
    set_up(db, cast.rosa)
    accounts.begin_session(db, cast.rosa.account, site="review", method="link+app")
    with pytest.raises(NotPermitted):
        factors.reset(db, by=cast.ravi.actor, account=cast.rosa.account, site="review")
    with pytest.raises(NotPermitted):
        factors.reset(db, by=cast.stranger.actor, account=cast.rosa.account, site="review")
    factors.reset(db, by=cast.olu.actor, account=cast.rosa.account, site="review")
    assert factors.factors_of(db, cast.rosa.account.id) == (False, 0, [])
    assert db.scalar(select(func.count()).where(SignedIn.ended_at.is_(None))) == 0
    assert [letter.params["what"] for letter in letters(db)] == ["app", "reset"]
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "second-factor:removed")).one()
    assert line.account_id == cast.olu.account.id
    assert line.facts == {"account": str(cast.rosa.account.id), "factor": "all"}


def test_a_step_is_of_one_site_used_once_and_soon_over(db: Session, cast: Cast) -> None:
    token = steps.begin_step(db, cast.rosa.account, site="review", method="link")
    assert steps.step_of(db, token, site="portal") is None
    assert steps.step_of(db, "guessed", site="review") is None
    with clock.travel(PRESENT + timedelta(minutes=steps.STEP_MINUTES, seconds=1)):
        assert steps.step_of(db, token, site="review") is None
    found = steps.step_of(db, token, site="review")
    assert found is not None
    step, account = found
    assert account is cast.rosa.account
    steps.end_step(db, step)
    assert steps.step_of(db, token, site="review") is None
    with pytest.raises(NotPermitted, match="another window"):
        steps.end_step(db, step)


def test_a_step_of_a_disabled_account_leads_nowhere(db: Session, cast: Cast) -> None:
    token = steps.begin_step(db, cast.rosa.account, site="review", method="link")
    accounts.disable(db, by=cast.olu.actor, account=cast.rosa.account)
    assert steps.step_of(db, token, site="review") is None


def letters(db: Session) -> list[Letter]:
    rows = select(Letter).where(Letter.kind == "sign-in-changed").order_by(Letter.written_at)
    return list(db.scalars(rows))
