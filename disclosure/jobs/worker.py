"""A worker without Redis: it sweeps what is owed and does it.

It is all that one machine needs, and beside RQ it does what Redis lost.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from disclosure import queue
from disclosure.errors import DisclosureError
from disclosure.queue import InProcess, Jobs

log = logging.getLogger("disclosure.jobs")

SWEEPS = 5.0
"""Seconds between two sweeps when nobody hands anything over."""
TICKS = 1.0
REVIVES = 5.0
"""Seconds after which a worker that died of a mistake in the program is started again."""


AT_ONCE = 20
"""Pieces of work taken together: what a worker that dies may have to do again."""


def _nothing() -> None:
    pass


def batched(due: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Yield what is due in the pieces that are taken together."""
    return (due[start : start + AT_ONCE] for start in range(0, len(due), AT_ONCE))


def _undisturbed(act: Callable[[], object]) -> bool:
    """Do something; tell whether nothing of the machine stood in its way."""
    try:
        act()
    except (DisclosureError, OSError, SQLAlchemyError) as error:
        log.warning("The worker was disturbed (%s) and goes on.", type(error).__name__)
        return False
    return True


class Worker:
    """Does the work of some queues in the calling thread.

    `tick` is called every second by `run_forever`, for what must happen
    regularly, like sealing the ledger. Beside RQ, `patience` leaves new work
    to RQ for that long.
    """

    def __init__(
        self,
        engine: Engine,
        queues: Sequence[str],
        jobs: Jobs,
        *,
        woken: InProcess | None = None,
        tick: Callable[[], object] = _nothing,
        patience: timedelta = timedelta(0),
    ) -> None:
        self.engine, self.queues, self.jobs = engine, tuple(queues), jobs
        self.woken = woken or InProcess()
        self.tick, self.patience = tick, patience

    def run_until_idle(self, *, stop: Event | None = None) -> int:
        """Do everything that is due now; return how many pieces of work were taken up."""
        done = 0
        while due := queue.sweep(self.engine, self.queues, kinds=self.jobs, overdue=self.patience):
            for some in batched(due):
                if stop is not None and stop.is_set():
                    return done
                done += queue.perform_all(self.engine, some, self.jobs)
        return done

    def run_forever(self, stop: Event) -> None:
        """Do what is owed as it comes, until `stop` is set; wait out a disturbance of the machine.

        What is owed is done also while something of every round fails, such as sealing on a full disk.
        """
        swept = float("-inf")
        while not stop.is_set():
            well = _undisturbed(self.tick)
            if self.woken.wait(TICKS) or time.monotonic() - swept >= SWEEPS:
                swept = time.monotonic()
                well &= _undisturbed(partial(self.run_until_idle, stop=stop))
            if not well:
                stop.wait(REVIVES)

    def start(self, stop: Event) -> Thread:
        """Run forever in a thread, started anew should it die; set `stop`, then join what is returned."""
        keeper = Thread(target=self._keep_running, args=(stop,), name="worker", daemon=True)
        keeper.start()
        return keeper

    def _keep_running(self, stop: Event) -> None:
        while not stop.is_set():
            running = Thread(target=self.run_forever, args=(stop,), name="work", daemon=True)
            running.start()
            running.join()
            stop.wait(REVIVES)
