"""One machine needs no Redis: a thread does what is owed, and goes on after what disturbs it."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread, current_thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from disclosure import clock, jobs, queue
from disclosure.db import transaction
from disclosure.errors import ConfigError
from disclosure.jobs import Worker, entry
from disclosure.jobs import worker as worker_module
from disclosure.jobs.common import common_jobs
from disclosure.models import Work, WorkState
from disclosure.queue import InProcess
from tests.mail.cast import office_in, post_to

KIND = "letters:send"


class Mistake(Exception):
    """Nothing that a job is expected to raise."""


def _owe(engine: Engine, count: int = 1) -> list[UUID]:
    with transaction(engine) as db:
        return [queue.owe(db, KIND, uuid4()) for _ in range(count)]


def _eventually(truth: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 20
    while not truth():
        assert time.monotonic() < give_up
        time.sleep(0.01)


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Set at the end; and no test waits for seconds to pass."""
    monkeypatch.setattr(worker_module, "REVIVES", 0.01)
    told = Event()
    yield told
    told.set()


def test_everything_due_is_done_and_a_failure_stops_nothing(engine: Engine) -> None:
    _owe(engine, 250)
    calls: list[UUID] = []

    def job(_engine: Engine, subject_id: UUID) -> None:
        calls.append(subject_id)
        if len(calls) == 3:
            raise ConnectionResetError

    assert Worker(engine, ["common"], {KIND: job}).run_until_idle() == 250
    assert len(calls) == 250
    with clock.travel(clock.now() + timedelta(minutes=3)):
        assert Worker(engine, ["common"], {KIND: job}).run_until_idle() == 1


def test_work_of_other_workers_is_left_alone(engine: Engine) -> None:
    _owe(engine)
    assert Worker(engine, ["review"], {KIND: lambda _engine, _id: None}).run_until_idle() == 0
    assert Worker(engine, ["common"], {}).run_until_idle() == 0


def test_the_thread_does_what_is_handed_over_and_ticks(engine: Engine, stop: Event) -> None:
    woken, calls, ticks = InProcess(), list[UUID](), list[None]()
    queue.start(engine, woken)
    jobs_ = {KIND: lambda _engine, subject_id: calls.append(subject_id)}
    worker = Worker(engine, ["common"], jobs_, woken=woken, tick=lambda: ticks.append(None))
    thread = worker.start(stop)
    _owe(engine)
    _eventually(lambda: len(calls) == 1)
    _owe(engine)
    _eventually(lambda: len(calls) == 2)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert ticks


def test_the_thread_outlives_a_disturbance_of_its_tick(engine: Engine, stop: Event) -> None:
    ticks: list[Thread] = []

    def tick() -> None:
        ticks.append(current_thread())
        if len(ticks) == 1:
            raise OSError("The disk is full.")

    thread = Worker(engine, ["common"], {}, tick=tick).start(stop)
    _eventually(lambda: len(ticks) > 1)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert len(set(ticks)) == 1, "the disturbed thread itself goes on"


def test_what_is_owed_is_done_also_while_every_round_fails(engine: Engine, stop: Event) -> None:
    calls: list[UUID] = []

    def tick() -> None:
        raise OSError("The disk is full.")

    _owe(engine)
    jobs_ = {KIND: lambda _engine, subject_id: calls.append(subject_id)}
    thread = Worker(engine, ["common"], jobs_, tick=tick).start(stop)
    _eventually(lambda: bool(calls))
    stop.set()
    thread.join(10)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_died_of_a_mistake_is_started_anew(engine: Engine, stop: Event) -> None:
    woken, calls, threads = InProcess(), list[UUID](), list[Thread]()
    queue.start(engine, woken)

    def job(_engine: Engine, subject_id: UUID) -> None:
        threads.append(current_thread())
        calls.append(subject_id)
        if len(calls) == 1:
            raise Mistake

    thread = Worker(engine, ["common"], {KIND: job}, woken=woken).start(stop)
    _owe(engine)
    _eventually(lambda: len(calls) == 1)
    _owe(engine)
    _eventually(lambda: len(calls) == 2)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert threads[0] is not threads[1]
    assert not threads[0].is_alive()


def test_c5_the_same_sending_done_twice_writes_one_letter(engine: Engine, tmp_path: Path) -> None:
    office, doing = office_in(engine), common_jobs(post_to(tmp_path / "mail"))
    with transaction(engine) as db:
        letter = office.write(db, "closed")
    assert letter is not None
    [work_id] = queue.sweep(engine, ["common"])
    assert queue.perform(engine, work_id, doing) is WorkState.DONE
    doing[KIND](engine, letter.id)
    with transaction(engine) as db:
        db.get_one(Work, work_id).state = WorkState.OWED
    with clock.travel(clock.now() + timedelta(hours=1)):
        assert queue.perform(engine, work_id, doing) is WorkState.DONE
    assert [file.stem for file in (tmp_path / "mail").iterdir()] == [str(letter.id)]


def test_rq_finds_a_process_that_was_configured(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "_process", entry._Process())
    [work_id] = _owe(engine)
    with pytest.raises(ConfigError, match="disclosure work`"):
        jobs.perform(str(work_id))
    jobs.configure(engine, {KIND: lambda _engine, _id: None})
    assert jobs.perform(str(work_id)) == "done"
