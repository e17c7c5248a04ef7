"""When the lines of an act are written, and when they are forgotten with it."""

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.db import transaction
from disclosure.domain.actors import WORKER
from disclosure.models import LedgerEntry


def note(db: Session, account: str) -> None:
    ledger.record(db, WORKER, "account:created", account=account)


def written(db: Session) -> list[str]:
    return sorted(facts["account"] for facts in db.scalars(select(LedgerEntry.facts)))


def test_lines_are_written_when_their_act_commits(engine: Engine) -> None:
    with transaction(engine) as db:
        note(db, "a")
        note(db, "b")
    with transaction(engine, write=False) as db:
        assert {"a", "b"} <= set(written(db))


def test_lines_are_forgotten_with_an_act_that_is_undone(engine: Engine) -> None:
    with Session(engine) as db:
        note(db, "undone")
        db.rollback()
    with transaction(engine, write=False) as db:
        assert "undone" not in written(db)


def test_a_savepoint_takes_only_its_own_lines_with_it(engine: Engine) -> None:
    with transaction(engine) as db:
        note(db, "before")
        savepoint = db.begin_nested()
        note(db, "inside")
        assert "inside" in written(db)
        savepoint.rollback()
        with db.begin_nested():
            note(db, "kept")
        note(db, "after")
    with transaction(engine, write=False) as db:
        assert {"before", "kept", "after"} <= set(written(db))
        assert "inside" not in written(db)


def test_whoever_reads_the_ledger_in_the_same_transaction_reads_its_lines(db: Session) -> None:
    note(db, "just now")
    assert "just now" in written(db)
    assert db.scalar(select(func.count()).select_from(LedgerEntry)) == len(written(db))


def test_a_missing_or_undeclared_fact_is_a_mistake_in_the_program(db: Session) -> None:
    with pytest.raises(TypeError, match="account"):
        ledger.record(db, WORKER, "account:created")
    with pytest.raises(TypeError, match="colour"):
        ledger.record(db, WORKER, "account:created", account="a", colour="red")
