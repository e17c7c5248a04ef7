"""Clearing clean nil statements together, after a forced sample of them was opened in full.

Which ones must be opened follows from the batch itself: nobody can choose them,
and another batch has another sample.
"""

import hashlib
import hmac
from collections.abc import Collection, Sequence
from datetime import datetime
from fractions import Fraction
from math import ceil
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, where
from disclosure.casework import programmes
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FILING, ConflictState, FilingMove, FilingState
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput, Stale
from disclosure.mail import Addressed
from disclosure.models import (
    Case,
    Conflict,
    Filing,
    LedgerEntry,
    Outcome,
    Question,
    Screening,
    Statement,
)

CLEARED = FILING.after(FILING.after(FilingState.FILED, FilingMove.CLAIM), FilingMove.CLOSE)


def is_clean_nil() -> ColumnElement[bool]:
    """Return what may be cleared in a batch: nothing declared, checked, and nothing raised, asked or found.

    The checks raise a flag for a "not sure", for a prompt that was dismissed
    and for a drop from something to nothing, so such statements are not clean.
    """
    checked = exists().where(
        Screening.filing_id == Filing.id,
        Screening.statement_id == Statement.id,
        Statement.version == Filing.version,
    )
    asked = exists().where(Question.filing_id == Filing.id)
    found = exists().where(Conflict.filing_id == Filing.id, Conflict.state != ConflictState.DISMISSED)
    return Filing.nil & (Filing.flag_count == 0) & (Filing.documents_open == 0) & checked & ~asked & ~found


def is_free(db: Session, by: Actor) -> ColumnElement[bool]:
    """Return what this reviewer may clear: unclaimed or claimed by them, and theirs to review at all.

    What they gave back, or was refused to them because of a tie, is not.
    """
    ledger.write_out(db)
    not_theirs = exists().where(
        LedgerEntry.filing_id == Filing.id,
        LedgerEntry.account_id == by.named(),
        LedgerEntry.kind.in_(["case:released", "case:refused"]),
    )
    unclaimed = (Filing.state == FilingState.FILED) & ~not_theirs
    theirs = (Filing.state == FilingState.IN_REVIEW) & (Case.reviewer_id == by.named())
    return where(by, Permission.CASE_CLAIM, Filing) & or_(unclaimed, theirs)


def forced_sample(filings: Sequence[Filing], *, formed_with: Collection[Filing] = ()) -> list[Filing]:
    """Return which of a batch must be opened in full: the programme's share, drawn by the batch itself.

    Where some have left it, `formed_with` is the batch as it was formed: the
    sample then stays, and the next in its order stand in for those that left.
    """
    if not filings:
        return []
    rules = programmes.of(filings[0].cycle).batch
    size = min(len(filings), max(rules.at_least, ceil(Fraction(str(rules.rate)) * len(filings))))
    tokens = sorted(filing.token for filing in formed_with or filings)
    key = hashlib.sha256("".join(tokens).encode()).digest()
    return sorted(filings, key=lambda one: hmac.digest(key, one.token.encode(), "sha256"))[:size]


def opened_by(db: Session, by: Actor, filings: Sequence[Filing]) -> set[UUID]:
    """Return the ids of those whose version in force this reviewer has opened."""
    ledger.write_out(db)
    in_force = select(Statement.id, Statement.filing_id).join(Filing, Filing.id == Statement.filing_id)
    ids = [filing.id for filing in filings]
    rows = db.execute(in_force.where(Filing.id.in_(ids), Statement.version == Filing.version))
    statements = {str(statement_id): filing_id for statement_id, filing_id in rows}
    opened = db.scalars(
        select(LedgerEntry.facts["statement_id"].as_string()).where(
            LedgerEntry.filing_id.in_(ids),
            LedgerEntry.account_id == by.named(),
            LedgerEntry.kind == "statement:opened",
        )
    )
    return {statements[one] for one in opened if one in statements}


def clear(
    db: Session,
    *,
    by: Actor,
    filings: Sequence[Filing],
    formed_with: Collection[Filing] = (),
    batch_id: UUID | None = None,
) -> int:
    """Close a batch of clean nil statements with nothing to disclose; return how many.

    Raises BadInput while one of the forced sample was not opened by this
    reviewer, and Stale, closing none, when one of them is not clean, not free
    any more, or not this reviewer's to clear.
    """
    if not filings:
        return 0
    opened = opened_by(db, by, filings)
    sample = forced_sample(filings, formed_with=formed_with)
    if unopened := [filing for filing in sample if filing.id not in opened]:
        raise BadInput(
            [message("Open %(reference)s in full first.", reference=filing.reference) for filing in unopened]
        )
    if len(_still_free(db, by, [filing.id for filing in filings])) != len(filings):
        raise Stale("A statement of this batch is not empty, not free or not checked any more. Form it anew.")
    _close(db, by, filings, opened=opened, batch_id=batch_id or uuid4())
    return len(filings)


def _still_free(db: Session, by: Actor, ids: Sequence[UUID]) -> Sequence[UUID]:
    """Lock and return those that are clean and free."""
    free = (
        select(Filing.id)
        .join(Case, Case.filing_id == Filing.id)
        .where(Filing.id.in_(ids), is_clean_nil(), is_free(db, by))
        .with_for_update(of=Filing, key_share=True)
    )
    return db.scalars(free).all()


def _close(
    db: Session, by: Actor, filings: Sequence[Filing], *, opened: Collection[UUID], batch_id: UUID
) -> None:
    ids, now = [filing.id for filing in filings], clock.now()
    claimed = [filing.id for filing in filings if filing.state is FilingState.FILED]
    closed = {
        "state": CLEARED,
        "turn_since": now,
        "closed_at": now,
        "outcome": Outcome.NOTHING_TO_DISCLOSE,
        "row_version": Filing.row_version + 1,
    }
    db.execute(update(Filing).where(Filing.id.in_(ids)).values(**closed))
    claim = {
        "reviewer_id": by.named(),
        "leased_until": None,
        "first_claimed_at": func.coalesce(Case.first_claimed_at, now),
    }
    db.execute(update(Case).where(Case.filing_id.in_(ids)).values(**claim))
    organisation_id, outcome = filings[0].organisation_id, Outcome.NOTHING_TO_DISCLOSE.value
    for kind, lines in (
        ("case:claimed", [(one, {}) for one in claimed]),
        ("batch:cleared", [(one, {"batch_id": batch_id, "opened": one in opened}) for one in ids]),
        ("case:closed", [(one, {"outcome": outcome}) for one in ids]),
    ):
        ledger.record_all(db, by, kind, lines, organisation_id=organisation_id)
    mail.write_all(
        db, LetterKind.CLOSED, [_letter(filing, now) for filing in filings], organisation_id=organisation_id
    )


def _letter(filing: Filing, at: datetime) -> Addressed:
    return Addressed(
        to=filing.person,
        occasion=f"closed:{filing.id}:{at.isoformat()}",
        filing=filing,
        params={"year": filing.cycle.year},
    )
