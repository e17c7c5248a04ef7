"""A larger copy for lists: so many times as many filings, none twice, all constraints kept."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.bare.store import Audit, Sqlite
from benchmarks.enlarging import enlarge, fill
from disclosure.casework import chasing, docket
from disclosure.casework.docket import View
from disclosure.db import make_engine, transaction
from disclosure.models import Filing
from tests.cast import Cast


@pytest.fixture
def database(db: Session, cast: Cast, migrated_url: str) -> Path:
    """The cast's database, where it is a file."""
    if not migrated_url.startswith("sqlite"):
        pytest.skip("The copies are made on SQLite alone.")
    db.commit()
    return Path(migrated_url.removeprefix("sqlite:///"))


def test_everybody_gets_twins_with_filings_of_their_own(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        before = connection.execute("SELECT count(*) FROM filings").fetchone()[0]
        assert enlarge(database, 5) == before * 5
        twice = connection.execute("SELECT count(*) - count(DISTINCT person_id) FROM filings").fetchone()[0]
        assert twice == 0
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_once_as_large_is_as_it_was(database: Path) -> None:
    before = enlarge(database, 1)
    assert enlarge(database, 1) == before


def test_most_have_filed_and_the_lists_show_them(database: Path, cast: Cast) -> None:
    enlarge(database, 20)
    fill(database)
    engine = make_engine(f"sqlite:///{database}")
    with transaction(engine) as db:
        states = Counter(filing.state.value for filing in db.scalars(select(Filing)))
        listed = docket.queue(db, by=cast.rosa.actor, view=View.UNCLAIMED)
        counted = docket.counts(db, by=cast.rosa.actor)
        season = chasing.season(db, by=cast.olu.actor, cycle=cast.cycle)
    engine.dispose()
    assert states.keys() == {"due", "filed", "in-review", "closed"}
    assert counted[View.UNCLAIMED] == states["filed"]
    assert len(listed.lines) == docket.PAGE
    assert sum(one.filed for one in season) == sum(states.values()) - states["due"]


def test_the_bare_store_keeps_all_rows_of_an_act_or_none(tmp_path: Path) -> None:
    store = Sqlite(str(tmp_path / "bare.sqlite"))
    store.keep(("statements", (b"1", b"sealed")), audit=Audit(b"2", 1.0, "filed", b"1"))
    with pytest.raises(sqlite3.IntegrityError):
        store.keep(("acts", (b"3", 1.0, "filed")), ("statements", (b"1", b"again")))
    with closing(sqlite3.connect(tmp_path / "bare.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM audit").fetchone()[0] == 1
        assert connection.execute("SELECT count(*) FROM acts").fetchone()[0] == 0
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
