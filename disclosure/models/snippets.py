"""Approved wording for questions and advice. None of it is about anybody: these rows are clear."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.domain.categories import AdviceOwner, AdviceProof, AdviceType
from disclosure.domain.lifecycle import SNIPPET, SnippetMove, SnippetState
from disclosure.domain.snippets import SnippetKind
from disclosure.models.accounts import Account
from disclosure.models.base import Base, Id, Versioned, choice


class Snippet(Base):
    """A piece of wording through all its versions."""

    __tablename__ = "snippets"
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[SnippetKind] = mapped_column(choice(SnippetKind))
    created_at: Mapped[datetime]


class SnippetVersion(Versioned, Base):
    """One version of a piece of wording. What ships with the software was proposed by nobody here."""

    __tablename__ = "snippet_versions"
    __table_args__ = (
        UniqueConstraint("snippet_id", "version"),
        Index(None, "organisation_id", "state"),
        CheckConstraint("approved_by_id <> proposed_by_id", name="wording_approved_by_another"),
        CheckConstraint(
            "state <> 'approved' OR proposed_by_id IS NULL OR approved_by_id IS NOT NULL",
            name="in_force_only_when_approved",
        ),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    snippet_id: Mapped[UUID] = mapped_column(ForeignKey("snippets.id"))
    version: Mapped[int]
    state: Mapped[SnippetState] = mapped_column(choice(SnippetState))
    titles: Mapped[dict[str, str]]
    texts: Mapped[dict[str, str]]
    """By language; a language that is missing has no text yet."""
    advice: Mapped[AdviceType | None] = mapped_column(choice(AdviceType))
    owner: Mapped[AdviceOwner | None] = mapped_column(choice(AdviceOwner))
    proof: Mapped[AdviceProof | None] = mapped_column(choice(AdviceProof))
    days: Mapped[int | None]
    """Working days that advice leaves until it is due."""
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    approved_at: Mapped[datetime | None]
    returned_because: Mapped[str | None] = mapped_column(Text)

    snippet: Mapped[Snippet] = relationship()
    proposer: Mapped[Account | None] = relationship(foreign_keys=[proposed_by_id])

    def move(self, move: SnippetMove) -> None:
        """Make a move of the wording's lifecycle; raises WrongState."""
        self.state = SNIPPET.after(self.state, move)


class SnippetUse(Base):
    """That a text was taken from a version, on a day. Which text it was is sealed with the text itself."""

    __tablename__ = "snippet_uses"
    __table_args__ = (Index(None, "version_id"),)

    id: Mapped[Id]
    version_id: Mapped[UUID] = mapped_column(ForeignKey("snippet_versions.id"))
    used_on: Mapped[date]
