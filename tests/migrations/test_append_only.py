"""What the database itself refuses: changing, removing or replacing what was written for good."""

# ruff: noqa: S608 - every name in the statements is this file's own

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

import migrations
from disclosure.db import make_engine
from tests.migrations.loading import assert_loaded, load, until

APPEND_ONLY = {
    "ledger_entries": "kind",
    "ledger_leaves": "hash",
    "ledger_heads": "root",
    "statements": "sealed",
    "sealed_texts": "sealed",
}
LATER = {"report_snapshots": "content", "report_signatures": "signature"}
"""Tables that are younger than the first guards."""
every_table = pytest.mark.parametrize("table", APPEND_ONLY | LATER)


@pytest.fixture
def loaded(migrated_url: str) -> Iterator[Engine]:
    engine = make_engine(migrated_url)
    load(engine, migrations.newest())
    yield engine
    engine.dispose()


def refused(engine: Engine, table: str, statement: str) -> None:
    with pytest.raises(
        IntegrityError, match=f"{table} is append-only: its rows are never changed or removed"
    ):
        run(engine, statement)
    assert_loaded(engine, migrations.newest())


def run(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


@every_table
def test_no_row_is_changed(loaded: Engine, table: str) -> None:
    column = (APPEND_ONLY | LATER)[table]
    refused(loaded, table, f"UPDATE {table} SET {column} = {column}")


@every_table
def test_no_row_is_removed(loaded: Engine, table: str) -> None:
    refused(loaded, table, f"DELETE FROM {table}")


@every_table
def test_no_row_is_replaced_by_writing_it_again(loaded: Engine, table: str) -> None:
    row = next(row for each, row in until(migrations.newest()) if each.name == table)
    again = f"{table} ({', '.join(row)}) SELECT {', '.join(row)} FROM {table}"
    if loaded.dialect.name == "sqlite":
        refused(loaded, table, f"INSERT OR REPLACE INTO {again}")
    else:
        key = next(iter(row))
        refused(
            loaded, table, f"INSERT INTO {again} ON CONFLICT ({key}) DO UPDATE SET {key} = EXCLUDED.{key}"
        )


@every_table
def test_a_table_is_not_emptied_at_once(loaded: Engine, table: str) -> None:
    """PostgreSQL has an order of its own for that; SQLite deletes every row, where nothing is compared."""
    on_sqlite = loaded.dialect.name == "sqlite"
    refused(loaded, table, f"DELETE FROM {table} WHERE 1" if on_sqlite else f"TRUNCATE {table} CASCADE")


def test_a_second_row_beside_the_first_is_welcome(loaded: Engine) -> None:
    run(
        loaded,
        "INSERT INTO ledger_leaves (position, entry_id, hash) "
        "SELECT 1, organisation_id, hash FROM ledger_entries, ledger_leaves",
    )
    with loaded.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM ledger_leaves")) == 2


def test_a_statement_of_the_same_version_is_refused_whatever_its_id(loaded: Engine) -> None:
    with pytest.raises(IntegrityError):
        run(
            loaded,
            "INSERT INTO statements (id, filing_id, version, sealed, certified_at, certified_by_id) "
            "SELECT certified_by_id, filing_id, version, sealed, certified_at, certified_by_id "
            "FROM statements",
        )
    assert_loaded(loaded, migrations.newest())


def test_below_its_migration_nothing_is_refused(loaded: Engine) -> None:
    migrations.downgrade(loaded, "0009")
    for table, column in APPEND_ONLY.items():
        with loaded.begin() as connection:
            changed = connection.execute(text(f"UPDATE {table} SET {column} = {column}"))
        assert changed.rowcount == 1, table
