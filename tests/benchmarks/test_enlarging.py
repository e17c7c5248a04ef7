"""A larger copy for lists: so many times as many filings, none twice, all constraints kept."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from benchmarks.bare.store import Audit, Sqlite
from benchmarks.enlarging import enlarge, fill
from disclosure.casework import chasing, docket
from disclosure.casework.docket import Filters, View
from disclosure.db import make_engine, transaction
from disclosure.models import Filing
from tests.cast import Cast


@pytest.fixture
def kept(db: Session, cast: Cast, migrated_url: str) -> str:
    """The address of the cast's database, to which nobody is connected."""
    db.commit()
    db.close()
    return migrated_url


def test_everybody_gets_twins_with_filings_of_their_own(kept: str) -> None:
    engine = make_engine(kept)
    with transaction(engine, write=False) as db:
        before, beside = _number(db), _kept_beside(db)
    assert enlarge(kept, 5) == before * 5
    with transaction(engine, write=False) as db:
        assert db.scalar(select(func.count(Filing.person_id.distinct()))) == before * 5
        assert _number(db) == before * 5
        assert _kept_beside(db) == beside
        if engine.dialect.name == "sqlite":
            assert db.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()


def test_once_as_large_is_as_it_was(kept: str) -> None:
    before = enlarge(kept, 1)
    assert enlarge(kept, 1) == before


def test_most_have_filed_and_the_lists_show_them(kept: str, cast: Cast) -> None:
    enlarge(kept, 20)
    fill(kept)
    engine = make_engine(kept)
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


def test_twins_of_those_who_filed_are_on_the_lists_and_found_by_their_own_references(
    kept: str, cast: Cast
) -> None:
    fill(kept)
    engine = make_engine(kept)
    with transaction(engine, write=False) as db:
        before = docket.counts(db, by=cast.rosa.actor)
    enlarge(kept, 30)
    with transaction(engine, write=False) as db:
        assert docket.counts(db, by=cast.rosa.actor)[View.UNCLAIMED] == before[View.UNCLAIMED] * 30 > 0
        filed = db.scalars(select(Filing.reference).where(Filing.reference.is_not(None))).all()
        assert len(set(filed)) == len(filed)
        wanted = Filters(words=filed[-1] or "")
        found = docket.queue(db, by=cast.rosa.actor, view=View.FOUND, filters=wanted)
    engine.dispose()
    assert [line.reference for line in found.lines] == [filed[-1]]


def _number(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Filing)) or 0


def _kept_beside(db: Session) -> set[str]:
    """Return the names of the indexes and triggers of the database."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger')",
        "postgresql": "SELECT indexname FROM pg_indexes UNION SELECT tgname FROM pg_trigger",
    }
    return set(db.scalars(text(catalogue[db.connection().dialect.name])))


def test_the_bare_store_keeps_all_rows_of_an_act_or_none(tmp_path: Path) -> None:
    store = Sqlite(str(tmp_path / "bare.sqlite"))
    store.keep(("statements", (b"1", b"sealed")), audit=Audit(b"2", 1.0, "filed", b"1"))
    with pytest.raises(sqlite3.IntegrityError):
        store.keep(("acts", (b"3", 1.0, "filed")), ("statements", (b"1", b"again")))
    with closing(sqlite3.connect(tmp_path / "bare.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM audit").fetchone()[0] == 1
        assert connection.execute("SELECT count(*) FROM acts").fetchone()[0] == 0
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
