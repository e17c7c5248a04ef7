"""Where rosters come from, and who stands for the list of an entity."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.base import Base, Code, Id
from disclosure.models.cycles import Cycle
from disclosure.models.people import Entity


class RosterSource(Base):
    """A system that rosters are taken from. `columns` tells which of its columns is which of ours."""

    __tablename__ = "roster_sources"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[Code]
    columns: Mapped[dict[str, str]]
    changed_at: Mapped[datetime]


class SignOff(Base):
    """Somebody of an entity said that its list of designated people is whole. The newest one counts."""

    __tablename__ = "sign_offs"
    __table_args__ = (Index(None, "cycle_id", "entity_id"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    entity_id: Mapped[UUID] = mapped_column(ForeignKey("entities.id"))
    signed_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    signed_at: Mapped[datetime]
    people: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 over who is designated and on which ground: another one is another list."""

    cycle: Mapped[Cycle] = relationship()
    entity: Mapped[Entity] = relationship()
