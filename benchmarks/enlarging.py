"""A copy of the office made further on and larger, by few statements of SQL: for lists and counts alone.

Nothing sealed is added: lists and counts read clear columns. The same on SQLite and on PostgreSQL.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, NamedTuple, Protocol

import psycopg
from sqlalchemy.engine import make_url

from disclosure.models import Base


class Opened(Protocol):
    """A connection of either driver."""

    def execute(self, query: Any, /) -> Any:  # noqa: ANN401 - what the driver makes of it
        """Carry a statement out."""


class _Dialect(NamedTuple):
    """How one database says what both can do."""

    twin: str
    """The id of the i-th twin of a row: the same for the row and for whatever refers to it."""
    after: str
    """An instant so many seconds after the beginning of March."""
    nine_days_on: str
    new_id: str
    beside: str
    """What is kept beside tables and made anew afterwards: kind, name and statement."""


_SQLITE = _Dialect(
    twin="substr({0}, 1, 20) || printf('%012x', i)",
    after="datetime('2020-03-02', ({0}) || ' seconds') || '.000000'",
    nine_days_on="datetime({0}, '+9 days') || '.000000'",
    new_id="lower(hex(randomblob(16)))",
    beside="SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') "
    "AND sql IS NOT NULL AND tbl_name IN ({0})",
)
_POSTGRESQL = _Dialect(
    twin="(substr(replace({0}::text, '-', ''), 1, 20) || lpad(to_hex(i), 12, '0'))::uuid",
    after="timestamptz '2020-03-02 00:00+00' + ({0}) * interval '1 second'",
    nine_days_on="{0} + interval '9 days'",
    new_id="gen_random_uuid()",
    beside="SELECT 'index', indexname, indexdef FROM pg_indexes WHERE tablename IN ({0}) "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
)

_IDS: Mapping[str, tuple[str, ...]] = {
    "people": ("id",),
    "designations": ("id", "person_id"),
    "filings": ("id", "person_id", "designation_id"),
    "cases": ("id", "filing_id"),
    "docket_lines": ("filing_id", "person_id"),
}
"""The tables whose rows get twins, each after those it refers to, and the ids that differ in a twin."""
_UNIQUE = {
    "index_number": "index_number || '-' || i",
    "email": "i || '.' || email",
    "token": "substr(token, 1, 26) || '-' || i",
    "reference": "reference || '-' || i",
}
_NUMBERS = "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {last})"
_DESIGNATED = "WHERE id IN (SELECT person_id FROM designations)"

_FILE = """
WITH numbered AS (
    SELECT id AS due_id, row_number() OVER (ORDER BY id) AS place FROM filings WHERE state = 'due'
)
UPDATE filings SET
    state = CASE place % 5 WHEN 0 THEN 'in-review' WHEN 1 THEN 'closed' ELSE 'filed' END,
    turn_since = {filed_at}, filed_at = {filed_at},
    closed_at = CASE place % 5 WHEN 1 THEN {closed_at} END,
    outcome = CASE place % 5 WHEN 1 THEN 'nothing-to-disclose' END,
    reference = token, version = 1, nil = TRUE
FROM numbered WHERE due_id = filings.id AND place % 10 <> 0
"""
_SECONDS = "place * 997 % 1500000"
_CLOSED_AT = 18 * 86400 + 9 * 3600
_OPEN_CASES = """
WITH reviewers(seat, account_id) AS (
    SELECT row_number() OVER (ORDER BY account_id) - 1, account_id FROM grants WHERE role = 'reviewer'
), filed AS (
    SELECT filings.*, row_number() OVER (ORDER BY filings.id) AS place
    FROM filings LEFT JOIN cases ON cases.filing_id = filings.id
    WHERE filed_at IS NOT NULL AND cases.id IS NULL
)
INSERT INTO cases (id, filing_id, organisation_id, reviewer_id, priority, opened_at, row_version)
SELECT {new_id}, filed.id, filed.organisation_id, reviewers.account_id, place % 7, filed_at, 1
FROM filed LEFT JOIN reviewers
    ON filed.state = 'in-review' AND seat = place / 10 % (SELECT count(*) FROM reviewers)
"""
_RECKON = """
WITH numbered AS (
    SELECT filing_id AS line_id, row_number() OVER (ORDER BY filing_id) AS place
    FROM docket_lines WHERE NOT reckoned
)
UPDATE docket_lines SET
    reckoned = TRUE,
    late_at = {nine_days_on},
    rank = CASE WHEN turn_since < '2020-03-10' THEN rank - 11 ELSE rank END,
    not_sure = CASE place % 50 WHEN 1 THEN 1 ELSE 0 END,
    dropped_to_nil = place % 70 = 2,
    senior = place % 90 = 3,
    sampled = place % 20 = 4,
    flag_count = place % 7
FROM numbered WHERE line_id = docket_lines.filing_id
"""
_WORDS = """
INSERT INTO docket_words (organisation_id, word, filing_id)
SELECT organisation_id, word, filing_id FROM (
    SELECT docket_lines.organisation_id, lower(split.word) AS word, filing_id
    FROM docket_lines JOIN ({first_words}) AS split ON split.id = docket_lines.person_id
    UNION
    SELECT docket_lines.organisation_id, replace(lower(reference), '-', ''), filing_id
    FROM docket_lines JOIN filings ON filings.id = filing_id
) AS found WHERE TRUE ORDER BY organisation_id, word, filing_id
ON CONFLICT DO NOTHING
"""
_FIRST_WORDS = {
    _SQLITE: "SELECT id, substr(name, 1, instr(name || ' ', ' ') - 1) AS word FROM people",
    _POSTGRESQL: "SELECT id, split_part(name, ' ', 1) AS word FROM people",
}


def fill(url: str) -> None:
    """Let nine in ten of those who had not begun have filed; a fifth is in review, a fifth closed.

    What the docket says of them is made up here too: reckoning many turns
    one by one is not what lists are measured by.
    """
    with _opened(url) as (connection, say):
        filed_at, closed_at = say.after.format(_SECONDS), say.after.format(_CLOSED_AT)
        connection.execute(_FILE.format(filed_at=filed_at, closed_at=closed_at))
        connection.execute(_OPEN_CASES.format(new_id=say.new_id))
        connection.execute(_RECKON.format(nine_days_on=say.nine_days_on.format("turn_since")))
        connection.execute(_WORDS.format(first_words=_FIRST_WORDS[say]))


def enlarge(url: str, times: int) -> int:
    """Give every designated person `times` - 1 twins with all that the lists know of them.

    Returns how many filings there are then. Indexes and triggers are put aside
    meanwhile and made anew: keeping them up row by row takes most of the time.
    """
    with _opened(url) as (connection, say):
        if times > 1:
            aside = _put_aside(connection, say)
            for table in _IDS:
                connection.execute(_twins(table, times, say))
            for statement in aside:
                connection.execute(statement)
            connection.execute(_WORDS.format(first_words=_FIRST_WORDS[say]))
        if say is _POSTGRESQL:
            connection.execute("ANALYZE")  # as its own housekeeping does before long
        counted: int = connection.execute("SELECT count(*) FROM filings").fetchone()[0]
    return counted


def _twins(table: str, times: int, say: _Dialect) -> str:
    columns = [column.name for column in Base.metadata.tables[table].columns]
    changed = {**_UNIQUE, **{name: say.twin.format(name) for name in _IDS[table]}}
    values = ", ".join(changed.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    which = _DESIGNATED if table == "people" else ""
    return (
        f"{_NUMBERS.format(last=times - 1)} INSERT INTO {table} ({names}) "  # noqa: S608 - our own names
        f"SELECT {values} FROM {table} CROSS JOIN numbers {which}"
    )


def _put_aside(connection: Opened, say: _Dialect) -> list[str]:
    """Drop what is kept beside the tables, and return the statements that make it anew."""
    tables = ", ".join(f"'{table}'" for table in (*_IDS, "docket_words"))
    if say is _POSTGRESQL:
        connection.execute("SET LOCAL session_replication_role = replica")  # no trigger of this session
    found = connection.execute(say.beside.format(tables)).fetchall()
    for kind, name, _statement in found:
        connection.execute(f"DROP {kind} {name}")
    return [statement for _kind, _name, statement in found]


@contextmanager
def _opened(url: str) -> Iterator[tuple[Opened, _Dialect]]:
    """Open a copy, which can be made anew: room in memory for its indexes, no waiting for disks."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(address.database or "")) as connection:
            for pragma in ("synchronous=OFF", "temp_store=MEMORY", "cache_size=-1500000"):
                connection.execute(f"PRAGMA {pragma}")
            with connection:
                yield connection, _SQLITE
        return
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as server:
        server.execute("SET LOCAL maintenance_work_mem = '1GB'")
        server.execute("SET LOCAL work_mem = '256MB'")
        yield server, _POSTGRESQL
