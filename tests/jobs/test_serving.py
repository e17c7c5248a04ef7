"""Behind a real Valkey: what is killed, flushed or unreachable loses no work and doubles no letter."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from threading import Event

import pytest
import redis
from rq import Queue
from sqlalchemy import Engine

from disclosure import clock, queue
from disclosure.db import transaction
from disclosure.jobs import Worker
from disclosure.jobs.common import common_jobs
from disclosure.jobs.serving import Listener
from disclosure.mail import Addressed, write_all
from disclosure.models import Work, WorkState
from disclosure.queue import RedisHanding
from disclosure.queue.performing import LEASE
from tests.mail.cast import account, office_in, post_to
from tests.mail.server import MailServer, mail_server

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def start(engine: Engine, redis_url: str, server: MailServer) -> Iterator[Start]:
    """Start worker processes, killed at the end."""
    database = engine.url.render_as_string(hide_password=False)
    with ExitStack() as running:

        def start(url: str = redis_url) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "tests.jobs.program", database, url, str(server.socket)]
            process = running.enter_context(subprocess.Popen(command, stderr=subprocess.DEVNULL))
            running.callback(process.kill)
            return process

        yield start


def _write(engine: Engine, count: int) -> None:
    office = office_in(engine)
    with transaction(engine) as db:
        numbers = range(count)
        people = [account(db, office.organisation_id, name=f"p{n}", email=f"p{n}@x.org") for n in numbers]
        letters = [Addressed(to=one, occasion=one.name, params={"year": 2025}) for one in people]
        write_all(db, "closed", letters, organisation_id=office.organisation_id)


def _eventually(truth: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 30
    while not truth():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def _states(engine: Engine) -> set[WorkState]:
    with transaction(engine, write=False) as db:
        return {work.state for work in db.query(Work)}


def test_rq_brings_the_work_to_a_process_that_ends_when_told(
    engine: Engine, redis_url: str, server: MailServer, start: Start
) -> None:
    process = start()
    queue.start(engine, RedisHanding(redis_url))
    _write(engine, 3)
    _eventually(lambda: _states(engine) == {WorkState.DONE})
    assert len(server.taken) == 3
    with redis.Redis.from_url(redis_url) as client:
        _eventually(lambda: client.exists("rq:queue:common") == 0)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


@pytest.mark.long
def test_c5_a_worker_killed_while_it_sends_is_swept_up_and_no_letter_comes_twice(
    engine: Engine, redis_url: str, server: MailServer, start: Start
) -> None:
    process = start()

    def kill_at_the_third(_letter: EmailMessage) -> None:
        if len(server.taken) == 3:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()

    server.before_answer = kill_at_the_third
    queue.start(engine, RedisHanding(redis_url))
    _write(engine, 8)
    assert process.wait(30) == -signal.SIGKILL
    assert _states(engine) == {WorkState.OWED}

    another = Worker(engine, ["common"], common_jobs(post_to(server.socket)))
    assert another.run_until_idle() == 0
    with clock.travel(clock.now() + LEASE + timedelta(seconds=1)):
        assert another.run_until_idle() == 1
    assert _states(engine) == {WorkState.DONE}
    assert len(server.ids()) == len(set(server.ids())) == 8


@pytest.mark.long
def test_c6_work_that_a_flushed_redis_forgot_is_swept_up(
    engine: Engine, redis_url: str, server: MailServer, start: Start
) -> None:
    queue.start(engine, RedisHanding(redis_url))
    _write(engine, 2)
    with redis.Redis.from_url(redis_url) as client:
        assert client.llen("rq:queue:common") == 1
        client.flushall()
    start()
    _eventually(lambda: _states(engine) == {WorkState.DONE})
    assert len(server.taken) == 2


@pytest.mark.long
def test_c6_a_worker_that_redis_refuses_goes_on_and_ends_only_when_told(
    engine: Engine, redis_url: str, server: MailServer, start: Start
) -> None:
    queue.start(engine, RedisHanding(redis_url))
    with redis.Redis.from_url(redis_url) as client:
        client.set("rq:queue:common", "no list, so that RQ itself gives up")
        process = start()
        _write(engine, 2)
        _eventually(lambda: _states(engine) == {WorkState.DONE})
        client.delete("rq:queue:common")
        _eventually(lambda: bool(client.keys("rq:worker:*")))
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def test_c6_a_worker_told_to_end_while_it_greets_redis_takes_no_more_work(redis_url: str) -> None:
    handlers = [(one, signal.getsignal(one)) for one in (signal.SIGTERM, signal.SIGINT)]
    with redis.Redis.from_url(redis_url) as client:
        Queue("common", connection=client, serializer="json").enqueue("os.getpid")
        listener = Listener(["common"], connection=client, serializer="json")
        listener.stop = Event()
        listener.stop.set()
        try:
            listener.work(burst=True)
        finally:
            for number, handler in handlers:
                signal.signal(number, handler)
        assert client.llen("rq:queue:common") == 1


@pytest.mark.long
def test_c6_a_worker_whose_redis_is_away_sweeps_and_ends_when_told(
    engine: Engine, server: MailServer, start: Start, tmp_path: Path
) -> None:
    away = f"unix://{tmp_path / 'nobody'}"
    queue.start(engine, RedisHanding(away))
    _write(engine, 2)
    process = start(away)
    _eventually(lambda: _states(engine) == {WorkState.DONE})
    assert len(server.taken) == 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


@pytest.mark.long
def test_work_that_arrives_by_redis_and_by_the_sweep_is_done_once(
    engine: Engine, redis_url: str, server: MailServer, start: Start
) -> None:
    queue.start(engine, RedisHanding(redis_url))
    _write(engine, 2)
    assert Worker(engine, ["common"], common_jobs(post_to(server.socket))).run_until_idle() == 1
    start()
    with redis.Redis.from_url(redis_url) as client:
        _eventually(lambda: client.llen("rq:queue:common") == 0)
    assert len(server.taken) == 2
