"""Workers killed and jobs done twice; Redis flushed, silent, killed and full."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta

import pytest
import redis
from sqlalchemy import func, select

from disclosure.db import transaction
from disclosure.models import Filing, Letter
from tests.faults.crowd import YEAR, Crowd, meanwhile
from tests.faults.owed import (
    WORKERS,
    all_is_done,
    everybody_works,
    kill,
    killed_at_work,
    owe_again,
    screenings,
)
from tests.faults.points import CHANCE, at_random

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]
VENDORS = "name,country\n" + "".join(f"Vendor {one} Supplies,KE\n" for one in range(200)) + "Acme,KE\n"


def twice(crowd: Crowd) -> list[str]:
    """Letters that the mail server was given more than once."""
    sent = Counter(letter["Message-ID"] for letter in crowd.stack.mail.taken)
    return [one for one, times in sent.items() if times > 1]


@contextmanager
def flushed(crowd: Crowd) -> Iterator[None]:
    """Redis loses everything, again and again."""
    with (
        redis.Redis.from_url(crowd.stack.redis_url) as connection,
        meanwhile(at_random(connection.flushall, least=0.05, most=0.2)),
    ):
        yield


@contextmanager
def slow(crowd: Crowd) -> Iterator[None]:
    """Redis takes what it is told and never answers."""
    server = crowd.stack.redis.held.process
    assert server
    server.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.send_signal(signal.SIGCONT)


@contextmanager
def killed(crowd: Crowd) -> Iterator[None]:
    """Redis is not there, and comes back with what it wrote down."""
    crowd.stack.redis.crash()
    try:
        yield
    finally:
        crowd.stack.redis.start_again()


@contextmanager
def full(crowd: Crowd) -> Iterator[None]:
    """Redis has no memory left and refuses to take anything."""
    with redis.Redis.from_url(crowd.stack.redis_url) as connection:
        connection.config_set("maxmemory", 1)
        try:
            yield
        finally:
            connection.config_set("maxmemory", 0)


HOW_REDIS_FAILS = {"flushed": flushed, "slow": slow, "killed": killed, "full": full}


def test_c5_workers_killed_at_random_do_everything_and_write_to_nobody_twice(crowd: Crowd) -> None:
    filers = crowd.take(40)
    with meanwhile(at_random(lambda: kill(crowd, CHANCE.choice(WORKERS)), least=0.3, most=0.9)):
        crowd.file_all(filers, at_once=8)
    assert crowd.lost(filers) == []
    assert all_is_done(crowd)
    assert twice(crowd) == []


def test_c5_reminders_whose_sender_is_killed_reach_each_person_once_at_most(crowd: Crowd) -> None:
    taken, office = crowd.stack.mail.taken, crowd.stack.office
    before = len(taken)
    at = {before + one for one in (CHANCE.randrange(5, 60), CHANCE.randrange(70, 150))}

    def kill_at_some(_letter: object) -> None:
        if len(taken) in at:
            kill(crowd, "worker-common")

    with transaction(crowd.engine, write=False) as db:
        due = db.scalar(select(Filing.due_on).where(Filing.filed_at.is_(None)).order_by(Filing.due_on))
        assert due
    a_week_before = datetime.combine(due - timedelta(days=7), time(12), UTC)
    crowd.stack.mail.before_answer = kill_at_some
    try:
        written = int(office.types(f"remind --cycle {YEAR}", at=a_week_before).stdout.split()[0])
        again = office.types(f"remind --cycle {YEAR}", at=a_week_before).stdout
        assert all_is_done(crowd)
    finally:
        crowd.stack.mail.before_answer = lambda _letter: None
    assert written > 100
    assert again.startswith("0 reminders")
    reminded = Counter((letter["To"], letter["Subject"]) for letter in taken[before:])
    assert set(reminded.values()) == {1}
    assert written - len(at) <= len(reminded) <= written, "who was killed may leave one letter unsent"
    assert twice(crowd) == []


def test_c5_each_check_of_a_statement_killed_and_done_twice_finds_the_same(crowd: Crowd) -> None:
    assert all_is_done(crowd)
    before = screenings(crowd)
    assert owe_again(crowd, "statement:screen") >= len(before) >= 40
    with meanwhile(killed_at_work(crowd, "worker-review", times=3)):
        assert all_is_done(crowd)
    assert screenings(crowd) == before


def test_c5_a_list_whose_worker_is_killed_is_gone_through_as_if_once(crowd: Crowd) -> None:
    office = crowd.stack.office
    (office.here / "vendors.csv").write_text(VENDORS, encoding="utf-8")
    office.types("lists import vendors.csv --list vendors --kind vendor --title Vendors")
    with meanwhile(killed_at_work(crowd, "worker-review", times=3)):
        assert all_is_done(crowd)
    found = screenings(crowd)
    assert {names for _flags, _priority, names in found.values()} != {None}, "all were screened by the list"
    assert owe_again(crowd, "list:rescreen") == 1
    assert all_is_done(crowd)
    assert screenings(crowd) == found


@pytest.mark.parametrize("how", sorted(HOW_REDIS_FAILS))
def test_c6_without_redis_people_file_and_the_work_is_done_all_the_same(crowd: Crowd, how: str) -> None:
    filers = crowd.take(15)
    with HOW_REDIS_FAILS[how](crowd):
        crowd.file_all(filers, at_once=4)
    assert Counter(status for filer in filers for status in filer.answers) == {303: 15}
    assert crowd.lost(filers) == []
    assert everybody_works(crowd)


def test_c6_what_redis_lost_is_swept_up(crowd: Crowd) -> None:
    assert everybody_works(crowd)
    assert all_is_done(crowd)
    with transaction(crowd.engine, write=False) as db:
        waiting = select(func.count()).where(Letter.sent_at.is_(None), Letter.refused.is_(None))
        assert db.scalar(waiting.where(Letter.claimed_at.is_(None))) == 0
