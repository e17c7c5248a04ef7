"""What one session does after another has its picture of some rows, before its lock on them (PostgreSQL)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from typing import TypeVar

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import Session

from disclosure.db import transaction

Result = TypeVar("Result")
_GATE = "pg_advisory_xact_lock_shared(76)"
_OPEN = text("SELECT pg_advisory_unlock_all()")
_WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 76 AND NOT granted")


def between_picture_and_lock(
    engine: Engine, slow: Callable[[Session], Result], quick: Callable[[Session], object]
) -> Result:
    """Let `slow` begin to lock filings, then do all of `quick`; return what `slow` came to.

    Each has a transaction of its own. Whatever `quick` waits for longer than five seconds fails.
    """
    with ThreadPoolExecutor(1) as pool, _shut(engine) as beside:
        waits = pool.submit(copy_context().run, _behind_the_gate, engine, slow)
        while not beside.scalar(_WAITING):
            assert not waits.done(), waits.result()
        with transaction(engine) as db:
            db.execute(text("SET LOCAL lock_timeout = '5s'"))
            quick(db)
        beside.execute(_OPEN)
        return waits.result()


def _behind_the_gate(engine: Engine, act: Callable[[Session], Result]) -> Result:
    """Act; the statement that locks filings has its picture of the rows, and waits at the gate."""

    def wait(_c: object, _k: object, statement: str, values: object, *_more: object) -> tuple[str, object]:
        if "FOR NO KEY UPDATE OF filings SKIP LOCKED" in statement:
            statement = statement.replace("WHERE ", f"WHERE {_GATE}::text = '' AND ", 1)
        return statement, values

    event.listen(engine, "before_cursor_execute", wait, retval=True)
    try:
        with transaction(engine) as db:
            return act(db)
    finally:
        event.remove(engine, "before_cursor_execute", wait)


@contextmanager
def _shut(engine: Engine) -> Iterator[Connection]:
    """Shut the gate until it is opened."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as beside:
        beside.execute(text("SELECT pg_advisory_lock(76)"))
        try:
            yield beside
        finally:
            beside.execute(_OPEN)
