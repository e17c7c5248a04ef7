"""A process of its own that sends the replay's letters, as a worker beside the sites does.

Printing tens of thousands of letters is a third of the work a replay has; it
needs no key, so it may as well happen on another core. SQLite lets one writer
in at a time and has no queue at its door, so both take turns.
"""

import time
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Event, RLock
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, event, func, select

from config import Config
from disclosure import clock
from disclosure.db import make_engine, transaction
from disclosure.jobs.assembly import worker_for
from disclosure.models import Work, WorkState
from disclosure.queue import COMMON

PAUSE = 0.2
"""Seconds between two looks at what is owed."""
GIVES_WAY = 0.002
"""Seconds the play waits at the door after each of its transactions."""


class LetterRoom:
    """Sends letters while the play goes on; left, everything is sent."""

    def __init__(self, folder: Path) -> None:
        context = get_context("spawn")
        self._turn: RLock = context.RLock()
        self._closing: Event = context.Event()
        self._process = context.Process(target=_send_until, args=(folder, self._turn, self._closing))

    def __enter__(self) -> Self:
        self._process.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._process.kill()
        self._closing.set()
        self._process.join()
        if kind is None and self._process.exitcode:
            raise RuntimeError("The process that sends the replay's letters died; its error stands above.")

    def take_turns(self, engine: Engine) -> None:
        """Let the play and the letter room write in turn."""
        _take_turns(engine, self._turn, gives_way=GIVES_WAY)


def _take_turns(engine: Engine, turn: RLock, *, gives_way: float = 0.0) -> None:
    open_now: list[object] = []

    def begin(connection: Connection) -> None:
        turn.acquire()
        open_now.append(connection)

    def end(_connection: object, _record: object) -> None:
        if open_now:
            open_now.pop()
            turn.release()
            time.sleep(gives_way)

    event.listen(engine, "begin", begin, insert=True)
    event.listen(engine, "checkin", end)


def _send_until(folder: Path, turn: RLock, closing: Event) -> None:
    """Send what is owed, at the instant at which it was owed, until told to close and nothing is left."""
    config = Config.from_environment({"DISCLOSURE_INSTANCE": str(folder)})
    engine = make_engine(config.database_url, durable=False)
    _take_turns(engine, turn)
    worker = worker_for(config, engine, queues=[COMMON])
    while True:
        last_round = closing.is_set()
        newest = _newest(engine)
        if newest is not None:
            with clock.travel(newest):
                worker.run_until_idle()
        elif last_round:
            return
        else:
            time.sleep(PAUSE)


def _newest(engine: Engine) -> datetime | None:
    """Return when the newest work of the common queue was owed, if any is."""
    with transaction(engine, write=False) as db:
        return db.scalar(
            select(func.max(Work.due_at)).where(Work.queue == COMMON, Work.state == WorkState.OWED)
        )
