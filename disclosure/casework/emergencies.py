"""Reading one case outside of its review: one person asks and says why, another agrees, for a few hours.

The filer is written to when it is agreed, and sees in their own data who read what. Each reading is a line
of the ledger like any other.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand, visible
from disclosure.domain.actors import Actor, Role
from disclosure.domain.messages import message
from disclosure.errors import BadInput, WrongState
from disclosure.models import Account, Emergency, Filing, Grant

HOURS = 4
LONGEST_REASON = 500


def ask(db: Session, *, by: Actor, filing: Filing, reason: str) -> Emergency:
    """Ask to read a case that is somebody else's; the ethics office is written to.

    Raises BadInput without a reason, or when the same person's last request waits or is open.
    """
    demand(by, Permission.EMERGENCY_ASK, filing)
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise BadInput(message("Say why, in at most %(count)d characters.", count=LONGEST_REASON))
    mine = select(Emergency).where(Emergency.filing_id == filing.id, Emergency.asked_by_id == by.account_id)
    now = clock.now()
    if any(one.decided_at is None or (one.until and one.until > now) for one in db.scalars(mine)):
        raise BadInput(message("You have asked for this case already."))
    row = Emergency(
        id=uuid4(), filing_id=filing.id, filing=filing, asked_by_id=by.named(), reason=said, asked_at=now
    )
    db.add(row)
    db.flush()
    ledger.record(db, by, "emergency:asked", filing=filing, emergency_id=row.id)
    for officer in _ethics_office(db, filing):
        if officer.id != by.account_id:
            mail.write(
                db,
                "emergency-asked",
                to=officer,
                occasion=f"emergency-asked:{row.id}:{officer.id}",
                organisation_id=filing.organisation_id,
            )
    return row


def agree(db: Session, *, by: Actor, row: Emergency) -> None:
    """Let whoever asked read the case for `HOURS` hours; the filer is told now. Raises WrongState twice."""
    _decide(db, by, row)
    row.until = clock.now() + timedelta(hours=HOURS)
    ledger.record(
        db, by, "emergency:agreed", filing=row.filing, emergency_id=row.id, until=row.until.isoformat()
    )
    mail.write(
        db,
        "emergency-agreed",
        to=row.filing.person,
        occasion=f"emergency-agreed:{row.id}",
        organisation_id=row.filing.organisation_id,
        filing=row.filing,
        year=row.filing.cycle.year,
    )
    db.flush()


def refuse(db: Session, *, by: Actor, row: Emergency) -> None:
    """Refuse that a case is read. Raises WrongState twice."""
    _decide(db, by, row)
    ledger.record(db, by, "emergency:refused", filing=row.filing, emergency_id=row.id)
    db.flush()


def waiting(db: Session, *, by: Actor) -> Sequence[Emergency]:
    """Return the requests that `by` may decide, the oldest first."""
    rows = visible(by, Permission.EMERGENCY_DECIDE, Emergency).where(Emergency.decided_at.is_(None))
    return db.scalars(rows.order_by(Emergency.asked_at, Emergency.id)).all()


def _decide(db: Session, by: Actor, row: Emergency) -> None:
    demand(by, Permission.EMERGENCY_DECIDE, row)
    db.refresh(row, with_for_update={"of": Emergency})
    if row.decided_at is not None:
        raise WrongState("This was decided already.")
    row.decided_by_id, row.decided_at = by.named(), clock.now()


def _ethics_office(db: Session, filing: Filing) -> Sequence[Account]:
    return db.scalars(
        select(Account)
        .join(Grant, Grant.account_id == Account.id)
        .where(
            Grant.role == Role.ETHICS_OFFICER,
            Grant.organisation_id == filing.organisation_id,
            Grant.revoked_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .order_by(Account.id)
    ).all()
