"""The review of a filing: its case, what is asked, found and advised."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.domain.categories import AdviceOwner, AdviceProof, AdviceType, ConflictCategory
from disclosure.domain.lifecycle import (
    ADVICE,
    APPROVED_ADVICE,
    CONFLICT,
    QUESTION,
    AdviceMove,
    AdviceState,
    ConflictMove,
    ConflictState,
    QuestionMove,
    QuestionState,
)
from disclosure.models.accounts import Account
from disclosure.models.base import Base, Id, Versioned, choice, one_of
from disclosure.models.filings import Filing


class Likelihood(StrEnum):
    """Whether a conflict exists or could arise."""

    ACTUAL = "actual"
    POTENTIAL = "potential"


class Writing(StrEnum):
    """What a sealed text is. The kind decides who can open it (casework/writing.py)."""

    QUESTION = "question"
    REPLY = "reply"
    NOTE = "note"
    FINDING = "finding"
    ADVICE = "advice"
    RETURN = "return"
    RESPONSE = "response"
    DECISION = "decision"
    PROOF = "proof"
    CHECK = "check"
    DOCUMENT = "document"
    AMENDMENT = "amendment"
    ESCALATION = "escalation"
    DIRECTION = "direction"


class Case(Versioned, Base):
    """The review of one filing. Its holder follows from the filing's state; here is who reviews."""

    __tablename__ = "cases"
    __table_args__ = (
        Index(None, "reviewer_id"),
        Index(None, "organisation_id", "priority"),
        Index(
            "ix_cases_by_first_claim",
            "organisation_id",
            "first_claimed_at",
            sqlite_where=text("first_claimed_at IS NOT NULL"),
            postgresql_where=text("first_claimed_at IS NOT NULL"),
        ),
        Index(
            "ix_cases_leased",
            "leased_until",
            sqlite_where=text("leased_until IS NOT NULL"),
            postgresql_where=text("leased_until IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"), unique=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    leased_until: Mapped[datetime | None]
    priority: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    first_claimed_at: Mapped[datetime | None]

    filing: Mapped[Filing] = relationship(back_populates="case")
    reviewer: Mapped[Account | None] = relationship()


class Screening(Base):
    """What the checks raised about one version of a statement, sealed to the review site.

    `name_count` says how many declared names were matched with the reference lists; nothing
    where the statement was checked before there were lists.
    """

    __tablename__ = "screenings"

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"), index=True)
    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statements.id"), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    flag_count: Mapped[int]
    priority: Mapped[int]
    name_count: Mapped[int | None]
    at: Mapped[datetime]

    filing: Mapped[Filing] = relationship()


class SealedText(Base):
    """One text written in a case: a question, a reply, a note, advice. Sealed; never changed."""

    __tablename__ = "sealed_texts"
    __table_args__ = (Index(None, "filing_id", "at"), Index(None, "subject_id"))

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    subject_id: Mapped[UUID]
    kind: Mapped[Writing] = mapped_column(choice(Writing))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]

    filing: Mapped[Filing] = relationship()
    author: Mapped[Account] = relationship()


class Question(Versioned, Base):
    """A clarification asked of the filer."""

    __tablename__ = "questions"
    __table_args__ = (
        Index(None, "filing_id"),
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered_has_its_instant"),
    )

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    state: Mapped[QuestionState] = mapped_column(choice(QuestionState))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    answered_at: Mapped[datetime | None]

    filing: Mapped[Filing] = relationship()

    def move(self, move: QuestionMove) -> None:
        """Make a move of the question's lifecycle; raises WrongState."""
        self.state = QUESTION.after(self.state, move)


class Conflict(Versioned, Base):
    """A conflict of interest found by a reviewer. Category and state are clear; reasons are sealed."""

    __tablename__ = "conflicts"
    __table_args__ = (Index(None, "filing_id"),)

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    category: Mapped[ConflictCategory] = mapped_column(choice(ConflictCategory))
    likelihood: Mapped[Likelihood] = mapped_column(choice(Likelihood))
    state: Mapped[ConflictState] = mapped_column(choice(ConflictState))
    found_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    found_at: Mapped[datetime]

    filing: Mapped[Filing] = relationship()

    def move(self, move: ConflictMove) -> None:
        """Make a move of the conflict's lifecycle; raises WrongState."""
        self.state = CONFLICT.after(self.state, move)


class Advice(Versioned, Base):
    """What the filer is asked to do about a conflict, and by when. Proposer and approver differ."""

    __tablename__ = "advices"
    __table_args__ = (
        Index(None, "filing_id"),
        Index(None, "conflict_id"),
        CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name="approved_by_another"
        ),
        CheckConstraint(
            f"state NOT IN {one_of(AdviceState, *APPROVED_ADVICE)} OR approved_by_id IS NOT NULL",
            name="sent_only_when_approved",
        ),
    )

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    conflict_id: Mapped[UUID] = mapped_column(ForeignKey("conflicts.id"))
    type: Mapped[AdviceType] = mapped_column(choice(AdviceType))
    state: Mapped[AdviceState] = mapped_column(choice(AdviceState))
    due_on: Mapped[date]
    owner: Mapped[AdviceOwner] = mapped_column(choice(AdviceOwner), server_default=AdviceOwner.FILER)
    proof: Mapped[AdviceProof] = mapped_column(choice(AdviceProof), server_default=AdviceProof.OWN_STATEMENT)
    language: Mapped[str] = mapped_column(String(8))
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    done_at: Mapped[datetime | None]

    filing: Mapped[Filing] = relationship()
    conflict: Mapped[Conflict] = relationship()

    def move(self, move: AdviceMove) -> None:
        """Make a move of the advice's lifecycle; raises WrongState."""
        self.state = ADVICE.after(self.state, move)
