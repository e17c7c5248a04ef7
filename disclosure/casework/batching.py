"""Clearing clean nil statements together, after a forced sample of them was opened in full.

Which ones must be opened follows from the batch itself: nobody can choose them,
and another batch has another sample.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from math import ceil
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FILING, FilingMove, FilingState
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput, Stale
from disclosure.mail import Addressed
from disclosure.models import Case, Filing, LedgerEntry, Outcome, Question, Screening, Statement

CLEARED = FILING.after(FILING.after(FilingState.FILED, FilingMove.CLAIM), FilingMove.CLOSE)


def is_clean_nil() -> ColumnElement[bool]:
    """Return what may be cleared in a batch: nothing declared, checked, and nothing raised or asked.

    The checks raise a flag for a "not sure", for a prompt that was dismissed
    and for a drop from something to nothing, so such statements are not clean.
    """
    checked = exists().where(
        Screening.filing_id == Filing.id,
        Screening.statement_id == Statement.id,
        Statement.version == Filing.version,
    )
    asked = exists().where(Question.filing_id == Filing.id)
    return Filing.nil & (Filing.flag_count == 0) & (Filing.documents_open == 0) & checked & ~asked


def forced_sample(filings: Sequence[Filing]) -> list[Filing]:
    """Return which of a batch must be opened in full: the programme's share, drawn by the batch itself."""
    if not filings:
        return []
    rules = programmes.of(filings[0].cycle).batch
    size = min(len(filings), max(rules.at_least, ceil(Fraction(str(rules.rate)) * len(filings))))
    key = hashlib.sha256("".join(sorted(filing.token for filing in filings)).encode()).digest()
    return sorted(filings, key=lambda one: hmac.digest(key, one.token.encode(), "sha256"))[:size]


def clear(db: Session, *, by: Actor, filings: Sequence[Filing]) -> int:
    """Close a batch of clean nil statements with nothing to disclose; return how many.

    Raises BadInput while one of the forced sample was not opened by this
    reviewer, and Stale, closing none, when one of them is not clean or not free any more.
    """
    if not filings:
        return 0
    unopened = _unopened(db, by, forced_sample(filings))
    if unopened:
        raise BadInput(
            [message("Open %(reference)s in full first.", reference=filing.reference) for filing in unopened]
        )
    for filing in filings:
        demand(by, Permission.CASE_CLAIM, filing)
    ids = [filing.id for filing in filings]
    if len(_still_free(db, by, ids)) != len(ids):
        raise Stale("A statement of this batch is not empty, not free or not checked any more. Form it anew.")
    _close(db, by, filings)
    return len(filings)


def _unopened(db: Session, by: Actor, sample: Sequence[Filing]) -> list[Filing]:
    """Return those of the sample whose present version this reviewer has not opened."""
    ledger.write_out(db)
    opened = set(
        db.scalars(
            select(LedgerEntry.filing_id).where(
                LedgerEntry.filing_id.in_([filing.id for filing in sample]),
                LedgerEntry.account_id == by.named(),
                LedgerEntry.kind == "statement:opened",
            )
        )
    )
    return [filing for filing in sample if filing.id not in opened]


def _still_free(db: Session, by: Actor, ids: Sequence[UUID]) -> Sequence[UUID]:
    """Lock and return those that are clean and unclaimed, or claimed by this reviewer."""
    free = (
        select(Filing.id)
        .join(Case, Case.filing_id == Filing.id)
        .where(
            Filing.id.in_(ids),
            is_clean_nil(),
            or_(
                Filing.state == FilingState.FILED,
                (Filing.state == FilingState.IN_REVIEW) & (Case.reviewer_id == by.named()),
            ),
        )
        .with_for_update(of=Filing)
    )
    return db.scalars(free).all()


def _close(db: Session, by: Actor, filings: Sequence[Filing]) -> None:
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
    db.execute(update(Case).where(Case.filing_id.in_(ids)).values(reviewer_id=by.named(), leased_until=None))
    organisation_id = filings[0].organisation_id
    for kind, about, facts in (
        ("case:claimed", claimed, {}),
        ("case:closed", ids, {"outcome": Outcome.NOTHING_TO_DISCLOSE.value}),
    ):
        ledger.record_all(db, by, kind, [(one, facts) for one in about], organisation_id=organisation_id)
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
