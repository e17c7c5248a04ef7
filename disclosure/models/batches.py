"""A batch of clean nil statements as a reviewer formed it, and what became of each of them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.base import Base, Id, Versioned, choice
from disclosure.models.cycles import Cycle
from disclosure.models.filings import Filing


class LeftBatch(StrEnum):
    """Why a statement of a batch is not cleared with it."""

    AMENDED = "amended"
    CLAIMED = "claimed"
    RAISED = "raised"
    TAKEN_OUT = "taken-out"


class Batch(Versioned, Base):
    """Statements that one reviewer clears together. Which were opened in full, the ledger says."""

    __tablename__ = "batches"
    __table_args__ = (Index(None, "account_id", "formed_at"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    formed_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None]

    cycle: Mapped[Cycle] = relationship()


class BatchMember(Base):
    """One statement of a batch, in the version that was shown. `left_because` says why it is not cleared."""

    __tablename__ = "batch_members"
    __table_args__ = (UniqueConstraint("batch_id", "filing_id"),)

    id: Mapped[Id]
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batches.id"))
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"), index=True)
    version: Mapped[int]
    left_because: Mapped[LeftBatch | None] = mapped_column(choice(LeftBatch))

    filing: Mapped[Filing] = relationship()
