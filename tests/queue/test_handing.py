"""Work is handed over after its commit, and an absent Redis costs nothing but time."""

import json
import logging
import time
import zlib
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import redis
from sqlalchemy import Engine

from disclosure import clock, queue
from disclosure.db import transaction
from disclosure.models import Work
from disclosure.queue import InProcess, RedisHanding
from disclosure.queue.handing import PERFORM, RESTS


class Hands:
    """Keeps what it is handed."""

    def __init__(self) -> None:
        self.handed: list[tuple[str, UUID]] = []

    def hand(self, queue: str, work_id: UUID) -> None:
        self.handed.append((queue, work_id))


class Undone(Exception):
    pass


def test_work_is_handed_over_when_its_transaction_is_committed_and_not_before(engine: Engine) -> None:
    hands = Hands()
    queue.start(engine, hands)
    with transaction(engine) as db:
        work = queue.owe(db, "statement:screen", uuid4())
        db.flush()
        assert hands.handed == []
    assert hands.handed == [("review", work)]


def test_a_row_that_another_part_wrote_is_handed_over_too(engine: Engine) -> None:
    hands = Hands()
    queue.start(engine, hands)
    work = Work(id=uuid4(), kind="letters:send", queue="common", subject_id=uuid4(), due_at=clock.now())
    with transaction(engine) as db:
        db.add(work)
    assert hands.handed == [("common", work.id)]


def test_nothing_is_handed_over_for_what_is_undone_or_due_later(engine: Engine) -> None:
    hands = Hands()
    queue.start(engine, hands)

    def act() -> None:
        with transaction(engine) as db:
            queue.owe(db, "letters:send", uuid4())
            db.flush()
            raise Undone

    with pytest.raises(Undone):
        act()
    with transaction(engine) as db:
        queue.owe(db, "letters:send", uuid4(), at=clock.now().replace(year=2999))
    assert hands.handed == []


def test_a_database_without_a_handing_lets_its_rows_wait(engine: Engine) -> None:
    hands = Hands()
    queue.start(engine, hands)
    queue.stop(engine)
    with transaction(engine) as db:
        work = queue.owe(db, "letters:send", uuid4())
    assert hands.handed == []
    assert queue.sweep(engine, queue.QUEUES) == [work]


def test_redis_is_given_an_id_as_json_and_nothing_else(engine: Engine, redis_url: str) -> None:
    queue.start(engine, RedisHanding(redis_url))
    with transaction(engine) as db:
        work = queue.owe(db, "statement:screen", uuid4())
    with redis.Redis.from_url(redis_url) as client:
        waiting = client.lrange("rq:queue:review", 0, -1)
        job = client.hget(f"rq:job:{work}", "data")
    assert waiting == [str(work).encode()]
    assert isinstance(job, bytes)
    assert json.loads(zlib.decompress(job)) == [PERFORM, None, [str(work)], {}]


def test_a_request_goes_on_while_redis_is_away(
    engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    queue.start(engine, RedisHanding(f"unix://{tmp_path / 'nobody'}"))
    began = time.monotonic()
    with caplog.at_level(logging.WARNING, logger="disclosure.queue"), transaction(engine) as db:
        owed = {queue.owe(db, "letters:send", uuid4()) for _ in range(20)}
    assert time.monotonic() - began < RESTS
    assert len(caplog.records) == 1
    assert "stays owed" in caplog.text
    assert set(queue.sweep(engine, ["common"])) == owed


def test_the_worker_of_this_process_is_woken(engine: Engine) -> None:
    woken = InProcess()
    queue.start(engine, woken)
    assert not woken.wait(0)
    with transaction(engine) as db:
        queue.owe(db, "letters:send", uuid4())
    assert woken.wait(0)
    assert not woken.wait(0)
