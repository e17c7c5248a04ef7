"""A closed case with a name that a list brought into question since: nothing opens it but a person.

The worker notices it and puts the case on a list. Its reviewer or the ethics
office looks, and leaves it closed or opens the review again.
"""

from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand, permits
from disclosure.casework import docket, reviewing
from disclosure.casework.cases import case_of, hold
from disclosure.casework.reading import Opener
from disclosure.domain.actors import WORKER, Actor
from disclosure.domain.lifecycle import FilingMove, FilingState
from disclosure.errors import WrongState
from disclosure.models import Filing


def notice(db: Session, *, filing: Filing, matches: int) -> None:
    """Put a closed case on the list of those with later matches; `matches` were found now."""
    demand(WORKER, Permission.STATEMENT_SCREEN, filing)
    if filing.state is FilingState.CLOSED and matches:
        docket.tell_of_later_matches(db, filing, docket.later_matches(db, filing) + matches)
        ledger.record(db, WORKER, "case:matched-later", filing=filing, matches=matches)


def leave_closed(db: Session, *, by: Actor, filing: Filing) -> None:
    """Say that the later matches raise no question. Raises WrongState where there are none any more."""
    _demand_matched(db, by, filing)
    docket.tell_of_later_matches(db, filing, 0)
    ledger.record(db, by, "case:left-closed", filing=filing)


def open_again(db: Session, opener: Opener | None = None, *, by: Actor, filing: Filing) -> None:
    """Open the review again: its reviewer goes on with it, for anybody else it is unclaimed.

    Raises WrongState where there are no later matches any more, and Tied as `reviewing.claim` does.
    """
    _demand_matched(db, by, filing)
    goes_on = permits(by, Permission.CASE_WORK, filing)
    filing.move(FilingMove.REOPEN, at=clock.now())
    filing.closed_at = filing.outcome = None
    case_of(filing).reviewer_id = None
    ledger.record(db, by, "case:opened-again", filing=filing)
    if goes_on:
        db.flush()
        reviewing.claim(db, opener, by=by, filing=filing)


def _demand_matched(db: Session, by: Actor, filing: Filing) -> None:
    hold(db, filing)
    if not permits(by, Permission.CASE_WORK, filing):
        demand(by, Permission.ADVICE_DECIDE, filing)
    if filing.state is not FilingState.CLOSED or not docket.later_matches(db, filing):
        raise WrongState("Somebody has looked at the later matches of this case already.")
