"""Forms that came when nobody was signed in any more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.base import Base, Id
from disclosure.models.filings import Filing


class KeptForm(Base):
    """A form about a filing, posted after the session ran out, for the account that the session was of.

    Sealed to the filing site alone, the address it was sent to included: that names a section.
    """

    __tablename__ = "kept_forms"
    __table_args__ = (Index(None, "account_id"), Index(None, "at"))

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]

    filing: Mapped[Filing] = relationship()
