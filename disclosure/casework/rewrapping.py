"""Wrapping data keys anew, to the newest generation of their pair. What is sealed is never touched.

In batches, each a transaction of its own: whoever is cut off goes on where it stopped, because what
was rewrapped does not name the old key any more. Reading and wrapping hold no lock; a data key that
was replaced meanwhile, by somebody who saved a draft, is left as that person made it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.casework.reading import Opener
from disclosure.casework.sealed import WRAPS
from disclosure.casework.sealed_places import Held, held_by
from disclosure.domain.actors import Actor
from disclosure.errors import ConfigError, WrongState
from disclosure.models import Cycle, CycleKey
from disclosure.vault.envelope import Wrap
from disclosure.vault.keys import PublicKey

BATCH = 500
FIRST = UUID(int=0)
_PUT = (
    update(WRAPS)
    .where(
        WRAPS.c.object_id == bindparam("of_object"),
        WRAPS.c.recipient == bindparam("for_recipient"),
        WRAPS.c.wrapped == bindparam("read"),
    )
    .values(key_id=bindparam("to_key"), suite=bindparam("to_suite"), wrapped=bindparam("anew"))
)


@dataclass(frozen=True, slots=True)
class Step:
    """From an older generation of a pair to the newest one, and how many data keys that concerns."""

    old: CycleKey
    new: CycleKey
    data_keys: int


def steps(db: Session, *, by: Actor, cycle: Cycle) -> list[Step]:
    """Return what is to be rewrapped in a cycle. Raises WrongState when it has no keys."""
    demand(by, Permission.KEYS_MANAGE, cycle)
    newest: dict[str, CycleKey] = {}
    found = []
    rows = select(CycleKey).where(CycleKey.cycle_id == cycle.id, CycleKey.destroyed_at.is_(None))
    for row in db.scalars(rows.order_by(CycleKey.generation.desc())):
        new = newest.setdefault(row.recipient, row)
        waiting = _waiting(db, row.id) if new is not row else 0
        if waiting:
            found.append(Step(row, new, waiting))
    if not newest:
        raise WrongState(f"The cycle of {cycle.year} has no keys.")
    return found


def public_half(step: Step, keys: Sequence[PublicKey]) -> PublicKey:
    """Return the key to wrap to. Raises ConfigError while it was not handed out."""
    for key in keys:
        if key.id == step.new.id:
            return key
    raise ConfigError(
        f"The public half of key {step.new.id} is not in the key folder. Run `disclosure keys rotate` again."
    )


def read(db: Session, step: Step, *, after: UUID = FIRST, limit: int = BATCH) -> list[Held]:
    """Return the next batch of data keys under the old key, in a transaction that only reads."""
    return held_by(db, step.old.id, after=after, limit=limit)


def wrapped_anew(opener: Opener, batch: Sequence[Held], *, to: PublicKey) -> list[Wrap]:
    """Wrap a batch to the newest key. Raises KeyMissing where the old private key is not at hand."""
    return [opener.rewrap(one.wrap, bound_to=one.bound_to, to=to) for one in batch]


def put(
    db: Session, *, by: Actor, cycle: Cycle, step: Step, batch: Sequence[Held], anew: Sequence[Wrap]
) -> int:
    """Put a batch in place of what was read; return how many were still as they were read."""
    demand(by, Permission.KEYS_MANAGE, cycle)
    changes = [
        {
            "of_object": one.bound_to.row_id,
            "for_recipient": one.wrap.recipient.value,
            "read": one.wrap.wrapped,
            "to_key": wrap.key_id,
            "to_suite": wrap.suite,
            "anew": wrap.wrapped,
        }
        for one, wrap in zip(batch, anew, strict=True)
    ]
    done = db.connection().execute(_PUT, changes).rowcount
    ledger.record(
        db,
        by,
        "keys:rewrapped",
        organisation_id=cycle.organisation_id,
        key_id=step.old.id,
        to_key_id=step.new.id,
        cycle_id=cycle.id,
        data_keys=done,
    )
    return done


def _waiting(db: Session, key_id: UUID) -> int:
    return db.scalar(select(func.count()).select_from(WRAPS).where(WRAPS.c.key_id == key_id)) or 0
