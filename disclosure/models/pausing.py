"""Pauses of the reminder ladder: while one is open, no letter of the ladder is written."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.accounts import Account
from disclosure.models.base import Base, Id

_OPEN = text("resumed_at IS NULL")


class LadderPause(Base):
    """The office stopped the ladder of a cycle for a stated reason; a cycle has at most one open pause."""

    __tablename__ = "ladder_pauses"
    __table_args__ = (
        Index("ix_ladder_pauses_open", "cycle_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("(resumed_by_id IS NULL) = (resumed_at IS NULL)", name="resumed_by_somebody"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    reason: Mapped[str] = mapped_column(Text)
    paused_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    paused_at: Mapped[datetime]
    resumed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    resumed_at: Mapped[datetime | None]

    paused_by: Mapped[Account] = relationship(foreign_keys=paused_by_id)
