"""What is owed is done, however often it is tried and whoever dies while doing it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from disclosure import clock, queue
from disclosure.db import transaction
from disclosure.errors import KeyMissing
from disclosure.models import Work, WorkState
from disclosure.queue.performing import ATTEMPTS, LEASE, LONGEST_PAUSE, Job, _put_off, _Taken

KIND = "letters:send"


class Mistake(Exception):
    """Nothing that a job is expected to raise."""


def _owed(engine: Engine, *, minutes: int = 0) -> UUID:
    with transaction(engine) as db:
        at = clock.now() + timedelta(minutes=minutes) if minutes else None
        return queue.owe(db, KIND, uuid4(), at=at)


def _read(engine: Engine, work_id: UUID) -> Work:
    with transaction(engine, write=False) as db:
        return db.get_one(Work, work_id)


def _raising(error: Exception) -> Job:
    def job(_engine: Engine, _subject_id: UUID) -> None:
        raise error

    return job


def _noting(calls: list[UUID]) -> Job:
    return lambda _engine, subject_id: calls.append(subject_id)


def _after(pause: timedelta, act: Callable[[], object]) -> object:
    with clock.travel(clock.now() + pause + timedelta(seconds=1)):
        return act()


def test_work_is_done_once_however_often_its_id_arrives(engine: Engine) -> None:
    work_id, calls = _owed(engine), list[UUID]()
    answers = [queue.perform(engine, work_id, {KIND: _noting(calls)}) for _ in range(3)]
    work = _read(engine, work_id)
    assert answers == [WorkState.DONE] * 3
    assert calls == [work.subject_id]
    assert work.done_at is not None


def test_an_id_without_a_row_is_nothing_to_do(engine: Engine) -> None:
    assert queue.perform(engine, uuid4(), {}) is None


def test_two_workers_with_the_same_id_do_it_once(engine: Engine) -> None:
    work_id, calls, together = _owed(engine), list[UUID](), Barrier(2)

    def work() -> None:
        together.wait()
        queue.perform(engine, work_id, {KIND: _noting(calls)})

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(calls) == 1


def test_work_due_later_waits(engine: Engine) -> None:
    work_id, calls = _owed(engine, minutes=5), list[UUID]()
    assert queue.sweep(engine, ["common"]) == []
    assert queue.perform(engine, work_id, {KIND: _noting(calls)}) is WorkState.OWED
    assert _after(timedelta(minutes=5), lambda: queue.sweep(engine, ["common"])) == [work_id]
    assert calls == []


def test_a_worker_sweeps_only_the_queues_and_kinds_it_can_do(engine: Engine) -> None:
    work_id = _owed(engine)
    assert queue.sweep(engine, ["review"]) == []
    assert queue.sweep(engine, ["common"], kinds=["statement:screen"]) == []
    assert queue.sweep(engine, ["common", "review"], kinds=[KIND]) == [work_id]
    assert queue.perform(engine, work_id, {"statement:screen": _raising(Mistake())}) is WorkState.OWED
    assert _read(engine, work_id).attempts == 0


@pytest.mark.parametrize("error", [KeyMissing("No key is here."), ConnectionResetError("Gone.")])
def test_failed_work_is_put_off_and_given_up_with_the_sentence(engine: Engine, error: Exception) -> None:
    work_id, jobs = _owed(engine), {KIND: _raising(error)}
    for attempt in range(1, ATTEMPTS + 1):
        with clock.travel(_read(engine, work_id).due_at + timedelta(seconds=1)):
            state = queue.perform(engine, work_id, jobs)
        assert _read(engine, work_id).attempts == attempt
    work = _read(engine, work_id)
    assert state is work.state is WorkState.FAILED
    assert work.fault == str(error)
    assert _after(LONGEST_PAUSE, lambda: queue.sweep(engine, ["common"])) == []

    assert queue.owe_again(engine) == 1
    assert queue.perform(engine, work_id, {KIND: _noting([])}) is WorkState.DONE
    assert _read(engine, work_id).fault is None


def test_the_words_of_the_database_are_not_kept(engine: Engine) -> None:
    error = IntegrityError("INSERT", {"name": "Ana López"}, ValueError("Ana López"))
    work_id = _owed(engine)
    assert queue.perform(engine, work_id, {KIND: _raising(error)}) is WorkState.OWED
    assert _read(engine, work_id).fault == "The database stopped it (IntegrityError)."


def test_a_mistake_in_a_job_is_raised_and_the_work_comes_back_after_the_lease(engine: Engine) -> None:
    work_id = _owed(engine)
    with pytest.raises(Mistake):
        queue.perform(engine, work_id, {KIND: _raising(Mistake())})
    assert queue.sweep(engine, ["common"]) == []
    assert _after(LEASE, lambda: queue.sweep(engine, ["common"])) == [work_id]


def test_work_that_kills_every_worker_is_given_up(engine: Engine) -> None:
    work_id = _owed(engine)
    for _ in range(ATTEMPTS + 1):
        with clock.travel(_read(engine, work_id).due_at + timedelta(seconds=1)):
            try:
                queue.perform(engine, work_id, {KIND: _raising(Mistake())})
            except Mistake:
                continue
    work = _read(engine, work_id)
    assert work.state is WorkState.FAILED
    assert "log of the worker" in (work.fault or "")


def test_a_late_loser_does_not_owe_again_what_another_worker_did(engine: Engine) -> None:
    work_id = _owed(engine)
    slow = _Taken(work_id, KIND, uuid4(), attempt=1)
    queue.perform(engine, work_id, {KIND: _noting([])})
    _put_off(engine, slow, "Too late.")
    assert _read(engine, work_id).state is WorkState.DONE


def test_owed_work_is_undone_with_its_cause(engine: Engine) -> None:
    def act() -> None:
        with transaction(engine) as db:
            queue.owe(db, KIND, uuid4())
            db.flush()
            raise Mistake

    with pytest.raises(Mistake):
        act()
    assert queue.sweep(engine, queue.QUEUES) == []


def test_a_kind_that_is_not_declared_cannot_be_owed(engine: Engine) -> None:
    with pytest.raises(KeyError), transaction(engine) as db:
        queue.owe(db, "tea:make", uuid4())


@given(st.sampled_from(sorted(queue.KINDS)))
def test_every_kind_has_one_of_the_three_queues(kind: str) -> None:
    assert queue.KINDS[kind] in queue.QUEUES


def _doing_together(done: list[UUID], *, refuses: UUID | None = None) -> queue.Together:
    """A job that does several rows or none: none where the refused one is among them."""

    def do_all(_engine: Engine, subject_ids: Sequence[UUID]) -> None:
        if refuses in subject_ids:
            raise KeyMissing("The key of this one is not here.")
        done.extend(subject_ids)

    return queue.Together(do_all)


def test_work_that_can_be_done_together_is_done_in_one_go(engine: Engine) -> None:
    owed = [_owed(engine) for _ in range(3)]
    goes: list[int] = []
    job = queue.Together(lambda _engine, subject_ids: goes.append(len(subject_ids)))
    assert queue.perform_all(engine, owed, {KIND: job}) == 3
    assert goes == [3]
    assert [_read(engine, work_id).state for work_id in owed] == [WorkState.DONE] * 3


def test_one_that_cannot_be_done_is_put_off_alone_and_the_others_are_done(engine: Engine) -> None:
    owed = [_owed(engine) for _ in range(3)]
    refused = _read(engine, owed[1]).subject_id
    done: list[UUID] = []
    queue.perform_all(engine, owed, {KIND: _doing_together(done, refuses=refused)})
    states = [_read(engine, work_id).state for work_id in owed]
    assert states == [WorkState.DONE, WorkState.OWED, WorkState.DONE]
    assert _read(engine, owed[1]).fault == "The key of this one is not here."
    assert refused not in done
    assert len(done) == 2
