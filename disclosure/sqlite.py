"""Engines for SQLite, whose connections begin their transactions themselves: at the first statement.

SQLAlchemy has an event for that, and then asks at every statement of every
transaction who listens.
"""

import sqlite3
import time
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, QueuePool, create_engine, event

BUSY_TIMEOUT_MS = 10_000
LOOKS_AGAIN_AFTER = 0.0005
"""Seconds between two attempts to be the writer."""
LOG_PAGES = 8_000
"""Pages (of 4 kB) in the log before they are put into the database: an act changes some sixty,
many of them the same as the act before, and so reach the disk a second time once rather than each time."""
_READERS: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()
"""The engine of a file and the one of its readers, whose connections may never write.

A connection that serves both would have to be told each time, and would then
forget every statement that it had prepared.
"""


class Reading(sqlite3.Connection):
    """A connection whose transactions see the database as it was at their first statement."""

    settled = False
    """Whether the transaction has begun, and in the manner in which it will end."""

    def cursor(self, *_given: object) -> "_Cursor":  # type: ignore[override]
        """Return a cursor that begins a transaction where there is none."""
        return super().cursor(_Cursor)

    def begin(self, _statement: str) -> None:
        """Begin the transaction of a first statement."""
        order(self, "BEGIN")
        self.settled = True

    def commit(self) -> None:
        """Commit; the next statement begins anew."""
        super().commit()
        self.settled = False

    def rollback(self) -> None:
        """Roll back; the next statement begins anew."""
        super().rollback()
        self.settled = False


class Writing(Reading):
    """A connection whose transactions begin as the one writer."""

    reads_first = False
    """Whether the transaction lets other writers go on until its first change."""

    def begin(self, statement: str) -> None:
        """Begin the transaction of a first statement; end the reading before a first change.

        Between two statements PostgreSQL leaves the state that was read, too.
        Raises sqlite3.OperationalError when another writes for `BUSY_TIMEOUT_MS`.
        """
        if not self.reads_first:
            self._become_writer()
        elif not self.in_transaction:
            order(self, "BEGIN")
        elif not statement.startswith("SELECT"):
            order(self, "COMMIT")
            self._become_writer()

    def commit(self) -> None:
        """Commit; the next transaction writes from its beginning again."""
        super().commit()
        self.reads_first = False

    def rollback(self) -> None:
        """Roll back; the next transaction writes from its beginning again."""
        super().rollback()
        self.reads_first = False

    def _become_writer(self) -> None:
        order(self, "PRAGMA busy_timeout=0")
        try:
            patiently(self, "BEGIN IMMEDIATE")
        finally:
            order(self, f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        self.settled = True


class _Cursor(sqlite3.Cursor):
    connection: Reading

    def execute(self, statement: str, *parameters: Any) -> "_Cursor":  # noqa: ANN401 - as the driver's
        if not self.connection.settled and not statement.startswith("PRAGMA"):
            self.connection.begin(statement)
        super().execute(statement, *parameters)
        return self

    def executemany(self, statement: str, parameters: Any) -> "_Cursor":  # noqa: ANN401
        if not self.connection.settled:
            self.connection.begin(statement)
        super().executemany(statement, parameters)
        return self


def make_engine(url: str, *, durable: bool, **common: Any) -> Engine:  # noqa: ANN401 - as create_engine's
    """Return the engine of a file, for what writes.

    `durable=False` leaves it to the operating system when a commit reaches the disk.
    """
    reader = create_engine(url, connect_args=_arguments(Reading), **common)

    class Pool(QueuePool):
        """Closes the readers' connections with the others; an event for it would be asked for always."""

        def dispose(self) -> None:
            super().dispose()
            reader.dispose()

    engine = create_engine(url, connect_args=_arguments(Writing), poolclass=Pool, **common)
    event.listen(engine, "connect", _prepare if durable else _prepare_passing)
    event.listen(reader, "connect", _prepare_reading)
    _READERS[engine] = reader
    return engine


def _arguments(manner: type[Reading]) -> dict[str, Any]:
    return {"timeout": BUSY_TIMEOUT_MS / 1000, "factory": manner, "isolation_level": None}


def reader_of(engine: Engine) -> Engine | None:
    """Return the engine of those who only read the file of `engine`; None where it is not of SQLite."""
    return _READERS.get(engine)


def order(connection: sqlite3.Connection, statement: str) -> None:
    """Carry out a statement past the beginning of a transaction."""
    sqlite3.Connection.cursor(connection).execute(statement)


def patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Carry out a statement as soon as the writer of the moment is done.

    SQLite's own waiting would not do: it sleeps ever longer, up to a tenth of a
    second, while the database may be free again; and it refuses at once what
    first reads and then writes, as the change of a new database to a
    write-ahead log does. Raises sqlite3.OperationalError after `BUSY_TIMEOUT_MS`.
    The low byte of an error's code says its kind (sqlite.org/rescode.html).
    """
    give_up = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            order(connection, statement)
        except sqlite3.OperationalError as refusal:
            if refusal.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up:
                raise
            time.sleep(LOOKS_AGAIN_AFTER)
        else:
            return


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Durable write-ahead log; deleted content is overwritten, never left in free pages or temporary files.

    A savepoint's copies of what it changes would go to such a file, at each act.
    """
    patiently(connection, "PRAGMA journal_mode=WAL")
    for pragma in (
        "synchronous=FULL",
        f"wal_autocheckpoint={LOG_PAGES}",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "cache_size=-65536",
    ):
        order(connection, f"PRAGMA {pragma}")


def _prepare_passing(connection: sqlite3.Connection, record: object) -> None:
    _prepare(connection, record)
    order(connection, "PRAGMA synchronous=OFF")


def _prepare_reading(connection: sqlite3.Connection, record: object) -> None:
    _prepare(connection, record)
    order(connection, "PRAGMA query_only=ON")
