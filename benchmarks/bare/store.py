"""The bare limit of keeping rows durably: the driver alone, one connection per process."""

import os
import sqlite3
from functools import cache
from hashlib import sha256
from typing import NamedTuple, Protocol

import psycopg

DATABASE = "BARE_DATABASE"
"""The environment variable that names the database: a path for SQLite, or a PostgreSQL address."""
_TABLES = """
CREATE TABLE IF NOT EXISTS statements (id {id} PRIMARY KEY, sealed {bytes} NOT NULL);
CREATE TABLE IF NOT EXISTS wraps (id {id} NOT NULL, recipient TEXT NOT NULL, wrapped {bytes} NOT NULL,
    PRIMARY KEY (id, recipient));
CREATE TABLE IF NOT EXISTS acts (id {id} PRIMARY KEY, at DOUBLE PRECISION NOT NULL, kind TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS audit (id {id} PRIMARY KEY, at DOUBLE PRECISION NOT NULL, kind TEXT NOT NULL,
    statement {id} NOT NULL, hash {bytes})
"""
_START = bytes(32)


class Audit(NamedTuple):
    """What the audit keeps of one submit."""

    id: bytes
    at: float
    kind: str
    statement: bytes

    def chained(self, last: bytes) -> bytes:
        """Return the SHA-256 of the last row's hash and this row."""
        return sha256(last + self.id + self.at.hex().encode() + self.kind.encode() + self.statement).digest()


class Store(Protocol):
    """Where rows are kept, each batch in one transaction."""

    def keep(self, *rows: tuple[str, tuple[object, ...]], audit: Audit | None = None) -> None:
        """Insert rows, each a table and its values, and the audit row beside them, and commit."""


class Sqlite:
    """SQLite with a write-ahead log that is flushed at every commit, as ours; its audit rows are chained."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(_TABLES.format(id="BLOB", bytes="BLOB"))

    def keep(self, *rows: tuple[str, tuple[object, ...]], audit: Audit | None = None) -> None:
        """Insert rows and commit."""
        self._connection.execute("BEGIN IMMEDIATE")
        for table, values in rows:
            self._connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608 - our own names
        if audit is not None:
            last = self._connection.execute("SELECT hash FROM audit ORDER BY rowid DESC LIMIT 1").fetchone()
            hashed = audit.chained(last[0] if last else _START)
            self._connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?)", (*audit, hashed))
        self._connection.execute("COMMIT")


class Postgresql:
    """PostgreSQL with commits that reach the disk, as ours.

    Its audit rows are not chained: that would make all who submit wait for
    one lock, and the limit a lower one.
    """

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(1)")
            self._connection.execute(_TABLES.format(id="BYTEA", bytes="BYTEA"))

    def keep(self, *rows: tuple[str, tuple[object, ...]], audit: Audit | None = None) -> None:
        """Insert rows and commit."""
        if audit is not None:
            rows = (*rows, ("audit", (*audit, None)))
        with self._connection.transaction():
            for table, values in rows:
                places = ", ".join(["%s"] * len(values))
                self._connection.execute(f"INSERT INTO {table} VALUES ({places})".encode(), values)  # noqa: S608 - our own names


@cache
def store() -> Store:
    """Return the store of this process, opened after the fork."""
    where = os.environ[DATABASE]
    return Postgresql(where) if where.startswith("postgresql") else Sqlite(where)
