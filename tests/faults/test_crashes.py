"""Processes killed, crowds, and servers that go away, before the whole topology."""

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis
from sqlalchemy import func, select

from disclosure.db import transaction
from disclosure.models import Letter, Work, WorkState
from tests.faults.crowd import Crowd, eventually, meanwhile
from tests.faults.door import AGAIN, Filer, ask
from tests.stack.programs import asked, ready

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]
CHANCE = random.Random(7)


def refused(filers: list[Filer]) -> list[int]:
    """Answers that said neither yes nor "again"."""
    return [status for filer in filers for status in filer.answers if status not in AGAIN | {303}]


def all_work_is_done(crowd: Crowd) -> bool:
    with transaction(crowd.engine, write=False) as db:
        return not db.scalar(select(func.count()).where(Work.state == WorkState.OWED))


def at_random(act: Callable[[], object], *, least: float, most: float) -> Callable[[threading.Event], None]:
    """Do something again and again at random moments."""

    def repeat(ended: threading.Event) -> None:
        while not ended.wait(CHANCE.uniform(least, most)):
            act()

    return repeat


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


def test_the_topology_is_whole_and_each_process_has_its_own(crowd: Crowd) -> None:
    for port in crowd.stack.ports.values():
        assert ready(port)
        assert "disclosure_database_up 1.0" in asked(port, "/metrics")[1]
    for process in ("portal", "review", "compliance", "worker-common"):
        keys = crowd.stack.folder / process / "keys"
        assert {path.name for path in keys.iterdir()} <= {"portal", "review", "ledger"}
        assert len(list(keys.iterdir())) == (0 if process == "compliance" else 1)


def test_c2_one_form_sent_fifty_times_at_once_files_once_and_leads_to_one_place(crowd: Crowd) -> None:
    (filer,) = crowd.take(1)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: crowd.send(filer), range(50)))
    assert Counter(status for status, _, _ in answers) == {303: 50}
    assert len({headers["Location"] for _, _, headers in answers}) == 1
    filer.led_to = answers[0][2]["Location"]
    assert crowd.lost([filer]) == []


def test_c2_a_form_whose_answer_was_not_waited_for_is_sent_again_and_files_once(crowd: Crowd) -> None:
    (filer,) = crowd.take(1)
    status, _page, _headers = ask(
        crowd.door.port, "POST", crowd.door.check, cookie=filer.cookie, body=filer.form, seconds=0.001
    )
    assert status == 0
    crowd.file(filer)
    assert filer.acknowledged
    assert crowd.lost([filer]) == []


def test_c3_everybody_at_once_is_filed_with_a_number_of_their_own(crowd: Crowd) -> None:
    filers = crowd.take(128)
    crowd.file_all(filers, at_once=128)
    assert Counter(status for filer in filers for status in filer.answers) == {303: 128}
    assert len({filer.led_to for filer in filers}) >= 1
    assert crowd.lost(filers) == []


def test_c4_site_processes_killed_at_random_lose_nothing_that_was_acknowledged(crowd: Crowd) -> None:
    filers, portal = crowd.take(60), crowd.stack.programs["portal"]

    def cut() -> None:
        portal.kill_child(CHANCE.randrange(2))
        eventually(lambda: ready(portal.port or 0), seconds=20)  # one that is never back serves nobody

    with meanwhile(at_random(cut, least=0.05, most=0.6)):
        crowd.file_all(filers, at_once=8)
    assert refused(filers) == []
    assert all(filer.acknowledged for filer in filers)
    assert crowd.lost(filers) == []


def test_c4_a_site_that_loses_its_power_comes_back_with_what_it_said(crowd: Crowd) -> None:
    filers, portal = crowd.take(40), crowd.stack.programs["portal"]

    def cut(ended: threading.Event) -> None:
        for _ in range(2):
            ended.wait(CHANCE.uniform(0.2, 0.6))
            portal.kill()
            portal.start()

    with meanwhile(cut):
        crowd.file_all(filers, at_once=8)
    assert refused(filers) == []
    assert crowd.lost(filers) == []


def test_c4_a_database_that_loses_its_power_comes_back_with_what_it_said(crowd: Crowd) -> None:
    filers, postgres = crowd.take(60), crowd.stack.postgres

    def cut(ended: threading.Event) -> None:
        for _ in range(2):
            ended.wait(CHANCE.uniform(0.3, 0.8))
            postgres.crash()
            postgres.start_again()

    with meanwhile(cut):
        crowd.file_all(filers, at_once=8)
    assert refused(filers) == [], "while the database is away a page says so, and to come again"
    assert all(filer.acknowledged for filer in filers)
    assert crowd.lost(filers) == []


def test_c5_workers_killed_at_random_do_everything_and_write_to_nobody_twice(crowd: Crowd) -> None:
    filers = crowd.take(40)
    workers = [crowd.stack.programs[f"worker-{queue}"] for queue in ("common", "review")]

    def cut() -> None:
        worker = CHANCE.choice(workers)
        worker.kill()
        worker.start()

    with meanwhile(at_random(cut, least=0.3, most=0.9)):
        crowd.file_all(filers, at_once=8)
    assert crowd.lost(filers) == []
    sent = Counter(letter["Message-ID"] for letter in crowd.stack.mail.taken)
    assert [one for one, times in sent.items() if times > 1] == []


@pytest.mark.parametrize("how", sorted(HOW_REDIS_FAILS))
def test_c6_without_redis_people_file_and_the_work_is_done_all_the_same(crowd: Crowd, how: str) -> None:
    filers = crowd.take(15)
    with HOW_REDIS_FAILS[how](crowd):
        crowd.file_all(filers, at_once=4)
    assert Counter(status for filer in filers for status in filer.answers) == {303: 15}
    assert crowd.lost(filers) == []


def test_c6_what_redis_lost_is_swept_up(crowd: Crowd) -> None:
    with transaction(
        crowd.engine
    ) as db:  # a worker that died keeps its work for ten minutes: let them be over
        for work in db.scalars(select(Work).where(Work.state == WorkState.OWED)):
            work.due_at = work.due_at.replace(year=2020)
    assert eventually(lambda: all_work_is_done(crowd), seconds=60)
    with transaction(crowd.engine, write=False) as db:
        waiting = select(func.count()).where(Letter.sent_at.is_(None), Letter.refused.is_(None))
        assert db.scalar(waiting.where(Letter.claimed_at.is_(None))) == 0


def test_c8_a_database_that_is_stopped_is_told_as_such_within_bounds(crowd: Crowd) -> None:
    (filer,) = crowd.take(1)
    crowd.stack.postgres.crash()
    try:
        status, page, headers = crowd.send(filer)
    finally:
        crowd.stack.postgres.start_again()
    assert status == 503
    assert headers["Retry-After"] == "10"
    assert "The site is closed for a short time" in page
    crowd.file(filer)
    assert filer.acknowledged
    assert crowd.lost([filer]) == []


def test_c8_who_holds_the_table_is_waited_for_within_bounds(crowd: Crowd) -> None:
    (filer,) = crowd.take(1)
    with psycopg.connect(crowd.stack.owner_url) as holder:
        holder.execute("LOCK TABLE statements IN EXCLUSIVE MODE")
        began = time.monotonic()
        status, _page, headers = crowd.send(filer)
        assert time.monotonic() - began < 20
        assert (status, headers["Retry-After"]) == (503, "10")
        assert ready(crowd.door.port), "who only reads waits for nobody"
    crowd.file(filer)
    assert filer.acknowledged
    assert crowd.lost([filer]) == []


def test_i3_a_stampede_of_a_third_in_the_last_minute_is_served_to_the_last(crowd: Crowd) -> None:
    filers = crowd.take(100)
    began = time.monotonic()
    crowd.file_all(filers[:70], at_once=4)
    before = time.monotonic()
    crowd.file_all(filers[70:], at_once=30)
    ended = time.monotonic()
    assert {status for filer in filers for status in filer.answers} == {303}
    assert 30 / (ended - before) > 0.4 * 70 / (before - began), "a crowd is served about as fast as a few"
    assert crowd.lost(filers) == []


def test_after_all_of_it_the_ledger_is_sound(crowd: Crowd) -> None:
    crowd.stack.programs["worker-common"].stop()
    crowd.stack.office.types("ledger seal")
    assert "are as they were sealed" in crowd.stack.office.types("ledger verify").stdout
    crowd.stack.programs["worker-common"].start()


def test_l1_no_log_of_any_process_names_anybody(crowd: Crowd) -> None:
    for log in sorted(Path(crowd.stack.folder).glob("*.log")):
        said = log.read_text(errors="replace")
        assert "Filer " not in said, log.name
        assert "@example.org" not in said, log.name
