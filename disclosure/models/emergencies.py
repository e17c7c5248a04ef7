"""Statements opened outside of their review, because one person asked for it and another agreed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.accounts import Account
from disclosure.models.base import Base, Id
from disclosure.models.filings import Filing


class Emergency(Base):
    """Somebody asks to read one case that is not theirs. Once another agrees, they may for a time.

    The reason is clear: it says why the case must be read, nothing of what is in it.
    """

    __tablename__ = "emergencies"
    __table_args__ = (
        CheckConstraint("decided_by_id <> asked_by_id", name="two_people"),
        CheckConstraint("(decided_by_id IS NULL) = (decided_at IS NULL)", name="decided_by_somebody"),
        CheckConstraint("until IS NULL OR decided_at IS NOT NULL", name="open_once_agreed"),
        Index(None, "filing_id"),
    )

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    """Until when it may be read; empty while nobody decided, and when it was refused."""

    filing: Mapped[Filing] = relationship()
    asked_by: Mapped[Account] = relationship(foreign_keys=[asked_by_id])
