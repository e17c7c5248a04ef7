"""Engines and transactions, the same for SQLite and PostgreSQL.

Returning commits, raising rolls back. On SQLite a transaction that may write
begins IMMEDIATE: a deferred one that reads first and writes later fails at
once with "database is locked" when another writer came in between.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

BUSY_TIMEOUT_MS = 10_000
LOOKS_AGAIN_AFTER = 0.0005
"""Seconds between two attempts to be the writer on SQLite."""
_AFTER_COMMIT = "after_commit"


def make_engine(url: str, *, durable: bool = True) -> Engine:
    """Return an engine for `url` (`sqlite:///file` or `postgresql+psycopg://…`).

    `durable=False` leaves it to the operating system when a commit on SQLite
    reaches the disk: for what can be made anew, like a replay.
    """
    common: dict[str, Any] = {
        "json_serializer": lambda value: msgspec.json.encode(value).decode(),
        "json_deserializer": msgspec.json.decode,
        "hide_parameters": True,  # an unforeseen error must not carry a person's row into a log
    }
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, **common)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, **common)
    event.listen(engine, "connect", _prepare_sqlite if durable else _prepare_passing_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Durable write-ahead log; deleted content is overwritten, never left in free pages."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "cache_size=-65536",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_passing_sqlite(connection: sqlite3.Connection, record: object) -> None:
    _prepare_sqlite(connection, record)
    connection.execute("PRAGMA synchronous=OFF")


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("postgresql_readonly", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
    if reads_only:
        connection.exec_driver_sql("BEGIN")
    else:
        _begin_writing(connection)


def _begin_writing(connection: Connection) -> None:
    """Begin as the one writer, as soon as the one before is done.

    SQLite's own waiting sleeps ever longer, up to a tenth of a second, while
    the database may be free again. Raises OperationalError after `BUSY_TIMEOUT_MS`.
    """
    found = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    give_up = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    found.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < give_up:
            try:
                found.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as refusal:
                if refusal.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    break
                time.sleep(LOOKS_AGAIN_AFTER)
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        found.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


@contextmanager
def transaction(engine: Engine, *, write: bool = True) -> Iterator[Session]:
    """Open a session that commits on return and rolls back when anything is raised.

    With `write=False` the database itself refuses changes (PostgreSQL) or
    readers do not queue behind the one writer (SQLite).
    """
    bound = engine if write else engine.execution_options(postgresql_readonly=True)
    with Session(bound, expire_on_commit=False) as db:
        with db.begin():
            yield db
        for act in db.info.pop(_AFTER_COMMIT, []):
            act()


def after_commit(db: Session, act: Callable[[], Any]) -> None:
    """Run `act` once the transaction of `db` is committed, and not at all if it is rolled back."""
    db.info.setdefault(_AFTER_COMMIT, []).append(act)
