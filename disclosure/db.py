"""Engines and transactions, the same for SQLite and PostgreSQL.

Returning commits, raising rolls back. On SQLite a transaction that may write
begins IMMEDIATE: a deferred one that reads first and writes later fails at
once with "database is locked" when another writer came in between. One that
reads at length before its first change says so, and becomes the writer then.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import CoreExecuteOptionsParameter
from sqlalchemy.orm import Session, SessionTransaction

from disclosure import sqlite

_AFTER_COMMIT = "after_commit"
_READ_ONLY = {"postgresql_readonly": True}


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
    if make_url(url).get_backend_name() == "sqlite":
        return sqlite.make_engine(url, durable=durable, **common)
    served = create_engine(url, pool_pre_ping=True, **common)
    if bounded:
        event.listen(served, "connect", _bound_waiting)
    return served


def _bound_waiting(connection: Any, _record: object) -> None:  # noqa: ANN401 - psycopg is an extra
    connection.execute(f"SET lock_timeout = {sqlite.BUSY_TIMEOUT_MS}")
    connection.commit()


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
    reader = None if write else sqlite.reader_of(engine)
    with _Session(reader or engine, expire_on_commit=False) as db:
        with db.begin():
            if not write and reader is None:
                db.connection(execution_options=_READ_ONLY)
            elif reads_first:
                _read_first(db.connection())
            yield db
        for act in db.info.pop(_AFTER_COMMIT, []):
            act()


def _read_first(connection: Connection) -> None:
    driver = connection.connection.dbapi_connection
    if isinstance(driver, sqlite.Writing):
        driver.reads_first = True


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a connection that only reads, without a session: for a statement whose rows nobody changes."""
    reader = sqlite.reader_of(engine)
    with (reader or engine).connect() as connection:
        yield connection if reader else connection.execution_options(**_READ_ONLY)


def after_commit(db: Session, act: Callable[[], Any]) -> None:
    """Run `act` once the transaction of `db` is committed, and not at all if it is rolled back."""
    db.info.setdefault(_AFTER_COMMIT, []).append(act)
