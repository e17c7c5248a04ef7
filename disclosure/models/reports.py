"""The annual report: frozen contents, their signatures, and published figures of earlier years."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.base import Base, Code, Id
from disclosure.models.cycles import Cycle


class ReportSnapshot(Base):
    """All numbers of a cycle's report at one moment; every copy is printed from them. Append-only by trigger.

    `content` is canonical JSON and `digest` its SHA-256; a later snapshot of the same cycle has the
    next number and leaves the earlier one as it was.
    """

    __tablename__ = "report_snapshots"
    __table_args__ = (UniqueConstraint("cycle_id", "number"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))

    cycle: Mapped[Cycle] = relationship()


class ReportSignature(Base):
    """The signature of a snapshot by the ledger's key. Append-only by trigger."""

    __tablename__ = "report_signatures"
    __table_args__ = (UniqueConstraint("snapshot_id", "key_id"),)

    id: Mapped[Id]
    snapshot_id: Mapped[UUID] = mapped_column(ForeignKey("report_snapshots.id"))
    key_id: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    signed_at: Mapped[datetime]


class EarlierFigure(Base):
    """One published figure of a year that has no cycle here; `part` is a group or a category, else empty."""

    __tablename__ = "earlier_figures"
    __table_args__ = (
        UniqueConstraint("organisation_id", "year", "figure", "part"),
        CheckConstraint("number >= 0", name="counts_people_or_things"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    year: Mapped[int]
    figure: Mapped[Code]
    part: Mapped[Code]
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(300))
