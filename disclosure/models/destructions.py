"""The end of a cycle's keys: proposed by one person, confirmed by another, certified when it is done."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.base import Base, Id, Versioned
from disclosure.models.cycles import Cycle


class KeyDestruction(Versioned, Base):
    """The destruction of all keys of one cycle. `certificate` is the signed document, as JSON."""

    __tablename__ = "key_destructions"
    __table_args__ = (
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
        CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> proposed_by_id", name="confirmed_by_another"
        ),
        CheckConstraint("(done_at IS NULL) = (certificate IS NULL)", name="done_with_a_certificate"),
        CheckConstraint("done_at IS NULL OR confirmed_at IS NOT NULL", name="done_when_confirmed"),
    )

    id: Mapped[Id]
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"), unique=True)
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    confirmed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    certificate: Mapped[str | None] = mapped_column(Text)

    cycle: Mapped[Cycle] = relationship()
