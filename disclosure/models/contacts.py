"""What the office noted about reaching a person: calls and notes, beside the letters."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.base import Base, Id, choice
from disclosure.models.filings import Filing


class ContactKind(StrEnum):
    """How the office was in touch."""

    CALL = "call"
    NOTE = "note"


class Contact(Base):
    """A call with a person who must file, or a note about reaching them. Never what they declared."""

    __tablename__ = "contacts"
    __table_args__ = (Index(None, "filing_id"),)

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    kind: Mapped[ContactKind] = mapped_column(choice(ContactKind))
    said: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime]

    filing: Mapped[Filing] = relationship()
