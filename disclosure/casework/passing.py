"""Passing cases on: skipped by one reviewer, given to another, or put aside for a time, several at once.

What is done to several cases is done to all of them or to none, each by the
same act and with its own line in the ledger.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand, permits
from disclosure.casework import clocks, docket, reviewing
from disclosure.casework.cases import case_of, hold
from disclosure.casework.reading import Opener
from disclosure.casework.reviewing import Reason
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FILING as LIFE
from disclosure.domain.lifecycle import UNDER_REVIEW, FilingMove, FilingState
from disclosure.domain.messages import Message, message
from disclosure.errors import BadInput, DisclosureError, WrongState
from disclosure.models import Account, DocketLine, Filing, Pause, PauseReason

LONGEST = timedelta(days=90)
"""For how long a case may be put aside at once."""


def skip(db: Session, *, by: Actor, filing: Filing, reason: Reason) -> None:
    """Leave a case to somebody else: it is not handed to this reviewer again. One's own is given back."""
    hold(db, filing)
    if permits(by, Permission.CASE_WORK, filing) and LIFE.allows(filing.state, FilingMove.RELEASE):
        reviewing.release(db, by=by, filing=filing, reason=reason)
        return
    demand(by, Permission.CASE_CLAIM, filing)
    if filing.state is not FilingState.FILED:
        raise WrongState("Only an unclaimed case, or one that you review, can be skipped.")
    ledger.record(db, by, "case:skipped", filing=filing, reason=reason.value)


def assign_all(
    db: Session, opener: Opener | None, *, by: Actor, filings: Sequence[Filing], reviewer: Account
) -> int:
    """Give cases to a reviewer; return how many.

    Raises BadInput, giving none, with a sentence for each that they may not
    review or that is closed by now.
    """
    refused: list[Message] = []
    for filing in sorted(filings, key=lambda one: one.id):  # locked in one order, whoever assigns
        try:
            reviewing.assign(db, opener, by=by, filing=filing, reviewer=reviewer)
        except (BadInput, WrongState) as refusal:
            refused.append(_about(filing, refusal))
    if refused:
        raise BadInput(refused)
    docket.reckon(db)
    return len(filings)


def put_aside_all(
    db: Session, *, by: Actor, filings: Sequence[Filing], reason: PauseReason, until: date
) -> int:
    """Put cases aside until the end of a day; return how many. Their clocks stand still, and lists say why.

    Whoever assigns cases may put any aside, a reviewer their own. Raises
    BadInput for a day that is past or too far, and for cases that are closed.
    """
    refused: list[Message] = []
    for filing in sorted(filings, key=lambda one: one.id):
        try:
            _put_aside(db, by=by, filing=filing, reason=reason, until=until)
        except (BadInput, WrongState) as refusal:
            refused.append(_about(filing, refusal))
    if refused:
        raise BadInput(refused)
    docket.reckon(db)
    return len(filings)


def take_up(db: Session, *, by: Actor, filing: Filing) -> None:
    """Take a case up again before its day. Raises WrongState where it is not put aside."""
    hold(db, filing)
    _demand_own_or_assigning(by, filing)
    at = clock.now()
    pauses = running(db, filing)
    if not pauses:
        raise WrongState("This case is not put aside.")
    for pause in pauses:
        pause.until, pause.ended_at = clocks.today(filing) - timedelta(days=1), at
    ledger.record(db, by, "case:taken-up", filing=filing)
    _reckon_anew(db, filing)


def running(db: Session, filing: Filing) -> Sequence[Pause]:
    """Return for what a case is put aside now, the longest first; nothing where it is not."""
    rows = select(Pause).where(
        Pause.filing_id == filing.id, Pause.ended_at.is_(None), Pause.until >= clocks.today(filing)
    )
    return db.scalars(rows.order_by(Pause.until.desc())).all()


def may_put_aside(by: Actor, filing: Filing) -> bool:
    """Tell whether `by` may put a case aside and take it up again: their own, or any whom they assign."""
    return permits(by, Permission.CASE_WORK, filing) or permits(by, Permission.CASE_ASSIGN, filing)


def _put_aside(db: Session, *, by: Actor, filing: Filing, reason: PauseReason, until: date) -> None:
    hold(db, filing)
    _demand_own_or_assigning(by, filing)
    case_of(filing)
    today = clocks.today(filing)
    if filing.state not in UNDER_REVIEW:
        raise WrongState("This case is closed, so it cannot be put aside.")
    if not today <= until <= today + LONGEST:
        raise BadInput(message("Choose a day from today on, at most %(days)d days ahead.", days=LONGEST.days))
    db.add(
        Pause(
            id=uuid4(),
            filing_id=filing.id,
            account_id=by.named(),
            reason=reason,
            began_at=clock.now(),
            until=until,
        )
    )
    ledger.record(db, by, "case:put-aside", filing=filing, reason=reason.value, until=until.isoformat())
    _reckon_anew(db, filing)


def _reckon_anew(db: Session, filing: Filing) -> None:
    db.flush()
    changed = update(DocketLine).where(DocketLine.filing_id == filing.id).values(reckoned=False)
    db.execute(changed, execution_options={"synchronize_session": False})


def _demand_own_or_assigning(by: Actor, filing: Filing) -> None:
    if not permits(by, Permission.CASE_WORK, filing):
        demand(by, Permission.CASE_ASSIGN, filing)


def _about(filing: Filing, refusal: DisclosureError) -> Message:
    """Return why something was refused, with the case that it was refused for."""
    why = refusal.messages[0] if isinstance(refusal, BadInput) else str(refusal)
    return message("%(reference)s: %(why)s", reference=filing.reference, why=why)
