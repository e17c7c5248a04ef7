"""Freezing the annual report: its numbers are kept as they are, and every copy is printed from them."""

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, queue
from disclosure.access import Permission, demand
from disclosure.casework.reporting.annual import counted, is_final
from disclosure.domain.actors import Actor
from disclosure.domain.annual import Annual, decoded, digest, encoded, faults
from disclosure.errors import BadInput, NotFound, SealBroken, WrongState
from disclosure.models import Cycle, ReportSnapshot


def preview(db: Session, *, by: Actor, cycle: Cycle) -> Annual:
    """Count the report as its rows are now."""
    demand(by, Permission.REPORT_SEE, cycle)
    return counted(db, cycle)


def freeze(db: Session, *, by: Actor, cycle: Cycle) -> ReportSnapshot:
    """Keep the numbers of a closed cycle as they are now; a worker that holds the ledger's key signs them.

    Raises WrongState while the cycle is not closed, and when nothing changed since the last
    snapshot; BadInput, naming every row, when totals do not agree.
    """
    demand(by, Permission.REPORT_FREEZE, cycle)
    if not is_final(cycle):
        raise WrongState(
            "The cycle is not closed, so its figures still move. Close it, then freeze the report."
        )
    db.flush()
    db.refresh(cycle, with_for_update={"of": Cycle})
    report = counted(db, cycle)
    if wrong := faults(report):
        raise BadInput(wrong)
    content = encoded(report)
    last = newest(db, by=by, cycle=cycle)
    if last is not None and last.digest == digest(content):
        raise WrongState("Nothing has changed since the report was frozen. Use that snapshot.")
    row = ReportSnapshot(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest(content),
        frozen_at=clock.now(),
        frozen_by_id=by.account_id,
    )
    db.add(row)
    ledger.record(
        db,
        by,
        "report:frozen",
        organisation_id=cycle.organisation_id,
        snapshot_id=row.id,
        cycle_id=cycle.id,
        number=row.number,
        digest=row.digest,
    )
    db.flush()
    queue.owe(db, "report:sign", row.id)
    return row


def snapshots(db: Session, *, by: Actor, cycle: Cycle) -> list[ReportSnapshot]:
    """Return the snapshots of a cycle's report, the newest first."""
    demand(by, Permission.REPORT_SEE, cycle)
    rows = select(ReportSnapshot).where(ReportSnapshot.cycle_id == cycle.id)
    return list(db.scalars(rows.order_by(ReportSnapshot.number.desc())))


def newest(db: Session, *, by: Actor, cycle: Cycle) -> ReportSnapshot | None:
    """Return the newest snapshot of a cycle's report, if it was frozen."""
    return next(iter(snapshots(db, by=by, cycle=cycle)), None)


def snapshot(db: Session, *, by: Actor, cycle: Cycle, number: int | None = None) -> ReportSnapshot:
    """Return a snapshot by its number, the newest without one. Raises NotFound when there is none."""
    for row in snapshots(db, by=by, cycle=cycle):
        if number in (None, row.number):
            return row
    how = f"Freeze it with: disclosure report freeze --cycle {cycle.year}"
    raise NotFound(
        f"The report of {cycle.year} is not frozen. {how}"
        if number is None
        else f"The report of {cycle.year} has no snapshot {number}."
    )


def opened(row: ReportSnapshot) -> Annual:
    """Return what a snapshot holds. Raises SealBroken when it is not what was frozen."""
    if digest(row.content) != row.digest:
        raise SealBroken(f"Snapshot {row.number} was altered: its content has another digest.")
    return decoded(row.content)
