"""Writers on SQLite follow one another: soon after the one before, or with an error that can be told."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from disclosure import sqlite
from disclosure.db import make_engine, reading, transaction


@pytest.fixture
def file(tmp_path: Path) -> Engine:
    engine = make_engine(f"sqlite:///{tmp_path / 'turns.sqlite'}")
    with transaction(engine) as db:
        db.execute(text("CREATE TABLE turns (at DOUBLE PRECISION)"))
    return engine


def write(engine: Engine, *, hold: float = 0.0) -> None:
    with transaction(engine) as db:
        db.execute(text("INSERT INTO turns VALUES (:at)"), {"at": time.monotonic()})
        time.sleep(hold)


def test_no_writer_is_lost_however_many_want_to_be(file: Engine) -> None:
    writers = [threading.Thread(target=write, args=(file,), kwargs={"hold": 0.002}) for _ in range(40)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with transaction(file, write=False) as db:
        assert db.scalar(text("SELECT count(*) FROM turns")) == 40


def test_the_next_writer_begins_soon_after_the_one_before(file: Engine) -> None:
    begun, ended = threading.Event(), []

    def first() -> None:
        with transaction(file) as db:
            db.execute(text("INSERT INTO turns VALUES (0)"))
            begun.set()
            time.sleep(0.3)
        ended.append(time.monotonic())

    holder = threading.Thread(target=first)
    holder.start()
    begun.wait()
    write(file)
    holder.join()
    with transaction(file, write=False) as db:
        at = db.scalar(text("SELECT max(at) FROM turns"))
    assert at is not None
    assert at - ended[0] < 0.09, "SQLite's own waiting would look again after a tenth of a second"


def test_a_writer_gives_up_in_time_and_says_why(file: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    with transaction(file) as db:
        db.execute(text("INSERT INTO turns VALUES (0)"))
        began = time.monotonic()
        with pytest.raises(OperationalError, match="locked"):
            write(file)
        assert 0.05 <= time.monotonic() - began < 5
    write(file)


def test_a_new_database_is_connected_to_while_another_process_writes_its_first_tables(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "new.sqlite", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE turns (at DOUBLE PRECISION)")
    done = threading.Timer(0.1, lambda: other.execute("COMMIT"))
    done.start()
    engine = make_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    write(engine)
    done.join()
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("SELECT count(*) FROM turns")) == 1
    engine.dispose()
    other.close()


def test_a_reader_waits_for_nobody(file: Engine) -> None:
    with transaction(file) as db:
        db.execute(text("INSERT INTO turns VALUES (0)"))
        with transaction(file, write=False) as other:
            assert other.scalar(text("SELECT count(*) FROM turns")) == 0


def test_a_reader_cannot_write_and_the_writer_after_it_can(file: Engine) -> None:
    with pytest.raises(OperationalError, match="readonly"), transaction(file, write=False) as db:
        db.execute(text("INSERT INTO turns VALUES (0)"))
    write(file)
    with transaction(file, write=False) as db:
        assert db.scalar(text("SELECT count(*) FROM turns")) == 1


def test_a_connection_for_reading_waits_for_nobody_and_cannot_write(file: Engine) -> None:
    with transaction(file) as db:
        db.execute(text("INSERT INTO turns VALUES (0)"))
        with reading(file) as connection:
            assert connection.scalar(text("SELECT count(*) FROM turns")) == 0
    with pytest.raises(OperationalError, match="readonly"), reading(file) as connection:
        connection.execute(text("INSERT INTO turns VALUES (0)"))
    write(file)
    with reading(file) as connection:
        assert connection.scalar(text("SELECT count(*) FROM turns")) == 2


def test_a_file_that_was_let_go_is_read_by_nobody(file: Engine, tmp_path: Path) -> None:
    with transaction(file, write=False) as db:
        db.execute(text("SELECT 1"))
    file.dispose()
    held = {str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()}
    assert str(tmp_path / "turns.sqlite") not in held
