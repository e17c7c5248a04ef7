"""Organisations, their entities and the people on their rosters."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.models.base import Base, Code, Email, Id, Name, Versioned


class Organisation(Base):
    """One of the organisations this installation serves; no list or key crosses it."""

    __tablename__ = "organisations"

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    names: Mapped[dict[str, str]]
    programme: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]


class Entity(Base):
    """A department, mission or agency: has a head, and a group for sub-totals."""

    __tablename__ = "entities"
    __table_args__ = (UniqueConstraint("organisation_id", "code"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    code: Mapped[Code]
    names: Mapped[dict[str, str]]
    group: Mapped[Code]
    position: Mapped[int]

    organisation: Mapped[Organisation] = relationship()

    @property
    def name(self) -> str:
        """The English name, which every roster carries."""
        return self.names["en"]


class Person(Versioned, Base):
    """A row of the roster. `filer_since` is the first year they were ever asked to file, if earlier."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("organisation_id", "index_number"),
        Index(None, "entity_id"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    entity_id: Mapped[UUID] = mapped_column(ForeignKey("entities.id"))
    index_number: Mapped[Code]
    name: Mapped[Name]
    email: Mapped[Email]
    grade: Mapped[Code]
    title: Mapped[Name]
    functions: Mapped[list[str]]
    contract: Mapped[Code]
    duty_station: Mapped[Name]
    language: Mapped[str] = mapped_column(String(8))
    supervisor_index: Mapped[Code | None]
    filer_since: Mapped[int | None]
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]

    entity: Mapped[Entity] = relationship()
