"""What a reviewer has looked at in a case, item by item."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.base import Base, Id, choice
from disclosure.models.filings import Filing


class Tick(StrEnum):
    """What a tick says of an item. A question or a conflict says more, and is kept as itself."""

    SEEN = "seen"
    NO_CONCERN = "no-concern"


class ItemLook(Base):
    """A reviewer's tick beside one item of one version. The item's id is random and says nothing."""

    __tablename__ = "item_looks"
    __table_args__ = (UniqueConstraint("filing_id", "account_id", "item_id"),)

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    item_id: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    tick: Mapped[Tick] = mapped_column(choice(Tick))
    at: Mapped[datetime]

    filing: Mapped[Filing] = relationship()
