"""What the lists of the review site sort and filter by, and what reviewers keep beside them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from disclosure.models.base import Base, Id, choice

_PLACE = ("rank", "filed_at", "filing_id")
_OPEN = "closed_at IS NULL"
_ORDERED = {
    "state": ("organisation_id", "state"),
    "reviewer": ("reviewer_id", "state"),
    "entity": ("entity_id", "state"),
    "cycle": ("cycle_id", "state"),
}


def _index(name: str, columns: tuple[str, ...], where: str, on_postgresql: str | None = None) -> Index:
    return Index(
        f"ix_docket_lines_{name}",
        *columns,
        sqlite_where=text(where),
        postgresql_where=text(on_postgresql or where),
    )


class DocketLine(Base):
    """One case as the lists look for it. Written by the database itself from `filings` and `cases`.

    The columns from `not_sure` on are reckoned (casework/docket/reckoning.py). `rank` is the first
    part of the order of every list: 10 less the priority where it is late, 21 less it where it is in
    time, 32 less it where it is put aside. Everything here is clear: counts, dates and facts of the filing.
    """

    __tablename__ = "docket_lines"
    __table_args__ = (
        *(_index(f"by_{name}", (*columns, *_PLACE), _OPEN) for name, columns in _ORDERED.items()),
        *(
            _index(
                f"by_{fact}",
                ("organisation_id", *_PLACE),
                f"{_OPEN} AND {fact} = 1",
                f"{_OPEN} AND {fact}",
            )
            for fact in ("sampled", "dropped_to_nil", "senior")
        ),
        _index("by_not_sure", ("organisation_id", *_PLACE), f"{_OPEN} AND not_sure > 0"),
        Index("ix_docket_lines_by_filing", "organisation_id", "reviewer_id", "filed_at"),
        _index("by_closing", ("organisation_id", "closed_at", "filing_id"), "closed_at IS NOT NULL"),
        _index("by_closer", ("reviewer_id", "closed_at", "filing_id"), "closed_at IS NOT NULL"),
        _index("by_later_matches", ("organisation_id", "closed_at", "filing_id"), "later_matches > 0"),
        _index("to_reckon", ("filing_id",), "reckoned = 0", "NOT reckoned"),
        _index("to_be_late", ("late_at",), f"{_OPEN} AND rank > 10"),
        _index("to_take_up", ("put_aside_until",), "put_aside_until IS NOT NULL"),
    )

    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycles.id"))
    entity_id: Mapped[UUID] = mapped_column(ForeignKey("entities.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(String(40))
    filed_at: Mapped[datetime]
    turn_since: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    flag_count: Mapped[int]
    sampled: Mapped[bool]
    first_time: Mapped[bool]
    not_sure: Mapped[int] = mapped_column(server_default="0")
    dropped_to_nil: Mapped[bool] = mapped_column(server_default=false())
    senior: Mapped[bool] = mapped_column(server_default=false())
    rank: Mapped[int] = mapped_column(server_default="21")
    late_at: Mapped[datetime | None]
    put_aside_until: Mapped[datetime | None]
    reckoned: Mapped[bool] = mapped_column(server_default=false())
    later_matches: Mapped[int] = mapped_column(server_default="0")
    """How many declared names a list brought into question after the case was closed; 0 once it is open."""


class DocketWord(Base):
    """A word of a name or a reference, in one alphabet and lower case: by it a case is found."""

    __tablename__ = "docket_words"
    __table_args__ = (Index(None, "filing_id"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    word: Mapped[str] = mapped_column(
        String(40).with_variant(String(40, collation="C"), "postgresql"), primary_key=True
    )
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"), primary_key=True)


class ListPage(StrEnum):
    """Whose list somebody keeps the filters of."""

    QUEUE = "queue"
    PEOPLE = "people"


class SavedList(Base):
    """A list that somebody named for themselves: its filters as they stand in the address of its page."""

    __tablename__ = "saved_lists"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(500))
    page: Mapped[str] = mapped_column(String(20), server_default=ListPage.QUEUE.value)
    saved_at: Mapped[datetime]


class PauseReason(StrEnum):
    """Why a case is put aside. A code, because the ledger keeps no remarks."""

    ABSENCE = "absence"
    INFORMATION = "information"
    ANOTHER_OFFICE = "another-office"
    WORKLOAD = "workload"


class Pause(Base):
    """The time for which a case is put aside: its clock stands still, and everybody sees why."""

    __tablename__ = "pauses"
    __table_args__ = (Index(None, "filing_id"),)

    id: Mapped[Id]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("filings.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[PauseReason] = mapped_column(choice(PauseReason))
    began_at: Mapped[datetime]
    until: Mapped[date]
    ended_at: Mapped[datetime | None]
