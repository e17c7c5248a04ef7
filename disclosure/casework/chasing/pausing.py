"""Pausing the reminder ladder of a cycle, for a reason that everybody in the office reads, and resuming it.

What a pause stops is the ladder alone. Letters that were written before are sent, and an officer who
looked at a list may still remind its people. After it each person gets the newest step that has come,
never those that were missed (reminding.py).
"""

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import CycleState
from disclosure.domain.messages import message
from disclosure.errors import BadInput, WrongState
from disclosure.models import Cycle, LadderPause

LONGEST_REASON = 500
"""Characters."""


def pause(db: Session, *, by: Actor, cycle: Cycle, reason: str) -> LadderPause:
    """Stop the ladder until somebody resumes it; letters that are being written now are written first.

    Raises BadInput without a reason or for a long one; WrongState where the cycle is not open, or the
    ladder is paused already.
    """
    demand(by, Permission.REMINDER_WRITE, cycle)
    said = reason.strip()
    if not said:
        raise BadInput(message("Write why the ladder is paused"))
    if len(said) > LONGEST_REASON:
        raise BadInput(message("Shorten the reason to %(most)d characters.", most=LONGEST_REASON))
    if cycle.state is not CycleState.OPEN:
        raise WrongState(message("Reminders go out while the cycle is open."))
    demand_running(db, cycle=cycle, changing=True)
    begun = LadderPause(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        reason=said,
        paused_by_id=by.named(),
        paused_at=clock.now(),
    )
    db.add(begun)
    _record(db, by, begun, "ladder:paused", reason=said)
    db.flush()
    return begun


def resume(db: Session, *, by: Actor, cycle: Cycle) -> LadderPause | None:
    """Let the ladder go on, and return the pause that ended; None where somebody ended it before."""
    demand(by, Permission.REMINDER_WRITE, cycle)
    _lock(db, cycle, changing=True)
    ended = paused(db, cycle=cycle)
    if ended is None:
        return None
    ended.resumed_by_id, ended.resumed_at = by.named(), clock.now()
    _record(db, by, ended, "ladder:resumed")
    db.flush()
    return ended


def paused(db: Session, *, cycle: Cycle) -> LadderPause | None:
    """Return the pause that the ladder of a cycle is in, if it is in one."""
    return db.scalar(
        select(LadderPause).where(LadderPause.cycle_id == cycle.id, LadderPause.resumed_at.is_(None))
    )


def demand_running(db: Session, *, cycle: Cycle, changing: bool = False) -> None:
    """Raise WrongState while the ladder is paused; until this transaction ends nobody pauses it.

    `changing` waits for whoever is writing letters or changing the same; else only for the latter.
    """
    _lock(db, cycle, changing=changing)
    if found := paused(db, cycle=cycle):
        raise WrongState(message("The ladder is paused. Reason: %(reason)s", reason=found.reason))


def _lock(db: Session, cycle: Cycle, *, changing: bool) -> None:
    row = select(Cycle.id).where(Cycle.id == cycle.id)
    db.scalars(row.with_for_update(read=not changing, key_share=changing)).one()


def _record(db: Session, by: Actor, one: LadderPause, kind: str, **facts: object) -> None:
    ledger.record(
        db,
        by,
        kind,
        filing=None,
        organisation_id=one.organisation_id,
        cycle_id=one.cycle_id,
        pause_id=one.id,
        **facts,
    )
