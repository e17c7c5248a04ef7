"""The draw, the documents it asks for, and attached files."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.domain.lifecycle import (
    DOCUMENT,
    DRAW,
    JUDGED,
    OVER_A_DISCREPANCY,
    VERIFICATION,
    DocumentMove,
    DocumentState,
    DrawMove,
    DrawState,
    VerificationMove,
    VerificationState,
)
from disclosure.models.base import Base, Id, Versioned, choice, one_of
from disclosure.models.cycles import Cycle
from disclosure.models.filings import Filing


class Draw(Versioned, Base):
    """The random selection of one cycle: committed to before, run once after the public value is known."""

    __tablename__ = "draws"
    __table_args__ = (CheckConstraint("(state = 'run') = (run_at IS NOT NULL)", name="run_has_its_instant"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"), unique=True)
    state: Mapped[DrawState] = mapped_column(choice(DrawState))
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))
    record: Mapped[str] = mapped_column(Text)
    commitment: Mapped[str] = mapped_column(String(64))
    committed_at: Mapped[datetime]
    run_at: Mapped[datetime | None]

    cycle: Mapped[Cycle] = relationship()

    def move(self, move: DrawMove) -> None:
        """Make a move of the draw's lifecycle; raises WrongState."""
        self.state = DRAW.after(self.state, move)


class DocumentRequest(Versioned, Base):
    """A third-party document asked for one item of a drawn filing. Which item it is stays sealed.

    `differs_in` is the version of the statement from which the document was last found to differ.
    """

    __tablename__ = "document_requests"
    __table_args__ = (
        Index(None, "filing_id", "state"),
        CheckConstraint(
            f"state NOT IN {one_of(DocumentState, *JUDGED)} OR "
            "(decided_at IS NOT NULL AND decided_by_id IS NOT NULL)",
            name="judged_by_somebody",
        ),
        CheckConstraint(
            f"state NOT IN {one_of(DocumentState, *OVER_A_DISCREPANCY)} OR differs_in IS NOT NULL",
            name="discrepancy_with_a_version",
        ),
    )

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    item_id: Mapped[str] = mapped_column(String(32))
    state: Mapped[DocumentState] = mapped_column(choice(DocumentState))
    requested_at: Mapped[datetime]
    due_on: Mapped[date]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    differs_in: Mapped[int | None]

    filing: Mapped[Filing] = relationship()

    def move(self, move: DocumentMove) -> None:
        """Make a move of the request's lifecycle; raises WrongState."""
        self.state = DOCUMENT.after(self.state, move)


class Verification(Versioned, Base):
    """The verification of one drawn filing: who decided on its last document, and who confirmed it all."""

    __tablename__ = "verifications"
    __table_args__ = (
        CheckConstraint(
            "(state = 'confirmed') = (confirmed_at IS NOT NULL)", name="confirmed_has_its_instant"
        ),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
        CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> verified_by_id", name="confirmed_by_another"
        ),
        CheckConstraint("state = 'underway' OR verified_by_id IS NOT NULL", name="handed_over_by_somebody"),
    )

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"), unique=True)
    state: Mapped[VerificationState] = mapped_column(choice(VerificationState))
    verified_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    handed_over_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    confirmed_at: Mapped[datetime | None]

    filing: Mapped[Filing] = relationship()

    def move(self, move: VerificationMove) -> None:
        """Make a move of the verification's lifecycle; raises WrongState."""
        self.state = VERIFICATION.after(self.state, move)


class Attachment(Base):
    """A file given as a document or a proof: sealed where it is stored, its name and kind sealed here."""

    __tablename__ = "attachments"
    __table_args__ = (Index(None, "filing_id"), Index(None, "subject_id"))

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    subject_id: Mapped[UUID]
    content_id: Mapped[UUID]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int] = mapped_column(BigInteger)
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    uploaded_at: Mapped[datetime]

    filing: Mapped[Filing] = relationship()
