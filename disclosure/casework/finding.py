"""What a reviewer writes down and finds in a case: private notes, and conflicts of interest."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import reviewing, writing
from disclosure.casework.cases import advices_of, hold
from disclosure.domain.actors import Actor
from disclosure.domain.categories import ConflictCategory
from disclosure.domain.lifecycle import ADVICE_OPEN, ConflictMove, ConflictState, FilingState
from disclosure.errors import WrongState
from disclosure.models import Conflict, Filing, Likelihood, SealedText, Writing
from disclosure.vault.sealing import Sealer


def note(
    db: Session, sealer: Sealer, *, by: Actor, filing: Filing, text: str, items: Sequence[str] = ()
) -> SealedText:
    """Keep a private note in a case; the filer never sees it."""
    reviewing.renew(by=by, filing=filing)
    row = writing.write(
        db, sealer, by=by, filing=filing, kind=Writing.NOTE, subject_id=filing.id, text=text, items=items
    )
    ledger.record(db, by, "note:written", filing=filing, text_id=row.id)
    return row


def find_conflict(
    db: Session,
    sealer: Sealer,
    *,
    by: Actor,
    filing: Filing,
    category: ConflictCategory,
    likelihood: Likelihood,
    items: Sequence[str],
    reasons: str,
) -> Conflict:
    """Record a conflict of interest. Its category is clear; the reasons and the items are sealed."""
    _demand_in_review(db, by=by, filing=filing)
    conflict = Conflict(
        id=uuid4(),
        filing=filing,
        category=category,
        likelihood=likelihood,
        state=ConflictState.FOUND,
        found_by_id=by.named(),
        found_at=clock.now(),
    )
    db.add(conflict)
    _explain(db, sealer, by=by, conflict=conflict, reasons=reasons, items=items)
    ledger.record(
        db,
        by,
        "conflict:found",
        filing=filing,
        conflict_id=conflict.id,
        category=category.value,
        likelihood=likelihood.value,
    )
    return conflict


def dismiss_conflict(db: Session, sealer: Sealer, *, by: Actor, conflict: Conflict, reasons: str) -> None:
    """Dismiss a conflict with the reasons. Advice about it is withdrawn first."""
    _demand_in_review(db, by=by, filing=conflict.filing)
    about = [advice for advice in advices_of(db, conflict.filing) if advice.conflict_id == conflict.id]
    if any(advice.state in ADVICE_OPEN for advice in about):
        raise WrongState("Advice about this conflict is still open. Withdraw it, then dismiss the conflict.")
    conflict.move(ConflictMove.DISMISS)
    _explain(db, sealer, by=by, conflict=conflict, reasons=reasons)
    ledger.record(db, by, "conflict:dismissed", filing=conflict.filing, conflict_id=conflict.id)


def _demand_in_review(db: Session, *, by: Actor, filing: Filing) -> None:
    hold(db, filing)
    demand(by, Permission.CASE_WORK, filing)
    if filing.state is not FilingState.IN_REVIEW:
        raise WrongState(f"This case is not with you now: it is {filing.state.value.replace('-', ' ')}.")
    reviewing.renew(by=by, filing=filing)


def _explain(
    db: Session, sealer: Sealer, *, by: Actor, conflict: Conflict, reasons: str, items: Sequence[str] = ()
) -> None:
    writing.write(
        db,
        sealer,
        by=by,
        filing=conflict.filing,
        kind=Writing.FINDING,
        subject_id=conflict.id,
        text=reasons,
        items=items,
    )
