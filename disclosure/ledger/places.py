"""Reading the sealed ledger back, position by position, whatever was done to its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, type_coerce
from sqlalchemy.orm import Session

from disclosure.errors import SealBroken
from disclosure.ledger.canonical import RECORDED, Hex, Recorded, entry_bytes, instant, shown
from disclosure.ledger.tree import leaf_hash
from disclosure.models import LedgerEntry, LedgerLeaf

_BATCH = 2_000
UNREADABLE = (ValueError, TypeError)
"""What SQLAlchemy raises for a value that is no instant, id or JSON; SQLite lets one be written."""


@dataclass(frozen=True, slots=True)
class Place:
    """A leaf with the entry it stands for; None if that is gone."""

    position: int
    entry_id: str
    hash: bytes
    entry: Recorded | None

    def recorded(self) -> Recorded:
        """Return the entry; `SealBroken` when it is gone."""
        if self.entry is None:
            raise SealBroken(f"Position {self.position}: {self} was removed.")
        return self.entry

    def entry_hash(self) -> bytes:
        """Hash the entry as it reads now; `SealBroken` when it is gone or can never have been recorded."""
        entry = self.recorded()
        try:
            return leaf_hash(entry_bytes(entry))
        except TypeError:
            raise _unreadable(self.position) from None

    def __str__(self) -> str:
        if self.entry is None:
            return f"entry {shown(self.entry_id)}"
        return f"entry {shown(self.entry_id)} ({self.entry.kind}, {instant(self.entry.at)})"


def places(db: Session, *, start: int = 0, stop: int) -> Iterator[Place]:
    """Read the leaves from position `start` to the one before `stop`, with a bounded number in memory.

    Raises `SealBroken` when a row holds something that can never have been recorded.
    """
    while start < stop:
        end = min(start + _BATCH, stop)
        chosen = (LedgerLeaf.position >= start) & (LedgerLeaf.position < end)
        try:
            rows = list(map(_place, db.execute(_query(chosen))))
        except UNREADABLE:
            yield from _until_unreadable(db, chosen)
            raise
        yield from rows
        start = end


def _until_unreadable(db: Session, chosen: ColumnElement[bool]) -> Iterator[Place]:
    """Read leaves one by one, as far as the one that cannot be read."""
    positions = select(LedgerLeaf.position).where(chosen).order_by(LedgerLeaf.position)
    for position in db.scalars(positions).all():
        try:
            yield _place(db.execute(_query(LedgerLeaf.position == position)).one())
        except UNREADABLE:
            raise _unreadable(position) from None


def _query(chosen: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    leaf = (LedgerLeaf.position, type_coerce(LedgerLeaf.entry_id, Hex()), LedgerLeaf.hash)
    joined = select(*leaf, *RECORDED).outerjoin(LedgerEntry, LedgerEntry.id == LedgerLeaf.entry_id)
    return joined.where(chosen).order_by(LedgerLeaf.position)


def _place(row: Row[*tuple[Any, ...]]) -> Place:
    position, entry_id, leaf, *recorded = row
    return Place(position, entry_id, leaf, Recorded(*recorded) if recorded[0] else None)


def _unreadable(position: int) -> SealBroken:
    return SealBroken(f"Position {position}: the entry was edited, it holds what was never recorded.")
