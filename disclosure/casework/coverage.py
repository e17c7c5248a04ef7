"""How far verifications are: from clear columns alone, for all drawn filings in a few statements."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from disclosure.access import Permission, where
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import TO_JUDGE, UNDER_REVIEW, DocumentState, VerificationState
from disclosure.models import (
    Account,
    Case,
    Cycle,
    DocumentRequest,
    Entity,
    Filing,
    Person,
    Verification,
)

MOST = 200


class Coverage(NamedTuple):
    """How many items of a drawn statement are proved, go without a document, or wait for the reviewer."""

    asked: int
    proved: int
    without: int
    to_judge: int

    @property
    def done(self) -> int:
        """Items that nobody has to do anything about."""
        return self.proved + self.without


class Drawn(NamedTuple):
    """A drawn statement under review, and how far its verification is."""

    filing_id: UUID
    reference: str
    year: int
    name: str
    entity: str
    carried_over: bool
    reviewer: str | None
    to_confirm: bool
    coverage: Coverage


def coverage_of(db: Session, filing: Filing) -> Coverage:
    """Count what was asked for in one filing, by where it stands."""
    counted = select(*_counts()).where(DocumentRequest.filing_id == filing.id)
    return Coverage._make(db.execute(counted).one())


def drawn(db: Session, *, by: Actor) -> list[Drawn]:
    """Return the drawn statements that this reader verifies or may confirm, those to act on first.

    Whoever assigns cases sees them all.
    """
    counts = (
        select(DocumentRequest.filing_id, *_counts()).group_by(DocumentRequest.filing_id).subquery("counts")
    )
    handed_over = and_(
        Verification.state == VerificationState.TO_CONFIRM,
        where(by, Permission.VERIFICATION_CONFIRM, Verification),
    )
    theirs = or_(Case.reviewer_id == by.named(), where(by, Permission.CASE_ASSIGN, Filing), handed_over)
    to_confirm = func.coalesce(handed_over, False)
    rows = (
        select(
            Filing.id,
            Filing.reference,
            Cycle.year,
            Person.name,
            Entity.code,
            Filing.carried_over,
            Account.name,
            to_confirm,
            counts.c.asked,
            counts.c.proved,
            counts.c.without,
            counts.c.to_judge,
        )
        .join(counts, counts.c.filing_id == Filing.id)
        .join(Case, Case.filing_id == Filing.id)
        .join(Person, Person.id == Filing.person_id)
        .join(Entity, Entity.id == Filing.entity_id)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .outerjoin(Account, Account.id == Case.reviewer_id)
        .outerjoin(Verification, Verification.filing_id == Filing.id)
        .where(where(by, Permission.CASE_SEE, Filing), Filing.state.in_(UNDER_REVIEW), theirs)
        .order_by(to_confirm.desc(), counts.c.to_judge.desc(), Filing.filed_at, Filing.id)
        .limit(MOST)
    )
    return [Drawn._make([*row[:7], bool(row[7]), Coverage._make(row[8:])]) for row in db.execute(rows)]


def _counts() -> list[ColumnElement[int]]:
    state = DocumentRequest.state
    return [
        func.count().label("asked"),
        func.count().filter(state == DocumentState.ACCEPTED).label("proved"),
        func.count().filter(state == DocumentState.EXCUSED).label("without"),
        func.count().filter(state.in_(TO_JUDGE)).label("to_judge"),
    ]
