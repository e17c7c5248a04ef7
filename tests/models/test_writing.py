"""Rows written past the session: they are there at once, and nobody's edit is overwritten unseen."""

from uuid import uuid4

import pytest
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from disclosure import clock
from disclosure.db import transaction
from disclosure.models import Case, Filing
from disclosure.models.writing import change_now, insert_now
from tests.cast import Cast


def test_a_change_is_written_at_once_and_shown_by_the_row(db: Session, cast: Cast) -> None:
    filing = cast.amina.filing
    before = filing.row_version
    change_now(db, filing, item_count=7, nil=False)
    assert (filing.item_count, filing.nil, filing.row_version) == (7, False, before + 1)
    assert not inspect(filing).modified
    assert db.scalar(select(Filing.item_count).where(Filing.id == filing.id)) == 7


def test_what_the_session_changes_besides_is_written_too(db: Session, cast: Cast) -> None:
    filing = cast.amina.filing
    filing.flag_count = 3
    change_now(db, filing, item_count=7)
    filing.item_count = 8
    db.commit()
    db.expire_all()
    assert (filing.item_count, filing.flag_count) == (8, 3)


def test_a_row_that_moved_on_is_not_changed(engine: Engine, db: Session, cast: Cast) -> None:
    filing = cast.amina.filing
    db.commit()
    with transaction(engine) as other:
        change_now(other, other.get_one(Filing, filing.id), item_count=1)
    with pytest.raises(StaleDataError):
        change_now(db, filing, item_count=2)
    db.rollback()
    assert db.get_one(Filing, filing.id, populate_existing=True).item_count == 1


def test_a_row_is_inserted_as_its_first_version(db: Session, cast: Cast) -> None:
    filing = cast.amina.filing
    row = Case(
        id=uuid4(),
        filing_id=filing.id,
        organisation_id=filing.organisation_id,
        priority=0,
        opened_at=clock.now(),
    )
    insert_now(db, row)
    assert row not in db
    kept = db.get_one(Case, row.id)
    assert (kept.row_version, kept.reviewer_id, kept.opened_at) == (1, None, row.opened_at)
