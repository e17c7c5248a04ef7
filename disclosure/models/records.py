"""What the office holds about people already, beside what they declare."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from disclosure.models.base import Base, Code, Id


class OfficeRecord(Base):
    """One record, such as an approved outside activity, brought for one cycle under the office's number.

    Its category, words and day are sealed to both sites.
    """

    __tablename__ = "office_records"
    __table_args__ = (UniqueConstraint("cycle_id", "reference"), Index(None, "person_id"))

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    reference: Mapped[Code]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    brought_at: Mapped[datetime]
