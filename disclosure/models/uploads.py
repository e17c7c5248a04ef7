"""Files on their way: what arrived of them so far, piece by piece."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from disclosure.models.base import Base, Id
from disclosure.models.filings import Filing


class Upload(Base):
    """A file that one account sends in pieces, to be kept beside a document request, a question or advice.

    `mark` tells the same file when it is chosen again: a keyed hash, from which
    nobody without the site's secret learns anything. `kept_id` is the attachment
    it became; its pieces are gone then.
    """

    __tablename__ = "uploads"
    __table_args__ = (UniqueConstraint("account_id", "subject_id", "mark"), Index(None, "begun_at"))

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    subject_id: Mapped[UUID]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    mark: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    begun_at: Mapped[datetime]
    kept_id: Mapped[UUID | None]

    filing: Mapped[Filing] = relationship()


class UploadPiece(Base):
    """One piece, sealed to the filing site alone. `start` and `size` count bytes of the file.

    It belongs to the filing of its upload.
    """

    __tablename__ = "upload_pieces"
    __table_args__ = (UniqueConstraint("upload_id", "start"),)

    id: Mapped[Id]
    upload_id: Mapped[UUID] = mapped_column(ForeignKey("uploads.id"))
    start: Mapped[int] = mapped_column(BigInteger)
    size: Mapped[int] = mapped_column(BigInteger)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    filing_id: Mapped[UUID] = column_property(
        select(Upload.filing_id).where(Upload.id == upload_id).scalar_subquery(), deferred=True
    )

    filing: Mapped[Filing] = relationship(secondary=Upload.__table__, viewonly=True)
