"""The workers of a replay: one in this process and one beside it, as two run in an installation.

The one beside sends the letters and seals the ledger while this one looks through the statements.
"""

import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import Enum, auto
from multiprocessing import get_context
from multiprocessing.connection import Connection

from sqlalchemy import Engine

from config import Config
from disclosure import clock
from disclosure.db import make_engine
from disclosure.errors import DisclosureError
from disclosure.jobs import Worker
from disclosure.jobs.assembly import worker_for
from disclosure.queue import COMMON, QUEUES

COLLECT_AFTER = 200_000
"""Objects between two searches for cycles: a replay makes millions of objects that no cycle holds."""


class _Order(Enum):
    WORK = auto()
    TICK = auto()


class Crew:
    """Two workers that act as one."""

    def __init__(self, worker: Worker, beside: Connection) -> None:
        self._worker, self._beside = worker, beside

    def run_until_idle(self) -> int:
        """Do everything that is due now; return how many pieces of work were taken up."""
        done = 0
        while some := self._both(_Order.WORK):
            done += some
        return done

    def tick(self) -> None:
        """Do what is done regularly."""
        self._both(_Order.TICK)

    def _both(self, order: _Order) -> int:
        """Give an order to both and wait until both are done. Raises DisclosureError where the other died."""
        with _alive():
            self._beside.send((order, clock.now()))
        done = _obey(self._worker, order)
        with _alive():
            return done + int(self._beside.recv())


@contextmanager
def crew(settings: Config, engine: Engine) -> Iterator[Crew]:
    """Begin the worker beside, and end it."""
    spawning = get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_beside, args=(settings, theirs), name="beside", daemon=True)
    process.start()
    theirs.close()  # so that its death is heard of here
    own = worker_for(settings, engine, queues=[name for name in QUEUES if name != COMMON])
    try:
        yield Crew(own, ours)
    finally:
        ours.close()
        process.join()


@contextmanager
def _alive() -> Iterator[None]:
    try:
        yield
    except (EOFError, ConnectionError):
        raise DisclosureError("The worker beside the replay has died; it said why. Play again.") from None


def _beside(settings: Config, orders: Connection) -> None:
    """Obey until the other end is closed, or its process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the replay closes the other end
    gc.set_threshold(COLLECT_AFTER)
    worker = worker_for(settings, make_engine(settings.database_url, durable=False), queues=[COMMON])
    while (ordered := _heard(orders)) is not None:
        order, at = ordered
        with clock.travel(at):
            done = _obey(worker, order)
        with suppress(ConnectionError):  # whoever has gone is missed when the next order is waited for
            orders.send(done)


def _heard(orders: Connection) -> tuple[_Order, datetime] | None:
    try:
        heard: tuple[_Order, datetime] = orders.recv()
    except (EOFError, ConnectionError):
        return None
    return heard


def _obey(worker: Worker, order: _Order) -> int:
    if order is _Order.WORK:
        return worker.run_until_idle()
    worker.tick()
    return 0
