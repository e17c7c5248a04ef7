"""The bare limit of keeping rows durably: the driver alone, one connection per process."""

import os
import sqlite3
from functools import cache
from typing import Protocol

import psycopg

DATABASE = "BARE_DATABASE"
"""The environment variable that names the database: a path for SQLite, or a PostgreSQL address."""
_TABLES = """
CREATE TABLE IF NOT EXISTS statements (id {id} PRIMARY KEY, sealed {bytes} NOT NULL);
CREATE TABLE IF NOT EXISTS wraps (id {id} NOT NULL, recipient TEXT NOT NULL, wrapped {bytes} NOT NULL,
    PRIMARY KEY (id, recipient));
CREATE TABLE IF NOT EXISTS audit (id {id} PRIMARY KEY, at DOUBLE PRECISION NOT NULL, kind TEXT NOT NULL,
    statement {id} NOT NULL)
"""


class Store(Protocol):
    """Where rows are kept, each batch in one transaction."""

    def keep(self, *rows: tuple[str, tuple[object, ...]]) -> None:
        """Insert rows, each a table and its values, and commit."""


class Sqlite:
    """SQLite with a write-ahead log that is flushed at every commit, as ours."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(_TABLES.format(id="BLOB", bytes="BLOB"))

    def keep(self, *rows: tuple[str, tuple[object, ...]]) -> None:
        """Insert rows and commit."""
        self._connection.execute("BEGIN IMMEDIATE")
        for table, values in rows:
            self._connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608 - our own names
        self._connection.execute("COMMIT")


class Postgresql:
    """PostgreSQL with commits that reach the disk, as ours."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(1)")
            self._connection.execute(_TABLES.format(id="BYTEA", bytes="BYTEA"))

    def keep(self, *rows: tuple[str, tuple[object, ...]]) -> None:
        """Insert rows and commit."""
        with self._connection.transaction():
            for table, values in rows:
                places = ", ".join(["%s"] * len(values))
                self._connection.execute(f"INSERT INTO {table} VALUES ({places})".encode(), values)  # noqa: S608 - our own names


@cache
def store() -> Store:
    """Return the store of this process, opened after the fork."""
    where = os.environ[DATABASE]
    return Postgresql(where) if where.startswith("postgresql") else Sqlite(where)
