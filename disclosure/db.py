"""Engines and transactions, the same for SQLite and PostgreSQL.

Returning commits, raising rolls back. On SQLite a transaction that may write
begins IMMEDIATE: a deferred one that reads first and writes later fails at
once with "database is locked" when another writer came in between. One that
reads at length before its first change says so, and becomes the writer then.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import CoreExecuteOptionsParameter
from sqlalchemy.orm import Session, SessionTransaction

BUSY_TIMEOUT_MS = 10_000
LOOKS_AGAIN_AFTER = 0.0005
"""Seconds between two attempts to be the writer on SQLite."""
LOG_PAGES = 8_000
"""Pages (of 4 kB) in the log of SQLite before they are put into the database: an act changes some sixty,
many of them the same as the act before, and so reach the disk a second time once rather than each time."""
_AFTER_COMMIT = "after_commit"
_READ_ONLY = "postgresql_readonly"
_READS_FIRST = "disclosure_reads_first"
_READERS: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()
"""The engine of an SQLite file and the one of its readers, whose connections may never write.

A connection that serves both would have to be told each time, and would then
forget every statement that it had prepared.
"""


def make_engine(url: str, *, durable: bool = True, bounded: bool = False) -> Engine:
    """Return an engine for `url` (`sqlite:///file` or `postgresql+psycopg://…`).

    `durable=False` leaves it to the operating system when a commit on SQLite
    reaches the disk: for what can be made anew, like a replay. `bounded=True`
    is for who answers people: on PostgreSQL a lock is waited for no longer
    than the one writer of SQLite is, and then refused (OperationalError).
    """
    common: dict[str, Any] = {
        "json_serializer": lambda value: msgspec.json.encode(value).decode(),
        "json_deserializer": msgspec.json.decode,
        "hide_parameters": True,  # an unforeseen error must not carry a person's row into a log
    }
    if make_url(url).get_backend_name() != "sqlite":
        served = create_engine(url, pool_pre_ping=True, **common)
        if bounded:
            event.listen(served, "connect", _bound_waiting)
        return served
    common["connect_args"] = {"timeout": BUSY_TIMEOUT_MS / 1000}
    engine, reader = create_engine(url, **common), create_engine(url, **common)
    event.listen(engine, "connect", _prepare_sqlite if durable else _prepare_passing_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _become_writer)
    event.listen(reader, "connect", _prepare_reading_sqlite)
    event.listen(reader, "begin", _begin_reading)
    event.listen(engine, "engine_disposed", lambda _engine: reader.dispose())
    _READERS[engine] = reader
    return engine


def _bound_waiting(connection: Any, _record: object) -> None:  # noqa: ANN401 - psycopg is an extra
    connection.execute(f"SET lock_timeout = {BUSY_TIMEOUT_MS}")
    connection.commit()


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Durable write-ahead log; deleted content is overwritten, never left in free pages or temporary files.

    A savepoint's copies of what it changes would go to such a file, at each act.
    """
    connection.isolation_level = None
    _patiently(connection, "PRAGMA journal_mode=WAL")
    cursor = connection.cursor()
    for pragma in (
        "synchronous=FULL",
        f"wal_autocheckpoint={LOG_PAGES}",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "cache_size=-65536",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _patiently(connection: sqlite3.Connection, order: str) -> None:
    """Carry out an order as soon as the writer of the moment is done.

    SQLite's own waiting would not do: it sleeps ever longer, up to a tenth of a
    second, while the database may be free again; and it refuses at once what
    first reads and then writes, as the change of a new database to a
    write-ahead log does. Raises sqlite3.OperationalError after `BUSY_TIMEOUT_MS`.
    The low byte of an error's code says its kind (sqlite.org/rescode.html).
    """
    give_up = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute(order)
        except sqlite3.OperationalError as refusal:
            if refusal.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up:
                raise
            time.sleep(LOOKS_AGAIN_AFTER)
        else:
            return


def _prepare_passing_sqlite(connection: sqlite3.Connection, record: object) -> None:
    _prepare_sqlite(connection, record)
    connection.execute("PRAGMA synchronous=OFF")


def _prepare_reading_sqlite(connection: sqlite3.Connection, record: object) -> None:
    _prepare_sqlite(connection, record)
    connection.execute("PRAGMA query_only=ON")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.info[_READS_FIRST] = options.get(_READS_FIRST, False)
    if connection.info[_READS_FIRST] or options.get(_READ_ONLY, False):
        _begin_reading(connection)
    else:
        _begin_writing(connection)


def _become_writer(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
    """Leave the state that was read before the first change, as PostgreSQL does between two statements."""
    if connection.info[_READS_FIRST] and not statement.startswith("SELECT"):
        connection.info[_READS_FIRST] = False
        _driver(connection).execute("COMMIT")
        _begin_writing(connection)


def _begin_reading(connection: Connection) -> None:
    _driver(connection).execute("BEGIN")


def _begin_writing(connection: Connection) -> None:
    """Begin as the one writer, as soon as the one before is done.

    Raises OperationalError after `BUSY_TIMEOUT_MS`.
    """
    found = _driver(connection)
    found.execute("PRAGMA busy_timeout=0")
    try:
        _patiently(found, "BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # raises the same as SQLAlchemy tells it
    finally:
        found.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


class _Session(Session):
    """A session of one engine: it looks its connection up once in a transaction, not at every statement."""

    _found: tuple[SessionTransaction, Connection] | None = None

    def connection(
        self,
        bind_arguments: dict[str, Any] | None = None,
        execution_options: CoreExecuteOptionsParameter | None = None,
    ) -> Connection:
        """Return the connection of the transaction, within a savepoint where there is one."""
        current = self.get_transaction()
        if bind_arguments or execution_options or current is None or self.in_nested_transaction():
            return super().connection(bind_arguments, execution_options)
        if self._found is None or self._found[0] is not current:
            self._found = (current, super().connection())
        return self._found[1]


@contextmanager
def transaction(engine: Engine, *, write: bool = True, reads_first: bool = False) -> Iterator[Session]:
    """Open a session that commits on return and rolls back when anything is raised.

    With `write=False` the database itself refuses changes (PostgreSQL) or
    readers do not queue behind the one writer (SQLite). With `reads_first`
    other writers on SQLite go on until the first change: for an act that
    changes no row without saying as what version it read it.
    """
    with _Session(engine if write else _READERS.get(engine, engine), expire_on_commit=False) as db:
        with db.begin():
            if not write:
                db.connection(execution_options={_READ_ONLY: True})
            elif reads_first:
                db.connection(execution_options={_READS_FIRST: True})
            yield db
        for act in db.info.pop(_AFTER_COMMIT, []):
            act()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a connection that only reads, without a session: for a statement whose rows nobody changes."""
    with _READERS.get(engine, engine).connect() as connection:
        yield connection.execution_options(**{_READ_ONLY: True})


def after_commit(db: Session, act: Callable[[], Any]) -> None:
    """Run `act` once the transaction of `db` is committed, and not at all if it is rolled back."""
    db.info.setdefault(_AFTER_COMMIT, []).append(act)
