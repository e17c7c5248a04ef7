"""Exchange rates, as the office brought them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from disclosure.models.base import Base, Id


class RateTable(Base):
    """The rates that took effect on one day: units of each currency for one United States dollar."""

    __tablename__ = "rate_tables"
    __table_args__ = (UniqueConstraint("organisation_id", "effective_on"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    effective_on: Mapped[date]
    source: Mapped[str] = mapped_column(Text)
    per_dollar: Mapped[dict[str, str]]
    """By ISO 4217 code, as decimal texts."""
    brought_at: Mapped[datetime]
