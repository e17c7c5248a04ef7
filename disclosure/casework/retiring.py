"""A private key leaves its site: an older generation after a rotation, or all of a closed cycle.

A retired key opens nothing at its site any more, whoever has the database, the settings and the
environment of that process. What is in escrow can be recovered until the cycle's keys are destroyed.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework.key_places import KeyPlaces
from disclosure.casework.sealed_places import counted, no_other_live_key, said
from disclosure.db import after_commit
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import UNDER_REVIEW, CycleState
from disclosure.errors import WrongState
from disclosure.models import Cycle, CycleKey, DataKey, Filing
from disclosure.vault.envelope import Recipient

SETTLES_AFTER = timedelta(minutes=2)
"""How long after a rotation a form that was on its way may still be sealed to the older generation."""


def retire(
    db: Session,
    *,
    by: Actor,
    cycle: Cycle,
    recipient: Recipient,
    places: KeyPlaces,
    whole: bool = False,
    leave_in_escrow: bool = False,
) -> list[CycleKey]:
    """Retire a site's older generations, or with `whole` every key that it has of a closed cycle.

    Its halves are removed after the commit; where that was cut short, the same act does it again.

    Raises WrongState while something would remain under these keys alone. With `leave_in_escrow`
    that is allowed of a whole cycle whose keys are in escrow: it opens again after `recover`.
    """
    demand(by, Permission.KEYS_MANAGE, cycle)
    rows = _of_site(db, cycle, recipient)
    leaving = rows if whole else rows[:-1]
    due = [row for row in leaving if row.retired_at is None]
    if due and whole:
        _demand_over(db, cycle)
        _demand_not_alone(db, due, places, leave_in_escrow=leave_in_escrow)
    elif due:
        _demand_rewrapped(db, cycle, due, newest=rows[-1])
    in_escrow = places.in_escrow()
    for row in due:
        row.retired_at = clock.now()
        _record(db, by, row, in_escrow=row.id in in_escrow)
    ids = [row.id for row in leaving]
    after_commit(db, lambda: _remove(places, recipient, ids))
    db.flush()
    return due


def _of_site(db: Session, cycle: Cycle, recipient: Recipient) -> Sequence[CycleKey]:
    """Return the keys of a site in a cycle, oldest first. Raises WrongState when it has none left."""
    rows = db.scalars(
        select(CycleKey)
        .where(
            CycleKey.cycle_id == cycle.id,
            CycleKey.recipient == recipient.value,
            CycleKey.destroyed_at.is_(None),
        )
        .order_by(CycleKey.generation)
    ).all()
    if not rows:
        raise WrongState(f"The {recipient.value} site has no key of {cycle.year} that could be retired.")
    return rows


def _demand_rewrapped(db: Session, cycle: Cycle, due: Sequence[CycleKey], *, newest: CycleKey) -> None:
    ids = [row.id for row in due]
    waiting = db.scalar(select(func.count()).select_from(DataKey).where(DataKey.key_id.in_(ids)))
    if waiting:
        raise WrongState(
            f"{waiting} data keys are still sealed to these keys. "
            f"Run: disclosure keys rewrap --cycle {cycle.year}"
        )
    if newest.created_at > clock.now() - SETTLES_AFTER:
        raise WrongState(
            "The newest key was made just now, and forms on their way may still use the older one. "
            "Wait two minutes, rewrap once more, then retire it."
        )


def _demand_over(db: Session, cycle: Cycle) -> None:
    if cycle.state is not CycleState.CLOSED:
        raise WrongState(f"The cycle of {cycle.year} is not closed: its newest keys are in use.")
    under_way = db.scalar(
        select(func.count())
        .select_from(Filing)
        .where(Filing.cycle_id == cycle.id, Filing.state.in_(UNDER_REVIEW))
    )
    if under_way:
        raise WrongState(
            f"{under_way} statements of {cycle.year} are still under review: its keys are in use."
        )


def _demand_not_alone(
    db: Session, due: Sequence[CycleKey], places: KeyPlaces, *, leave_in_escrow: bool
) -> None:
    alone = counted(db, no_other_live_key(than=[row.id for row in due]))
    if not alone:
        return
    if not leave_in_escrow:
        raise WrongState(
            f"Only these keys open {said(alone)}. "
            "If that may wait for a recovery from escrow, say so: --leave-in-escrow"
        )
    if missing := [str(row.id) for row in due if row.id not in places.in_escrow()]:
        raise WrongState(
            f"Only these keys open {said(alone)}, and {', '.join(missing)} is not in escrow. "
            "Nothing was retired."
        )


def _record(db: Session, by: Actor, row: CycleKey, *, in_escrow: bool) -> None:
    ledger.record(
        db,
        by,
        "keys:retired",
        organisation_id=row.organisation_id,
        key_id=row.id,
        recipient=row.recipient,
        generation=row.generation,
        cycle_id=row.cycle_id,
        in_escrow=in_escrow,
    )


def _remove(places: KeyPlaces, recipient: Recipient, ids: Sequence[UUID]) -> None:
    for key_id in ids:
        places.remove(key_id, recipient)
