"""Workers killed and jobs done twice; Redis flushed, silent, killed and full."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis
from sqlalchemy import func, select

from disclosure.db import transaction
from disclosure.models import Letter
from tests.faults.crowd import Crowd, meanwhile
from tests.faults.owed import (
    WORKERS,
    all_is_done,
    everybody_works,
    kill,
)
from tests.faults.points import CHANCE, at_random

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]


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
