"""The audit trail. Rows refer by id without foreign keys: they outlive what they describe."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from disclosure.models.base import Base, Code, Id

Sequence = BigInteger().with_variant(Integer(), "sqlite")
_ROSTERS = text("kind = 'roster:imported'")


class LedgerEntry(Base):
    """One act of the office or of the system. Append-only by trigger."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        Index(None, "at", "id"),
        Index(None, "filing_id", "at"),
        Index(None, "organisation_id", "at"),
        Index(
            "ix_ledger_entries_rosters",
            "organisation_id",
            "at",
            sqlite_where=_ROSTERS,
            postgresql_where=_ROSTERS,
        ),
    )

    id: Mapped[Id]
    at: Mapped[datetime]
    organisation_id: Mapped[UUID | None]
    filing_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None]
    kind: Mapped[Code]
    facts: Mapped[dict[str, Any]]


class LedgerLeaf(Base):
    """An entry's place in the Merkle tree, given by the sealer. Append-only by trigger."""

    __tablename__ = "ledger_leaves"

    position: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=False)
    entry_id: Mapped[UUID] = mapped_column(unique=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class LedgerHead(Base):
    """A signed head of the tree over the first `size` leaves. Append-only by trigger."""

    __tablename__ = "ledger_heads"

    size: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    signed_at: Mapped[datetime]
    key_id: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
