"""The second pair of eyes on a verification: nobody verifies their own review alone.

With the last document decided the verification goes to somebody who decided on
none of it alone: an approver or the ethics office. They confirm it, or send
documents back to be looked at again. A programme may do without.
"""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import programmes, writing
from disclosure.casework.cases import hold
from disclosure.casework.conflicting import demand_free
from disclosure.casework.reading import Opener
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import DOCUMENT_DONE, DocumentMove, VerificationMove, VerificationState
from disclosure.domain.messages import Message, message
from disclosure.errors import BadInput
from disclosure.models import Cycle, DocumentRequest, Filing, Verification, Writing
from disclosure.vault.sealing import Sealer


def verification_of(db: Session, filing: Filing) -> Verification | None:
    """Return the verification of a drawn filing, once its last document was decided."""
    return db.scalar(select(Verification).where(Verification.filing_id == filing.id))


def is_unconfirmed(db: Session, filing: Filing) -> bool:
    """Tell whether every document is decided and the second person has not confirmed it yet."""
    waits = exists().where(
        Verification.filing_id == filing.id, Verification.state != VerificationState.CONFIRMED
    )
    return filing.documents_open == 0 and bool(db.scalar(select(waits)))


def hand_over(db: Session, *, by: Actor, filing: Filing) -> None:
    """Let a second person look, where the programme says so: the last document was decided."""
    if not programmes.of(filing.cycle).four_eyes.verification:
        return
    row = verification_of(db, filing)
    if row is None:
        row = Verification(id=uuid4(), filing=filing, state=VerificationState.UNDERWAY)
        db.add(row)
    row.move(VerificationMove.HAND_OVER)
    row.verified_by_id, row.handed_over_at = by.named(), clock.now()
    ledger.record(db, by, "verification:handed-over", filing=filing, verification_id=row.id)
    db.flush()


def resume(db: Session, *, filing: Filing) -> None:
    """Take a verification up again because documents are open once more."""
    row = verification_of(db, filing)
    if row is not None and row.state is not VerificationState.UNDERWAY:
        row.move(VerificationMove.RESUME)
        row.confirmed_by_id = row.confirmed_at = None


def confirm(db: Session, opener: Opener | None = None, *, by: Actor, verification: Verification) -> None:
    """Confirm that every item of a drawn statement is proved, or rightly not.

    Raises Tied, before anything is changed, when the second person has a tie to the case.
    """
    hold(db, verification.filing)
    demand(by, Permission.VERIFICATION_CONFIRM, verification)
    demand_free(db, opener, by=by, filing=verification.filing)
    verification.move(VerificationMove.CONFIRM)
    verification.confirmed_by_id, verification.confirmed_at = by.named(), clock.now()
    ledger.record(
        db,
        by,
        "verification:confirmed",
        filing=verification.filing,
        verification_id=verification.id,
    )


def send_back(
    db: Session,
    sealer: Sealer,
    opener: Opener | None = None,
    *,
    by: Actor,
    verification: Verification,
    requests: Sequence[DocumentRequest],
    reason: str,
) -> None:
    """Send documents back to be looked at again, with a reason that the filer does not read.

    Raises BadInput when no document is named, and Tied as `confirm` does.
    """
    filing = verification.filing
    hold(db, filing)
    demand(by, Permission.VERIFICATION_CONFIRM, verification)
    demand_free(db, opener, by=by, filing=filing)
    if not requests:
        raise BadInput(message("Choose which documents are to be looked at again."))
    verification.move(VerificationMove.RETURN)
    for one in requests:
        one.move(DocumentMove.REOPEN)
    filing.documents_open += len(requests)
    writing.write(
        db,
        sealer,
        by=by,
        filing=filing,
        kind=Writing.RETURN,
        subject_id=verification.id,
        text=reason,
        items=[one.item_id for one in requests],
    )
    ledger.record(
        db,
        by,
        "verification:returned",
        filing=filing,
        verification_id=verification.id,
        documents=len(requests),
    )


def obstacle(db: Session, filing: Filing) -> Message | None:
    """Return what keeps the review of a drawn statement from being closed, beside open documents."""
    if not is_unconfirmed(db, filing):
        return None
    return message("A second person has to confirm that every item is proved.")


def carried_from(db: Session, filing: Filing) -> int | None:
    """Return the year whose unfinished verification put this filing into the draw, if it did."""
    if not filing.carried_over:
        return None
    earlier = (
        select(func.max(Cycle.year))
        .join(Filing, Filing.cycle_id == Cycle.id)
        .join(DocumentRequest, DocumentRequest.filing_id == Filing.id)
        .where(Filing.person_id == filing.person_id, Cycle.year < filing.cycle.year)
    )
    unfinished = db.scalar(earlier.where(DocumentRequest.state.not_in(DOCUMENT_DONE)))
    return unfinished or db.scalar(earlier)


def waiting_ids(db: Session, filing_ids: Sequence[UUID]) -> set[UUID]:
    """Return which of these filings wait for the second person."""
    rows = select(Verification.filing_id).where(
        Verification.filing_id.in_(filing_ids), Verification.state == VerificationState.TO_CONFIRM
    )
    return set(db.scalars(rows))
