"""The bare submit that filing is measured against keeps what it is said to keep."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.bare.store import DATABASE, Audit, Sqlite, store
from benchmarks.bare.submit import app


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bare.sqlite"
    monkeypatch.setenv(DATABASE, str(path))
    store.cache_clear()
    return path


def is_chained(path: Path) -> bool:
    """Whether every audit row carries the hash of the one before it and of itself."""
    last, unbroken = bytes(32), True
    for *told, hashed in sqlite3.connect(path).execute("SELECT * FROM audit ORDER BY rowid"):
        unbroken = unbroken and Audit(*told).chained(last) == hashed
        last = hashed
    return unbroken


def test_a_submit_keeps_a_row_two_wraps_and_one_more_link(database: Path) -> None:
    for _ in range(3):
        assert app.test_client().post("/", data={"statement": "What I own."}).status_code == 303
    counts = [
        sqlite3.connect(database).execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
        for table in ("statements", "wraps", "audit")
    ]
    assert counts == [3, 6, 3]
    assert is_chained(database)


def test_the_chain_shows_that_a_row_was_changed(database: Path) -> None:
    for _ in range(3):
        app.test_client().post("/", data={"statement": "What I own."})
    with sqlite3.connect(database) as found:
        found.execute("UPDATE audit SET kind = 'amended' WHERE rowid = 2")
    assert not is_chained(database)


def test_submits_at_the_same_time_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "bare.sqlite"

    def submit(writer: int) -> None:
        own = Sqlite(str(path))
        for turn in range(20):
            own.keep(audit=Audit(bytes([writer, turn]), 1.5, "filed", b"statement"))

    Sqlite(str(path))
    with ThreadPoolExecutor(4) as writers:
        list(writers.map(submit, range(4)))
    assert sqlite3.connect(path).execute("SELECT count(*) FROM audit").fetchone() == (80,)
    assert is_chained(path)
