"""PostgreSQL databases lent to one test after another, each time as if it were new.

Making a database copies some nine hundred files, which takes longer than most
tests. A database in which nothing was committed is lent again as it is; one
with other rows gets those of its template back; one whose tables, triggers or
functions were touched is dropped.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import Connection, sql

from tests.servers import Postgres

DELETED_AT_MOST = 20_000
"""Rows removed from a database in its life; what is removed stays on its pages and slows later tests."""

NEXT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
LEAVE = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
COMMITTED = """
SELECT EXISTS (
    SELECT FROM generate_series(%s, pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1) AS number
    WHERE pg_xact_status(number::text::xid8) <> 'aborted'
)
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SHAPE = """
SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (
    SELECT format('class %s %s', oid, xmin) AS line FROM pg_class WHERE oid >= 16384
    UNION ALL
    SELECT format('column %s %s %s', attrelid, attnum, xmin) FROM pg_attribute WHERE attrelid >= 16384
    UNION ALL SELECT format('default %s %s', oid, xmin) FROM pg_attrdef
    UNION ALL SELECT format('constraint %s %s', oid, xmin) FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT format('trigger %s %s', oid, xmin) FROM pg_trigger
    UNION ALL SELECT format('function %s %s', oid, xmin) FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT format('schema %s %s', oid, xmin) FROM pg_namespace
    UNION ALL SELECT format('setting %s %s', setdatabase, setrole) FROM pg_db_role_setting
) AS described
"""
"""What a committed change of the schema changes: which transactions made its parts."""


@dataclass
class Lent:
    """One database, the transaction number from which on it is looked at, and what was deleted from it."""

    name: str
    since: int = 0
    deleted: int = 0


@dataclass
class Lender:
    """Lends databases that hold what `template` holds, to which nobody may be connected."""

    server: Postgres
    template: str
    spare: list[Lent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.maintenance = psycopg.connect(self.server.url(), autocommit=True)
        with psycopg.connect(self.server.url(self.template)) as connection:
            self.shape = _shape(connection)
            self.rows = {name: _rows(connection, name) for (name,) in connection.execute(TABLES).fetchall()}

    @contextmanager
    def lend(self) -> Iterator[str]:
        """Lend a database for the enclosed test and yield its name. It is this test's alone."""
        lent = self.spare.pop() if self.spare else Lent(self.server.create(template=self.template))
        lent.since = _number(self.maintenance, NEXT)
        yield lent.name
        if self._as_new(lent):
            self.spare.append(lent)
        else:
            self.server.drop(lent.name)

    def _as_new(self, lent: Lent) -> bool:
        """Make the database what it was; False if that cannot be done."""
        while _number(self.maintenance, LEAVE, lent.name):
            time.sleep(0.001)
        if not _number(self.maintenance, COMMITTED, lent.since):
            return True
        with psycopg.connect(self.server.url(lent.name)) as connection:
            if _shape(connection) != self.shape:
                return False
            lent.deleted += self._restore(connection)
        return lent.deleted <= DELETED_AT_MOST

    def _restore(self, connection: Connection) -> int:
        """Give all tables their first rows, past triggers and foreign keys; return how many others went."""
        connection.execute("SET session_replication_role = replica")
        orders = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in self.rows]
        cursor = connection.execute(sql.SQL("; ").join(orders))
        deleted = cursor.rowcount
        while cursor.nextset():
            deleted += cursor.rowcount
        for table, rows in self.rows.items():
            if rows:
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                    copy.write(rows)
        return deleted

    def close(self) -> None:
        """Leave the server."""
        self.maintenance.close()


def _shape(connection: Connection) -> str:
    (found,) = connection.execute(SHAPE).fetchone() or ("",)
    return str(found)


def _number(connection: Connection, question: str, *values: object) -> int:
    (found,) = connection.execute(question, values).fetchone() or (0,)
    return int(found)


def _rows(connection: Connection, table: str) -> bytes:
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
        return b"".join(bytes(part) for part in copy)
