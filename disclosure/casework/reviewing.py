"""Who reviews a case: claimed under a lease, given back, assigned, taken over.

A lease is for fresh work: two idle hours return the case to the team. Whoever
has asked or advised keeps the case without one until they give it back.
"""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import docket
from disclosure.casework.cases import case_of, hold
from disclosure.casework.conflicting import Tied, demand_untied
from disclosure.casework.reading import Opener
from disclosure.domain.actors import WORKER, Actor, Role
from disclosure.domain.lifecycle import FILING, UNDER_REVIEW, FilingMove, FilingState
from disclosure.domain.messages import message
from disclosure.errors import BadInput, WrongState
from disclosure.models import Account, Case, Filing, Grant

LEASE = timedelta(hours=2)
"""How long a claimed case stays with its reviewer while nothing is done in it."""
RENEWED_EVERY = timedelta(minutes=1)
LEASE_ENDED = "lease-ended"


class Reason(StrEnum):
    """Why a case passes from one reviewer to another. A code, because the ledger keeps no remarks."""

    TIE = "tie-to-the-person"
    LANGUAGE = "language"
    WORKLOAD = "workload"
    ABSENCE = "absence"


def claim(db: Session, opener: Opener | None = None, *, by: Actor, filing: Filing) -> Case:
    """Take an unclaimed case for the next two hours.

    Raises WrongState when somebody was quicker, and Tied when the reviewer has a tie to it (conflicting.py).
    """
    hold(db, filing)
    demand(by, Permission.CASE_CLAIM, filing)
    case_of(filing)
    FILING.after(filing.state, FilingMove.CLAIM)
    _demand_untied(db, opener, by=by, filing=filing)
    return _claim(db, by=by, filing=filing)


def start_next(db: Session, opener: Opener | None = None, *, by: Actor) -> Filing | None:
    """Claim the case that is first in line for this reviewer, or return None when none waits.

    Two reviewers never get the same one. What a reviewer gave back is not handed to them again, and
    what they have a tie to is passed over. A case is not, because a row that refers to it is just written.
    """
    waiting = (
        docket.first_in_line(db, by=by)
        .limit(1)
        .with_for_update(of=Filing, key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    while (filing := db.scalar(waiting)) is not None:
        try:
            _demand_untied(db, opener, by=by, filing=filing)
        except Tied:  # in the ledger by now, and out of the line
            ledger.write_out(db)
            continue
        _claim(db, by=by, filing=filing)
        break
    return filing


def renew(*, by: Actor, filing: Filing) -> Case:
    """Begin the two hours anew, to the minute, because the reviewer is at work on the case."""
    demand(by, Permission.CASE_WORK, filing)
    case, until = case_of(filing), clock.now() + LEASE
    if case.leased_until is not None and until - case.leased_until >= RENEWED_EVERY:
        case.leased_until = until
    return case


def release(db: Session, *, by: Actor, filing: Filing, reason: Reason) -> None:
    """Give a case back to the team. What was noted and found in it stays."""
    hold(db, filing)
    demand(by, Permission.CASE_WORK, filing)
    _release(db, by=by, filing=filing, case=case_of(filing), reason=reason)


def return_expired_leases(db: Session) -> int:
    """Give back, as the worker, the cases in which nothing was done for two hours; return how many.

    Leases are read once their cases are locked: somebody may have renewed one, or taken its case, till then.
    """
    expired = (Filing.state == FilingState.IN_REVIEW, Case.leased_until < clock.now())
    found = select(Filing.id).join(Case, Case.filing_id == Filing.id).where(*expired)
    held = db.scalars(found.with_for_update(of=Filing, key_share=True, skip_locked=True)).all()
    still = select(Filing, Case).join(Case, Case.filing_id == Filing.id).where(Filing.id.in_(held), *expired)
    rows = db.execute(still.execution_options(populate_existing=True)).all()
    for filing, case in rows:
        _release(db, by=WORKER, filing=filing, case=case, reason=LEASE_ENDED)
    return len(rows)


def assign(
    db: Session, opener: Opener | None = None, *, by: Actor, filing: Filing, reviewer: Account
) -> Case:
    """Give a case to a reviewer, who keeps it until they give it back.

    Raises BadInput for somebody who may not review it: without the role, the filer, or Tied (conflicting.py).
    """
    hold(db, filing)
    demand(by, Permission.CASE_ASSIGN, filing)
    _demand_reviewer(db, filing, reviewer)
    case = _open_case(filing)
    demand_untied(db, opener, by=by, filing=filing, reviewer=reviewer)
    if filing.state is FilingState.FILED:
        filing.move(FilingMove.CLAIM, at=clock.now())
    case.reviewer_id, case.leased_until = reviewer.id, None
    case.first_claimed_at = case.first_claimed_at or clock.now()
    ledger.record(db, by, "case:assigned", filing=filing, reviewer_id=reviewer.id)
    return case


def take_over(
    db: Session, opener: Opener | None = None, *, by: Actor, filing: Filing, reason: Reason
) -> Case:
    """Take a case over from the reviewer who has it, for a reason that the ledger keeps. Raises Tied.

    One that its reviewer left while it waited for somebody else is taken like any other.
    """
    hold(db, filing)
    demand(by, Permission.CASE_CLAIM, filing)
    case = _open_case(filing)
    if filing.state is FilingState.FILED:
        raise WrongState("Nobody reviews this case yet. Claim it instead.")
    if case.reviewer_id == by.named():
        raise WrongState("You review this case already.")
    _demand_untied(db, opener, by=by, filing=filing)
    if case.reviewer_id is None:
        ledger.record(db, by, "case:assigned", filing=filing, reviewer_id=by.named())
    else:
        ledger.record(
            db, by, "case:taken-over", filing=filing, reviewer_id=case.reviewer_id, reason=reason.value
        )
    case.reviewer_id, case.leased_until = by.named(), None
    return case


def keep(case: Case) -> None:
    """Let the reviewer keep a case: something was said to the filer, and they see it through."""
    case.leased_until = None


def _demand_untied(db: Session, opener: Opener | None, *, by: Actor, filing: Filing) -> None:
    demand_untied(db, opener, by=by, filing=filing, reviewer=db.get_one(Account, by.named()))


def _claim(db: Session, *, by: Actor, filing: Filing) -> Case:
    case = case_of(filing)
    filing.move(FilingMove.CLAIM, at=clock.now())
    case.reviewer_id, case.leased_until = by.named(), clock.now() + LEASE
    case.first_claimed_at = case.first_claimed_at or clock.now()
    ledger.record(db, by, "case:claimed", filing=filing)
    return case


def _release(db: Session, *, by: Actor, filing: Filing, case: Case, reason: str) -> None:
    filing.move(FilingMove.RELEASE, at=clock.now())
    case.reviewer_id = case.leased_until = None
    ledger.record(db, by, "case:released", filing=filing, reason=reason)


def _open_case(filing: Filing) -> Case:
    case = case_of(filing)
    if filing.state not in UNDER_REVIEW:
        raise WrongState("This case is closed. It opens again when the statement is amended or drawn.")
    return case


def _demand_reviewer(db: Session, filing: Filing, account: Account) -> None:
    if account.person_id is not None and account.person_id == filing.person_id:
        raise BadInput(message("Nobody reviews their own statement. Choose another reviewer."))
    holds_role = exists().where(
        Grant.account_id == account.id,
        Grant.organisation_id == filing.organisation_id,
        Grant.role == Role.REVIEWER,
        Grant.revoked_at.is_(None),
    )
    if account.disabled_at is not None or not db.scalar(select(holds_role)):
        raise BadInput(
            message("%(name)s is not a reviewer here. Choose another reviewer.", name=account.name)
        )
