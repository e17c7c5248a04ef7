"""What people of the review office declare about themselves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from disclosure.models.base import Base, Id


class OwnInterests(Base):
    """A reviewer's own employer, ties and relatives, sealed to the review site with the keys of a cycle."""

    __tablename__ = "own_interests"

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), unique=True)
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    version: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    declared_at: Mapped[datetime]
