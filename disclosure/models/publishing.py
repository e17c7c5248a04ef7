"""What officials choose to publish of their statements. Clear content: public by their consent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.domain.lifecycle import PUBLISHED, SUMMARY, SummaryMove, SummaryState
from disclosure.domain.publishing import WithdrawalReason
from disclosure.models.base import Base, Id, Versioned, choice, one_of
from disclosure.models.filings import Filing

_PUBLISHED = f"state IN {one_of(SummaryState, *PUBLISHED)}"


class PublicSummary(Versioned, Base):
    """The choice of somebody who may publish a summary; made with their filing, undecided at first.

    `content` is what everybody reads, as `domain.publishing` encodes it, beside
    the name and title it was published with; withdrawing takes it away and keeps
    the instants and the class of the reason.
    """

    __tablename__ = "public_summaries"
    __table_args__ = (
        CheckConstraint(f"({_PUBLISHED}) = (content IS NOT NULL)", name="published_has_its_content"),
        CheckConstraint(
            f"NOT ({_PUBLISHED}) OR (name IS NOT NULL AND title IS NOT NULL "
            "AND statement_version IS NOT NULL AND consent_version IS NOT NULL "
            "AND consent_language IS NOT NULL AND published_at IS NOT NULL)",
            name="published_by_consent",
        ),
        CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_its_instant"
        ),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_because IS NULL)", name="withdrawn_has_its_reason"
        ),
    )

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"), unique=True)
    state: Mapped[SummaryState] = mapped_column(choice(SummaryState), default=SummaryState.UNDECIDED)
    name: Mapped[str | None] = mapped_column(String(300))
    title: Mapped[str | None] = mapped_column(String(300))
    content: Mapped[str | None] = mapped_column(Text)
    statement_version: Mapped[int | None]
    consent_version: Mapped[str | None] = mapped_column(String(20))
    consent_language: Mapped[str | None] = mapped_column(String(8))
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[WithdrawalReason | None] = mapped_column(choice(WithdrawalReason))

    filing: Mapped[Filing] = relationship()

    @property
    def is_published(self) -> bool:
        """Whether everybody can read it now."""
        return self.state in PUBLISHED

    def move(self, move: SummaryMove) -> None:
        """Make a move of the summary's lifecycle; raises WrongState."""
        self.state = SUMMARY.after(self.state, move)
