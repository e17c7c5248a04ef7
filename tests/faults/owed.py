"""What the workers of the topology still owe, and how it becomes done whatever happens to them."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, select, update

from disclosure.db import transaction
from disclosure.models import Screening, Work, WorkState
from tests.faults.crowd import Crowd, eventually, tell
from tests.faults.points import CHANCE

WORKERS = ("worker-common", "worker-review")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
WAITS = 12.0
"""Seconds after which whatever a dead worker may hold is given to another: longer than any piece takes."""
STANDS_STILL = 90.0
"""Seconds without any piece of work done after which something is wrong: a worker starts in ten at worst."""


def kill(crowd: Crowd, name: str) -> None:
    """Kill a worker, and start it again as its keeper would."""
    crowd.stack.programs[name].kill()
    crowd.stack.programs[name].start()


def killed_at_work(crowd: Crowd, name: str, *, times: int) -> Callable[[threading.Event], None]:
    """Kill a worker a moment after it took something up, so many times."""

    def cut(ended: threading.Event) -> None:
        for _ in range(times):
            before = taken_up(crowd)
            while taken_up(crowd) == before:
                if ended.wait(0.02):
                    return
            ended.wait(CHANCE.uniform(0, 0.3))
            kill(crowd, name)

    return cut


def taken_up(crowd: Crowd) -> int:
    """How often anything was taken up so far."""
    with transaction(crowd.engine, write=False) as db:
        return db.scalar(select(func.sum(Work.attempts))) or 0


def everybody_works(crowd: Crowd) -> bool:
    """Whether each worker is alive, whatever became of Redis."""
    return all(crowd.stack.programs[name].runs() for name in WORKERS)


def left(crowd: Crowd) -> list[tuple[str, str | None, int]]:
    """What is not done: its kind, what stood in its way, how often it was tried."""
    with transaction(crowd.engine, write=False) as db:
        owed = select(Work.kind, Work.fault, Work.attempts).where(Work.state != WorkState.DONE)
        return [(kind, fault, attempts) for kind, fault, attempts in db.execute(owed)]


def all_is_done(crowd: Crowd) -> bool:
    """Wait while work is being done; each time some of it waits, let what it waits for be over.

    A worker that died keeps its work for ten minutes, and work in whose way something stood is put off.
    """
    moved, least = time.monotonic(), len(left(crowd))
    while least:
        with transaction(crowd.engine) as db:
            db.execute(update(Work).where(Work.state == WorkState.OWED).values(due_at=LONG_AGO))
        eventually(lambda: not left(crowd), seconds=WAITS)
        now_left = len(left(crowd))
        if now_left < least:
            moved = time.monotonic()
        elif time.monotonic() - moved > STANDS_STILL:
            tell(f"Nothing moves any more; left are {Counter(left(crowd))}")
            return False
        least = now_left
    return True


def owe_again(crowd: Crowd, kind: str) -> int:
    """Owe once more whatever of a kind was done; return how much that is."""
    again = {"state": WorkState.OWED, "attempts": 0, "due_at": LONG_AGO}
    with transaction(crowd.engine) as db:
        return len(db.scalars(update(Work).where(Work.kind == kind).values(**again).returning(Work.id)).all())


def screenings(crowd: Crowd) -> dict[UUID, tuple[int, int, int | None]]:
    """What the checks found, by statement."""
    with transaction(crowd.engine, write=False) as db:
        columns = (Screening.statement_id, Screening.flag_count, Screening.priority, Screening.name_count)
        return {one: (flags, priority, names) for one, flags, priority, names in db.execute(select(*columns))}
