"""Telling whoever does the work that there is some. Telling may fail: the row is what is owed."""

import logging
import threading
import time
from datetime import datetime
from functools import partial
from typing import Protocol
from uuid import UUID
from weakref import WeakKeyDictionary

import redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, UOWTransaction

from disclosure import clock
from disclosure.db import after_commit
from disclosure.models import Work, gathering
from disclosure.models.gathering import Row
from disclosure.queue.performing import LEASE

PERFORM = "disclosure.jobs.perform"
"""What RQ is asked to call, with the id of the row as text."""
ANSWERS_WITHIN = 1.0
"""Seconds a request waits for Redis."""
RESTS = 5.0
"""Seconds in which Redis is not tried again after it did not answer."""

log = logging.getLogger("disclosure.queue")


class Handing(Protocol):
    """Takes the id of work whose transaction is committed; never fails its caller."""

    def hand(self, queue: str, work_id: UUID) -> None:
        """Tell of the work, or leave it to the sweep."""


class InProcess:
    """Wakes the worker of this process, which then sweeps."""

    def __init__(self) -> None:
        self._owed = threading.Event()

    def hand(self, queue: str, work_id: UUID) -> None:  # noqa: ARG002 - the worker reads the rows itself
        """Wake the worker."""
        self._owed.set()

    def wait(self, seconds: float) -> bool:
        """Sleep until there is work, `seconds` at most; tell whether there is."""
        woken = self._owed.wait(seconds)
        self._owed.clear()
        return woken


class RedisHanding:
    """Enqueues to RQ: only an id, as JSON, because a pickle from Redis could run anything."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_timeout=ANSWERS_WITHIN, socket_connect_timeout=ANSWERS_WITHIN
        )
        self._rests_until = 0.0

    def hand(self, queue: str, work_id: UUID) -> None:
        """Enqueue the work; when Redis does not answer, say so in the log and leave it to the sweep."""
        if time.monotonic() < self._rests_until:
            return
        try:
            Queue(queue, connection=self._redis, serializer=JSONSerializer).enqueue_call(
                PERFORM,
                args=(str(work_id),),
                job_id=str(work_id),
                timeout=int(LEASE.total_seconds()),
                result_ttl=0,
                failure_ttl=int(LEASE.total_seconds()),
            )
        except redis.RedisError as error:
            self._rests_until = time.monotonic() + RESTS
            log.warning("Redis did not take work %s; it stays owed and is swept up later: %s", work_id, error)


_handings: WeakKeyDictionary[Engine, Handing] = WeakKeyDictionary()


def start(engine: Engine, handing: Handing) -> None:
    """Hand over every piece of work committed through `engine` from now on, however it was written."""
    _handings[engine] = handing
    gathering.tell(Work, _note_gathered)
    if not event.contains(Session, "after_flush", _note_flushed):
        event.listen(Session, "after_flush", _note_flushed)


def stop(engine: Engine) -> None:
    """Hand nothing over any more; what is owed waits to be swept."""
    _handings.pop(engine, None)


def _note_flushed(db: Session, _flush: UOWTransaction) -> None:
    for work in db.new:
        if isinstance(work, Work):
            _note(db, work.queue, work.id, work.due_at)


def _note_gathered(db: Session, rows: list[Row]) -> None:
    for row in rows:
        _note(db, row["queue"], row["id"], row["due_at"])


def _note(db: Session, queue: str, work_id: UUID, due_at: datetime) -> None:
    """Remember new work until its commit; what is due later is left to the sweep."""
    bind = db.get_bind()
    handing = _handings.get(bind) if isinstance(bind, Engine) else None
    if handing is not None and due_at <= clock.now():
        after_commit(db, partial(handing.hand, queue, work_id))
