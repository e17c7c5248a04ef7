"""A transaction that reads first leaves the writer's place to others until it changes something."""

from uuid import UUID

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from disclosure.db import transaction
from disclosure.models import Filing
from disclosure.models.writing import change_now
from tests.cast import Cast

OTHERS, OWN = 7, 8


@pytest.fixture
def filing_id(db: Session, cast: Cast) -> UUID:
    found = cast.amina.filing.id
    db.commit()  # the cast's own transaction would keep everybody else from writing
    return found


def items(engine: Engine, filing_id: UUID) -> int | None:
    with transaction(engine, write=False) as db:
        return db.scalar(select(Filing.item_count).where(Filing.id == filing_id))


def another_changes(engine: Engine, filing_id: UUID) -> None:
    with transaction(engine) as db:
        change_now(db, db.get_one(Filing, filing_id), item_count=OTHERS)


def read_and_change(engine: Engine, filing_id: UUID, *, meanwhile: bool = False, fail: bool = False) -> None:
    with transaction(engine, reads_first=True) as db:
        read = db.get_one(Filing, filing_id)
        if meanwhile:
            another_changes(engine, filing_id)
        change_now(db, read, item_count=OWN)
        if fail:
            raise RuntimeError


def test_others_write_while_it_reads(engine: Engine, filing_id: UUID) -> None:
    with transaction(engine, reads_first=True) as reader:
        reader.get_one(Filing, filing_id)
        another_changes(engine, filing_id)
        assert items(engine, filing_id) == OTHERS


def test_its_own_change_is_committed(engine: Engine, filing_id: UUID) -> None:
    read_and_change(engine, filing_id)
    assert items(engine, filing_id) == OWN


def test_it_changes_no_row_that_somebody_changed_since_it_was_read(engine: Engine, filing_id: UUID) -> None:
    with pytest.raises(StaleDataError):
        read_and_change(engine, filing_id, meanwhile=True)
    assert items(engine, filing_id) == OTHERS


def test_what_it_changed_before_it_failed_is_undone(engine: Engine, filing_id: UUID) -> None:
    before = items(engine, filing_id)
    with pytest.raises(RuntimeError):
        read_and_change(engine, filing_id, fail=True)
    assert items(engine, filing_id) == before


def test_the_next_transaction_writes_from_its_beginning_again(engine: Engine, filing_id: UUID) -> None:
    with transaction(engine, reads_first=True) as db:
        db.get_one(Filing, filing_id)
    another_changes(engine, filing_id)
    assert items(engine, filing_id) == OTHERS
