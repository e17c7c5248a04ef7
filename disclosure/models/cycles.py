"""Cycles, the keys made for them, and who is designated to file in them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.domain.lifecycle import (
    CYCLE,
    DESIGNATION,
    CycleMove,
    CycleState,
    DesignationMove,
    DesignationState,
)
from disclosure.models.base import Base, Code, Id, Versioned, choice
from disclosure.models.people import Organisation, Person


class Cycle(Versioned, Base):
    """One year of an organisation's programme, under the programme file it was opened with."""

    __tablename__ = "cycles"
    __table_args__ = (
        UniqueConstraint("organisation_id", "year"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_instant"),
        CheckConstraint("covers_from <= covers_to", name="covers_a_period"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    year: Mapped[int]
    state: Mapped[CycleState] = mapped_column(choice(CycleState), default=CycleState.PLANNED)
    programme_text: Mapped[str] = mapped_column(Text, deferred=True)
    """Some 20 kB, asked for only where it is read: a process reads a programme once."""
    programme_digest: Mapped[str] = mapped_column(String(64))
    opens_on: Mapped[date]
    due_on: Mapped[date]
    covers_from: Mapped[date]
    covers_to: Mapped[date]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()

    def move(self, move: CycleMove) -> None:
        """Make a move of the cycle's lifecycle; raises WrongState."""
        self.state = CYCLE.after(self.state, move)


class RuleChange(Base):
    """Another programme file for a planned cycle: proposed by one officer, decided by a second."""

    __tablename__ = "rule_changes"
    __table_args__ = (
        Index(None, "cycle_id"),
        CheckConstraint("decided_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint("(decided_by_id IS NULL) = (decided_at IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(taken IS NULL) = (decided_at IS NULL)", name="decided_one_way"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    text: Mapped[str] = mapped_column(Text, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    taken: Mapped[bool | None]

    cycle: Mapped[Cycle] = relationship()


class CycleKey(Base):
    """A key pair made for a cycle. The keys are files; here stands only that they exist."""

    __tablename__ = "cycle_keys"
    __table_args__ = (UniqueConstraint("cycle_id", "recipient", "generation"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    recipient: Mapped[Code]
    generation: Mapped[int]
    suite: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    destroyed_at: Mapped[datetime | None]


class Designation(Versioned, Base):
    """A person must file in a cycle, on a ground."""

    __tablename__ = "designations"
    __table_args__ = (
        UniqueConstraint("cycle_id", "person_id"),
        Index(None, "person_id"),
        Index(None, "cycle_id", "state"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    entity_id: Mapped[UUID] = mapped_column(ForeignKey("entities.id"))
    ground: Mapped[Code]
    state: Mapped[DesignationState] = mapped_column(choice(DesignationState))
    reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]

    cycle: Mapped[Cycle] = relationship()
    person: Mapped[Person] = relationship()

    def move(self, move: DesignationMove) -> None:
        """Make a move of the designation's lifecycle; raises WrongState."""
        self.state = DESIGNATION.after(self.state, move)
