"""Leaving cases to which one has a tie: what a reviewer declares holds from the next request on."""

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.casework import reviewing
from disclosure.casework.cases import case_of, hold
from disclosure.casework.conflicting import is_tied, names_of
from disclosure.casework.live_keys import REVIEW, gone
from disclosure.casework.reading import Opener
from disclosure.casework.reviewing import Reason
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import UNDER_REVIEW, FilingState
from disclosure.models import Account, Case, Cycle, Filing

_THEIRS = (
    select(Filing)
    .join(Case, Case.filing_id == Filing.id)
    .join(Filing.cycle)
    .where(
        Case.reviewer_id == bindparam("account_id"),
        Filing.state.in_(UNDER_REVIEW),
        ~gone(Cycle.id, REVIEW),
    )
    .order_by(Filing.id)
)


def leave_tied(db: Session, opener: Opener, *, by: Actor) -> list[str]:
    """Take from `by` the open cases to which they have a tie by what they declare now; return which.

    One under review goes back to the team. One that waits for somebody else, such as the filer's
    answer, waits on without a reviewer, until another is given it or takes it over.
    """
    theirs = names_of(db, opener, db.get_one(Account, by.named()))
    return [
        filing.reference or filing.token
        for filing in db.scalars(_THEIRS, {"account_id": by.named()}).all()
        if is_tied(db, opener, theirs, by=by, filing=filing, reviewer=db.get_one(Account, by.named()))
        and _left(db, by=by, filing=filing, account_id=by.named())
    ]


def _left(db: Session, *, by: Actor, filing: Filing, account_id: UUID) -> bool:
    """Leave one case, unless somebody took it over meanwhile."""
    hold(db, filing)
    case = case_of(filing)
    if case.reviewer_id != account_id:
        return False
    if filing.state is FilingState.IN_REVIEW:
        reviewing.release(db, by=by, filing=filing, reason=Reason.TIE)
    else:
        case.reviewer_id = case.leased_until = None
        ledger.record(db, by, "case:released", filing=filing, reason=Reason.TIE)
    return True
