"""Letters, referrals to heads of entities, and work owed. Letters hold names, dates and links only."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.domain.lifecycle import REFERRAL, ReferralMove, ReferralState
from disclosure.models.base import Base, Code, Email, Id, Name, Versioned, choice
from disclosure.models.cycles import Cycle
from disclosure.models.filings import Filing
from disclosure.models.people import Entity

_ASKED = text("kind = 'help-question'")
_WAITING = text("sent_at IS NULL AND refused IS NULL AND claimed_at IS NULL")
_CLAIMED = text("sent_at IS NULL AND refused IS NULL AND claimed_at IS NOT NULL")


class Letter(Base):
    """A letter owed or sent. `occasion` is unique: no letter is written twice for the same thing.

    `claimed_at` is kept before the letter is handed to a server, so that one
    handed over by a process that then died is not handed over again.
    """

    __tablename__ = "letters"
    __table_args__ = (
        Index(None, "filing_id"),
        Index("ix_letters_asked", "written_at", sqlite_where=_ASKED, postgresql_where=_ASKED),
        Index("ix_letters_waiting", "written_at", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_letters_waiting_by_kind", "kind", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_letters_claimed", "claimed_at", sqlite_where=_CLAIMED, postgresql_where=_CLAIMED),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    filing_id: Mapped[UUID | None] = mapped_column(ForeignKey("filings.id"))
    occasion: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[Code]
    language: Mapped[str] = mapped_column(String(8))
    to_name: Mapped[Name]
    to_email: Mapped[Email]
    params: Mapped[dict[str, Any]]
    written_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    refused: Mapped[str | None] = mapped_column(Text)


class Referral(Versioned, Base):
    """The people of one entity who did not file, referred to its head. Two persons send it."""

    __tablename__ = "referrals"
    __table_args__ = (
        Index(None, "organisation_id", "cycle_id", "entity_id"),
        CheckConstraint("sent_by_id IS NULL OR sent_by_id <> prepared_by_id", name="sent_by_another"),
        CheckConstraint("(state IN ('sent', 'acted')) = (sent_at IS NOT NULL)", name="sent_has_its_instant"),
        CheckConstraint("(state = 'acted') = (acted_at IS NOT NULL)", name="acted_has_its_instant"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    entity_id: Mapped[UUID] = mapped_column(ForeignKey("entities.id"))
    state: Mapped[ReferralState] = mapped_column(choice(ReferralState))
    due_on: Mapped[date]
    prepared_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    prepared_at: Mapped[datetime]
    sent_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    sent_at: Mapped[datetime | None]
    action: Mapped[str | None] = mapped_column(Text)
    acted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    acted_at: Mapped[datetime | None]

    cycle: Mapped[Cycle] = relationship()
    entity: Mapped[Entity] = relationship()
    people: Mapped[list["ReferredPerson"]] = relationship(back_populates="referral")

    def move(self, move: ReferralMove) -> None:
        """Make a move of the referral's lifecycle; raises WrongState."""
        self.state = REFERRAL.after(self.state, move)


class ReferredPerson(Base):
    """One unfiled filing in a referral; dropped with the reason when it is filed meanwhile."""

    __tablename__ = "referred_people"

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referrals.id"), primary_key=True)
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"), primary_key=True, index=True)
    dropped_because: Mapped[str | None] = mapped_column(Text)

    referral: Mapped[Referral] = relationship(back_populates="people")
    filing: Mapped[Filing] = relationship()


class WorkState(StrEnum):
    """What became of work owed."""

    OWED = "owed"
    DONE = "done"
    FAILED = "failed"


class Work(Base):
    """Something to be done after the commit, written in the same transaction as its cause.

    `queue` names the key set the work needs: common needs none. Work that a
    worker has taken is due again only when its lease ends (`queue.performing`).
    """

    __tablename__ = "work"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[Id]
    kind: Mapped[Code]
    queue: Mapped[Code]
    subject_id: Mapped[UUID]
    state: Mapped[WorkState] = mapped_column(choice(WorkState), default=WorkState.OWED)
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]
