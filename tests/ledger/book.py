"""A ledger to write, seal, tamper with and verify, on a real database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, Executable, Inspector, inspect, select, text
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.db import transaction
from disclosure.ledger.keys import LedgerKeys, Signer
from disclosure.ledger.published import HeadLog
from disclosure.ledger.sealing import seal
from disclosure.ledger.verifying import Report, verify
from disclosure.models import LedgerEntry, LedgerHead, LedgerLeaf


@dataclass
class Book:
    """The ledger of one database, with its signer and the file its heads are published to."""

    engine: Engine
    folder: Path
    began: datetime = field(default_factory=lambda: clock.now() - timedelta(minutes=10))
    written: int = 0

    def __post_init__(self) -> None:
        self.signer = Signer.create(self.folder / "ledger.pem")
        self.keys = LedgerKeys.load(self.folder / "ledger.pem.pub")
        self.published = HeadLog(self.folder / "elsewhere" / "heads.jsonl")

    def write(self, count: int, *, at: datetime | None = None) -> list[UUID]:
        """Commit entries, each a millisecond after the one before, or all from `at` on."""
        with transaction(self.engine) as db:
            return self.add(db, count, at=at)

    def add(self, db: Session, count: int, *, at: datetime | None = None) -> list[UUID]:
        rows = []
        for number in range(count):
            moment = at or self.began + timedelta(milliseconds=self.written)
            rows.append(an_entry(at=moment + timedelta(microseconds=number)))
            self.written += 1
        db.add_all(rows)
        db.flush()
        return [row.id for row in rows]

    def seal(self, *, everything: bool = False) -> int:
        with transaction(self.engine) as db:
            return seal(db, signer=self.signer, published=self.published, everything=everything)

    def verify(self) -> Report:
        with transaction(self.engine, write=False) as db:
            return verify(db, keys=self.keys, published=self.published)

    def first_bad(self) -> str:
        """Verify, expecting a fault."""
        found = self.verify().first_bad
        assert found is not None
        return found

    def entry(self, position: int) -> LedgerEntry:
        """The entry that is at a position now."""
        with transaction(self.engine, write=False) as db:
            leaf = LedgerLeaf.entry_id == LedgerEntry.id
            return db.scalars(select(LedgerEntry).join(LedgerLeaf, leaf).filter_by(position=position)).one()

    def leaf(self, position: int) -> LedgerLeaf:
        with transaction(self.engine, write=False) as db:
            return db.get_one(LedgerLeaf, position)

    def leaves(self) -> list[LedgerLeaf]:
        with transaction(self.engine, write=False) as db:
            return list(db.scalars(select(LedgerLeaf).order_by(LedgerLeaf.position)))

    def heads(self) -> list[LedgerHead]:
        with transaction(self.engine, write=False) as db:
            return list(db.scalars(select(LedgerHead).order_by(LedgerHead.size)))

    def tamper(self, *statements: Executable) -> None:
        """Do what only somebody who owns the database can: switch its triggers off, and write."""
        with self.tampering() as connection:
            for statement in statements:
                connection.execute(statement)

    @contextmanager
    def tampering(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            switch_triggers_off(connection)
            yield connection


def an_entry(*, at: datetime) -> LedgerEntry:
    return LedgerEntry(
        id=uuid4(),
        at=at,
        organisation_id=uuid4(),
        filing_id=uuid4(),
        account_id=uuid4(),
        kind="statement:opened",
        facts={"statement_id": str(uuid4()), "why": "relire « déclaration »"},
    )


def switch_triggers_off(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        inspector: Inspector = inspect(connection)
        for table in inspector.get_table_names():
            connection.execute(text(f'ALTER TABLE "{table}" DISABLE TRIGGER USER'))
        return
    for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        connection.execute(text(f'DROP TRIGGER "{name}"'))
