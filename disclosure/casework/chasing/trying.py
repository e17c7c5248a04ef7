"""Trying a letter of the ladder out: it goes to whoever asks, and to nobody else."""

from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy.orm import Session

from disclosure import ledger, mail
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.programme import LetterKind
from disclosure.models import Account, Cycle, Letter


def try_out(
    db: Session, *, by: Actor, cycle: Cycle, kind: LetterKind, told: Mapping[str, object]
) -> list[Letter]:
    """Write one letter of a kind to the account of whoever asks, in its language; return it.

    It belongs to no statement: it is in no log of the season and stops no step of the ladder.
    """
    demand(by, Permission.REMINDER_WRITE, cycle)
    own = db.get_one(Account, by.named())
    letter = mail.Addressed(to=own, occasion=f"tried:{uuid4()}", params=dict(told))
    written = mail.write_all(db, kind, [letter], organisation_id=cycle.organisation_id)
    lines = [(None, {"letter_id": one.id, "step": "tried"}) for one in written]
    ledger.record_all(db, by, "reminder:written", lines, organisation_id=cycle.organisation_id)
    return written
