"""Filings and what was filed: drafts, statements, and the wraps of their data keys.

Sealed columns are opaque bytes here; nothing in this package can open them.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.domain.lifecycle import (
    EXTENSION,
    FILING,
    HAS_STATEMENT,
    HOLDER,
    CaseHolder,
    ExtensionMove,
    ExtensionState,
    FilingMove,
    FilingState,
)
from disclosure.models.base import Base, Code, Id, Versioned, choice, one_of
from disclosure.models.cycles import Cycle, Designation
from disclosure.models.people import Entity, Person

if TYPE_CHECKING:
    from disclosure.models.cases import Case


class FilingKind(StrEnum):
    """Why a statement is owed."""

    ANNUAL = "annual"
    ENTRY = "entry"
    EXIT = "exit"


class Outcome(StrEnum):
    """How a review ended (UNOPS Ethics Office report on 2023)."""

    NOTHING_TO_DISCLOSE = "nothing-to-disclose"
    NO_ACTION = "no-action"
    CONTEXT_GIVEN = "context-given"
    ADVICE_GIVEN = "advice-given"


class OpenReason(StrEnum):
    """Why a file was still open when its cycle closed (A/76/76, paragraph 22)."""

    CLARIFICATION = "clarification"
    DOCUMENTS = "documents"
    ADVICE = "advice"
    REVIEW = "review"


class Filing(Versioned, Base):
    """One person's obligation in a cycle, and its life. Everything here is clear: no answer, no amount."""

    __tablename__ = "filings"
    __table_args__ = (
        UniqueConstraint("cycle_id", "person_id", "kind"),
        Index(None, "organisation_id", "cycle_id", "entity_id", "state"),
        Index(None, "organisation_id", "state", "turn_since"),
        Index(None, "person_id"),
        CheckConstraint(
            f"(state IN {one_of(FilingState, *HAS_STATEMENT)}) = (filed_at IS NOT NULL)",
            name="filed_has_its_instant",
        ),
        CheckConstraint("(filed_at IS NULL) = (reference IS NULL)", name="filed_has_its_reference"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_instant"),
        CheckConstraint("state <> 'closed' OR outcome IS NOT NULL", name="closed_has_an_outcome"),
        CheckConstraint(
            "state <> 'closed' OR documents_open = 0", name="closed_only_with_every_document_accepted"
        ),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    entity_id: Mapped[UUID] = mapped_column(ForeignKey("entities.id"))
    designation_id: Mapped[UUID] = mapped_column(ForeignKey("designations.id"))
    kind: Mapped[FilingKind] = mapped_column(choice(FilingKind), default=FilingKind.ANNUAL)
    state: Mapped[FilingState] = mapped_column(choice(FilingState), default=FilingState.DUE)
    turn_since: Mapped[datetime]
    token: Mapped[str] = mapped_column(String(32), unique=True)

    due_on: Mapped[date]
    zone: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]
    reference: Mapped[str | None] = mapped_column(String(40), unique=True)
    version: Mapped[int] = mapped_column(default=0)
    carried_years: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    exempted_because: Mapped[str | None] = mapped_column(Text)
    open_at_close: Mapped[OpenReason | None] = mapped_column(choice(OpenReason))

    late: Mapped[bool] = mapped_column(default=False)
    first_time: Mapped[bool]
    sampled: Mapped[bool] = mapped_column(default=False)
    carried_over: Mapped[bool] = mapped_column(default=False)
    referred: Mapped[bool] = mapped_column(default=False)
    nil: Mapped[bool | None]
    item_count: Mapped[int] = mapped_column(default=0)
    flag_count: Mapped[int] = mapped_column(default=0)
    documents_open: Mapped[int] = mapped_column(default=0)

    cycle: Mapped[Cycle] = relationship()
    person: Mapped[Person] = relationship()
    entity: Mapped[Entity] = relationship()
    designation: Mapped[Designation] = relationship()
    case: Mapped["Case | None"] = relationship(back_populates="filing")

    @property
    def holder(self) -> CaseHolder:
        """Whose turn it is."""
        return HOLDER[self.state]

    def move(self, move: FilingMove, *, at: datetime) -> None:
        """Make a move of the filing's lifecycle at an instant; raises WrongState."""
        self.state = FILING.after(self.state, move)
        self.turn_since = at


class Extension(Base):
    """More time for one filing: asked by the filer or given by the office."""

    __tablename__ = "extensions"
    __table_args__ = (
        Index(None, "filing_id"),
        CheckConstraint("(state = 'requested') = (decided_at IS NULL)", name="decided_has_its_instant"),
    )

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[ExtensionState] = mapped_column(choice(ExtensionState))
    requested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))

    filing: Mapped[Filing] = relationship()

    def move(self, move: ExtensionMove) -> None:
        """Make a move of the extension's lifecycle; raises WrongState."""
        self.state = EXTENSION.after(self.state, move)


class Draft(Versioned, Base):
    """What a filer has prepared so far, sealed to the filing site alone."""

    __tablename__ = "drafts"

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    carried_from: Mapped[int | None]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))

    filing: Mapped[Filing] = relationship()


class Statement(Base):
    """One certified version of what a person declared, sealed to both sites; never changed."""

    __tablename__ = "statements"
    __table_args__ = (UniqueConstraint("filing_id", "version"),)

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    version: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    certified_at: Mapped[datetime]
    certified_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))

    filing: Mapped[Filing] = relationship()


class DataKey(Base):
    """The data key of one sealed object, wrapped for one recipient (RFC 9180)."""

    __tablename__ = "data_keys"
    __table_args__ = (Index(None, "key_id"),)

    object_id: Mapped[UUID] = mapped_column(primary_key=True)
    recipient: Mapped[Code] = mapped_column(primary_key=True)
    key_id: Mapped[UUID] = mapped_column(ForeignKey("cycle_keys.id"))
    suite: Mapped[int]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
