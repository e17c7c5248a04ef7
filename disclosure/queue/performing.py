"""Doing what is owed: taken, done, marked; tried again later when it fails.

Work is taken by putting off when it is due by a lease, in a transaction of
its own, so that no lock is held while it is done. A worker that dies leaves
the row owed, and it is due again when the lease ends. So a job may be done
twice, never not at all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import SQLAlchemyError

from disclosure import clock
from disclosure.db import transaction
from disclosure.errors import DisclosureError
from disclosure.models import Work, WorkState

Job = Callable[[Engine, UUID], None]
"""Does one kind of work on the row with that id. May be called twice, so it looks at the row first."""
Jobs = Mapping[str, Job]


@dataclass(frozen=True, slots=True)
class Together:
    """A job that does several rows at once for less than each alone. Either all of them are done, or none."""

    do_all: Callable[[Engine, Sequence[UUID]], None]

    def __call__(self, engine: Engine, subject_id: UUID) -> None:
        """Do one row."""
        self.do_all(engine, [subject_id])


LEASE = timedelta(minutes=10)
"""How long a worker has before others may take the work too."""
ATTEMPTS = 8
LONGEST_PAUSE = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class _Taken:
    work_id: UUID
    kind: str
    subject_id: UUID
    attempt: int


def perform(engine: Engine, work_id: UUID, jobs: Jobs) -> WorkState | None:
    """Do one piece of work if it is owed and due; return what became of it, None if there is no such row.

    When a job raises an error of this program's family, of the machine, the
    network or the database, the work is put off by 2, 4, 8… minutes, and
    given up with a sentence after eight attempts. Any other error is a
    mistake in the program: it is raised, and the work is tried again after
    the lease. Work of a kind that `jobs` does not know is left to a worker that does.
    """
    taken = _take(engine, work_id, jobs)
    if not isinstance(taken, _Taken):
        return taken
    state = _attempt(engine, taken, jobs)
    if state is WorkState.DONE:
        _mark_done(engine, [work_id])
    return state


def perform_all(engine: Engine, work_ids: Sequence[UUID], jobs: Jobs) -> int:
    """Do several pieces of work, taken and marked done together; return how many were taken.

    Each is done as `perform` does it, those of a kind that can be done
    `Together` in one go. When the worker dies among them, those it did are
    done once more after the lease.
    """
    with transaction(engine) as db:
        owed = select(Work).where(Work.id.in_(work_ids)).with_for_update(skip_locked=True)
        found = [(work, _lease(work, jobs)) for work in db.scalars(owed)]
        taken = {work.id: one for work, one in found if one is not None}
    done: list[UUID] = []
    try:
        done += _attempt_together(engine, list(taken.values()), jobs)
        for work_id in (one for one in work_ids if one in taken and one not in done):
            if _attempt(engine, taken[work_id], jobs) is WorkState.DONE:
                done.append(work_id)
    finally:
        _mark_done(engine, done)
    return len(taken)


def sweep(
    engine: Engine,
    queues: Iterable[str],
    *,
    kinds: Iterable[str] | None = None,
    overdue: timedelta = timedelta(0),
    limit: int = 100,
) -> list[UUID]:
    """Return what is owed in these queues and due since `overdue`, the oldest first."""
    due = [Work.state == WorkState.OWED, Work.due_at <= clock.now() - overdue, Work.queue.in_(list(queues))]
    if kinds is not None:
        due.append(Work.kind.in_(list(kinds)))
    with transaction(engine, write=False) as db:
        return list(db.scalars(select(Work.id).where(*due).order_by(Work.due_at).limit(limit)))


def owe_again(engine: Engine) -> int:
    """Owe once more what was given up, after its cause was repaired; return how many pieces."""
    with transaction(engine) as db:
        failed = list(db.scalars(select(Work).where(Work.state == WorkState.FAILED)))
        for work in failed:
            work.state, work.attempts, work.due_at = WorkState.OWED, 0, clock.now()
    return len(failed)


def _take(engine: Engine, work_id: UUID, jobs: Jobs) -> _Taken | WorkState | None:
    with transaction(engine) as db:
        work = db.scalar(select(Work).where(Work.id == work_id).with_for_update(skip_locked=True))
        if work is None:  # none, or being taken by another worker at this moment
            return db.scalar(select(Work.state).where(Work.id == work_id))
        return _lease(work, jobs) or work.state


def _lease(work: Work, jobs: Jobs) -> _Taken | None:
    """Put off when the work is due by the lease; None where it is not to be done here and now."""
    now = clock.now()
    if work.state is not WorkState.OWED or work.due_at > now or work.kind not in jobs:
        return None
    if work.attempts >= ATTEMPTS:
        work.state = WorkState.FAILED
        work.fault = work.fault or "Its worker died each time. The log of the worker says more."
        return None
    work.attempts += 1
    work.due_at = now + LEASE
    return _Taken(work.id, work.kind, work.subject_id, work.attempts)


def _attempt(engine: Engine, taken: _Taken, jobs: Jobs) -> WorkState:
    """Do one piece of work that was taken; put it off when it fails."""
    try:
        jobs[taken.kind](engine, taken.subject_id)
    except (DisclosureError, OSError) as error:
        return _put_off(engine, taken, str(error))
    except SQLAlchemyError as error:  # its words may quote a row
        return _put_off(engine, taken, f"The database stopped it ({type(error).__name__}).")
    return WorkState.DONE


def _attempt_together(engine: Engine, taken: Sequence[_Taken], jobs: Jobs) -> list[UUID]:
    """Do in one go what can be, and return the work that was done.

    Where something stands in the way of them all, nothing was done: each is to be attempted alone,
    so that the one with the fault is put off and the others are not.
    """
    done: list[UUID] = []
    for kind in dict.fromkeys(one.kind for one in taken):
        job, some = jobs[kind], [one for one in taken if one.kind == kind]
        if isinstance(job, Together) and len(some) > 1:
            with suppress(DisclosureError, OSError, SQLAlchemyError):
                job.do_all(engine, [one.subject_id for one in some])
                done += [one.work_id for one in some]
    return done


def _mark_done(engine: Engine, work_ids: Sequence[UUID]) -> None:
    if not work_ids:
        return
    with transaction(engine) as db:
        done = {"state": WorkState.DONE, "done_at": clock.now(), "fault": None}
        db.execute(update(Work).where(Work.id.in_(work_ids)).values(**done))


def _put_off(engine: Engine, taken: _Taken, fault: str) -> WorkState:
    pause = min(timedelta(minutes=2**taken.attempt), LONGEST_PAUSE)
    state = WorkState.FAILED if taken.attempt >= ATTEMPTS else WorkState.OWED
    values = {"state": state, "fault": fault, "due_at": clock.now() + pause}
    with transaction(engine) as db:
        still_owed = (Work.id == taken.work_id, Work.state == WorkState.OWED)
        db.execute(update(Work).where(*still_owed).values(**values))
    return state
