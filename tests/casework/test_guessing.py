"""N1: guessing is slowed per account and per source, and the owner is not locked out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import forgetting
from disclosure.casework.accounts import devices, guessing, steps
from disclosure.casework.accounts.guessing import FIRST_WAIT, LIMITS, TOLD_AFTER, Source
from disclosure.credentials.locking import Locker
from disclosure.models import Guesses, LedgerEntry, Letter
from tests.cast import PRESENT, Cast, Member

LOCKER = Locker("a secret of the tests, long enough")
HOME, ATTACKER = Source("192.0.2.1"), Source("203.0.113.7")
Try = Callable[[Source], timedelta | None]


@pytest.fixture
def tries(db: Session, cast: Cast) -> Try:
    """Guess Amina's password once, wrongly, from a source; return how long to wait instead."""
    return lambda source: attempt(db, cast.amina, source)


def attempt(db: Session, who: Member, source: Source) -> timedelta | None:
    marks = marks_of(db, who, source)
    wait = guessing.count(db, marks)
    if wait is None:
        guessing.was_wrong(db, marks, accounts=[who.account], site="portal")
    return wait


def marks_of(db: Session, who: Member, source: Source) -> guessing.Marks:
    return guessing.marks_of(
        db, LOCKER, subject=f"password:{who.account.email}", accounts=[who.account.id], source=source
    )


def test_n1_a_thousand_guesses_from_one_source_are_hardly_a_few_a_day(tries: Try) -> None:
    done = 0
    for minutes in range(0, 24 * 60, 2):
        with clock.travel(PRESENT + timedelta(minutes=minutes)):
            done += tries(ATTACKER) is None
    assert 20 < done < 40


def test_the_wait_doubles_with_each_further_try(tries: Try) -> None:
    for _ in range(LIMITS["pair"].free):
        assert tries(ATTACKER) is None
    at, waits = PRESENT, list[timedelta]()
    for _ in range(9):
        with clock.travel(at):
            wait = tries(ATTACKER) or timedelta(0)
        waits.append(timedelta(seconds=round(wait.total_seconds())))
        at += waits[-1] + timedelta(seconds=1)
        with clock.travel(at):
            assert tries(ATTACKER) is None
    doubled = [FIRST_WAIT * 2**times for times in range(9)]
    assert waits == [min(wait, LIMITS["pair"].longest) for wait in doubled]


def test_n1_another_source_is_not_made_to_wait_by_the_attacker(tries: Try) -> None:
    while tries(ATTACKER) is None:
        pass
    assert tries(HOME) is None


def test_n1_many_sources_together_are_slowed_but_a_known_device_is_not(
    db: Session, cast: Cast, tries: Try
) -> None:
    device = devices.remember(db, account=cast.amina.account, device=None)
    refused = [tries(Source(f"203.0.113.{number}")) for number in range(1, 100)]
    assert refused.count(None) == LIMITS["account"].free
    assert tries(HOME) is not None
    assert tries(Source("203.0.113.1", device)) is None


def test_a_known_device_is_slowed_by_its_own_guesses(db: Session, cast: Cast, tries: Try) -> None:
    device = devices.remember(db, account=cast.amina.account, device=None)
    here = Source("192.0.2.1", device)
    assert [tries(here) is None for _ in range(7)] == [True] * LIMITS["device"].free + [False] * 2
    assert tries(HOME) is None


def test_a_device_of_somebody_else_is_not_known(db: Session, cast: Cast, tries: Try) -> None:
    device = devices.remember(db, account=cast.boris.account, device=None)
    while tries(ATTACKER) is None:
        pass
    assert tries(Source(ATTACKER.address, device)) is not None


def test_n1_one_guess_each_on_a_thousand_accounts_is_slowed_by_its_source(db: Session, cast: Cast) -> None:
    done = 0
    for number in range(300):
        marks = guessing.marks_of(
            db, LOCKER, subject=f"password:somebody-{number}@example.org", accounts=[], source=ATTACKER
        )
        done += guessing.count(db, marks) is None
    assert done == LIMITS["source"].free


def test_a_whole_network_of_the_sixth_version_is_one_source(db: Session, tries: Try) -> None:
    number = 1
    while tries(Source(f"2001:db8:1:2::{number:x}")) is None:
        number += 1
    assert number == LIMITS["pair"].free + 1
    assert tries(Source("2001:db8:1:3::1")) is None


def test_the_right_one_takes_back_what_was_counted(db: Session, cast: Cast, tries: Try) -> None:
    for _ in range(LIMITS["pair"].free):
        marks = marks_of(db, cast.amina, HOME)
        assert guessing.count(db, marks) is None
        guessing.was_right(db, marks)
    counts = db.scalars(select(Guesses.count)).all()
    assert set(counts) <= {0}
    assert tries(HOME) is None


def test_after_a_rest_everything_is_forgotten(tries: Try) -> None:
    while tries(ATTACKER) is None:
        pass
    with clock.travel(PRESENT + LIMITS["pair"].rest + timedelta(minutes=1)):
        assert [tries(ATTACKER) for _ in range(3)] == [None] * 3


def test_the_owner_is_written_to_once_a_day(db: Session, cast: Cast, tries: Try) -> None:
    letters = select(Letter.to_email).where(Letter.kind == "guessed")
    for number in range(TOLD_AFTER - 1):
        tries(Source(f"203.0.113.{number}"))
    assert db.scalars(letters).all() == []
    for number in range(20):
        tries(Source(f"198.51.100.{number}"))
    assert db.scalars(letters).all() == [cast.amina.account.email]
    lines = select(LedgerEntry.facts).where(LedgerEntry.kind == "account:guessed")
    assert db.scalars(lines).all() == [{"account": str(cast.amina.account.id), "tries": TOLD_AFTER}]


def test_tries_and_sign_ins_half_done_are_forgotten_after_a_day(db: Session, cast: Cast, tries: Try) -> None:
    tries(ATTACKER)
    steps.begin_step(db, cast.amina.account, site="portal", method="link")
    assert forgetting.forget_attempts(db) == 0
    with clock.travel(PRESENT + forgetting.ATTEMPTS_FOR + timedelta(hours=1)):
        assert forgetting.forget_attempts(db) == 4
    assert db.scalars(select(Guesses)).all() == []


def test_what_is_kept_of_a_try_names_neither_account_nor_source(db: Session, tries: Try) -> None:
    tries(ATTACKER)
    for row in db.scalars(select(Guesses)):
        assert len(row.mark) == 32
        assert b"amina" not in row.mark
