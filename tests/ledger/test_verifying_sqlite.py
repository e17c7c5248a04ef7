"""SQLite takes any value in any column: verifying survives what cannot even be read, and names it."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from disclosure import clock
from disclosure.db import make_engine
from disclosure.errors import SealBroken
from tests.ledger.book import Book


@pytest.fixture
def sqlite_book(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Book]:
    """A ledger on SQLite, which takes any value in any column."""
    engine = make_engine(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'copy.db')}")
    yield Book(engine, tmp_path)
    engine.dispose()


@pytest.mark.parametrize(("column", "written"), [("facts", "'{'"), ("at", "'yesterday'"), ("kind", "x'ff'")])
def test_an_entry_overwritten_with_what_only_sqlite_takes_is_named(
    sqlite_book: Book, column: str, written: str
) -> None:
    ids = sqlite_book.write(5)
    sqlite_book.seal()
    statement = text(f"UPDATE ledger_entries SET {column} = {written} WHERE id = :id")  # noqa: S608 - our own
    sqlite_book.tamper(statement.bindparams(id=ids[3].hex))
    assert sqlite_book.first_bad().startswith("Position 3: the entry was edited")


@pytest.mark.parametrize(
    ("column", "written"), [("hash", "7"), ("hash", "'text'"), ("entry_id", "7"), ("entry_id", "'x'")]
)
def test_a_leaf_overwritten_with_what_only_sqlite_takes_is_named(
    sqlite_book: Book, column: str, written: str
) -> None:
    sqlite_book.write(5)
    sqlite_book.seal()
    statement = text(f"UPDATE ledger_leaves SET {column} = {written} WHERE position = 3")  # noqa: S608 - our own
    sqlite_book.tamper(statement)
    assert sqlite_book.first_bad().startswith("Position 3: ")


def test_a_head_overwritten_with_what_only_sqlite_takes_is_named(sqlite_book: Book) -> None:
    for _ in range(2):
        sqlite_book.write(5)
        sqlite_book.seal()
    sqlite_book.tamper(text("UPDATE ledger_heads SET signed_at = 'yesterday' WHERE size = 10"))
    report = sqlite_book.verify()
    assert report.first_bad == "The head over 10 entries was edited: it cannot be read."
    assert report.proven is not None
    assert report.proven.size == 5


def test_an_entry_that_waits_and_cannot_be_read_is_told_and_not_sealed(sqlite_book: Book) -> None:
    sqlite_book.write(5)
    sqlite_book.tamper(text("UPDATE ledger_entries SET facts = '{'"))
    with pytest.raises(SealBroken, match="was not sealed yet was edited: it cannot be read"):
        sqlite_book.seal()
    with clock.travel(clock.now() + timedelta(hours=2)):
        assert "holds what was never recorded" in str(sqlite_book.verify().overdue)
