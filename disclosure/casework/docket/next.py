"""The line in which unclaimed cases wait for a reviewer who does not choose."""

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, where
from disclosure.casework.docket.reckoning import reckon
from disclosure.casework.docket.views import organisations
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FilingState
from disclosure.models import DocketLine, Filing, LedgerEntry

PASSED_OVER = ("case:released", "case:skipped", "case:refused")
"""What a reviewer gave back, skipped or was refused because of a tie is not handed to them."""


def first_in_line(db: Session, *, by: Actor) -> Select[Filing]:
    """Return the unclaimed cases that this reviewer may claim, in order: late, then by priority and age.

    Without those they gave back or skipped, those refused to them because of a
    tie, and those that are put aside.
    """
    ledger.write_out(db)
    db.flush()
    reckon(db)
    passed_over = exists().where(
        LedgerEntry.filing_id == DocketLine.filing_id,
        LedgerEntry.account_id == by.account_id,
        LedgerEntry.kind.in_(PASSED_OVER),
    )
    return (
        select(Filing)
        .join(DocketLine, DocketLine.filing_id == Filing.id)
        .where(
            DocketLine.organisation_id.in_(organisations(by, Permission.CASE_CLAIM)),
            DocketLine.state == FilingState.FILED,
            Filing.state == FilingState.FILED,  # the row that is locked is looked at again
            DocketLine.closed_at.is_(None),
            or_(DocketLine.put_aside_until.is_(None), DocketLine.put_aside_until <= clock.now()),
            where(by, Permission.CASE_CLAIM, DocketLine),
            ~passed_over,
        )
        .order_by(DocketLine.rank, DocketLine.filed_at, DocketLine.filing_id)
    )
