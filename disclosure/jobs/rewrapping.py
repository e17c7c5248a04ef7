"""Rewrapping an older generation batch by batch: read, wrap anew without a lock, put in place."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine

from disclosure.casework import reading, rewrapping
from disclosure.casework.key_places import KeyPlaces
from disclosure.casework.rewrapping import BATCH, FIRST, Step
from disclosure.db import transaction
from disclosure.domain.actors import Actor
from disclosure.models import Cycle


def rewrap(
    engine: Engine, folder: Path, *, by: Actor, cycle_id: UUID, step: Step, limit: int = BATCH
) -> Iterator[tuple[int, int]]:
    """Rewrap all that is sealed to an older key with the private keys in `folder`.

    Yields for each batch how many data keys were looked at and how many of them were replaced. Whoever
    stops at any point has lost nothing, and goes on by beginning again.
    """
    opener, after = reading.keys_in(folder).opener, FIRST
    to = rewrapping.public_half(step, KeyPlaces.public_in(folder))
    while True:
        with transaction(engine, write=False) as db:
            batch = rewrapping.read(db, step, after=after, limit=limit)
        if not batch:
            return
        anew = rewrapping.wrapped_anew(opener, batch, to=to)
        with transaction(engine) as db:
            cycle = db.get_one(Cycle, cycle_id)
            done = rewrapping.put(db, by=by, cycle=cycle, step=step, batch=batch, anew=anew)
        yield len(batch), done
        after = batch[-1].bound_to.row_id
