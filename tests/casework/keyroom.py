"""The room where keys are kept: acts on the keys of the cast's cycle, each in a transaction of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import keys, recovering, retiring, rewrapping
from disclosure.casework.key_places import KeyPlaces
from disclosure.db import transaction
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import CycleState, FilingState
from disclosure.jobs.rewrapping import rewrap
from disclosure.models import Cycle, CycleKey, DataKey, Filing, Outcome
from disclosure.vault.envelope import Recipient
from disclosure.vault.escrow import create_escrow
from disclosure.vault.escrowfiles import EscrowFolder
from disclosure.vault.keyfiles import FileKeyStore
from tests.cast import Cast

PORTAL, REVIEW = Recipient.PORTAL, Recipient.REVIEW


@dataclass
class Keyroom:
    """What Olu does with the keys of 2020."""

    engine: Engine
    cast: Cast
    folder: Path
    now: datetime

    def __post_init__(self) -> None:
        self.phrases: list[str] = []
        self.places = KeyPlaces.in_folders(portal=self.folder / "portal", review=self.folder / "review")

    @contextmanager
    def at_work(self) -> Iterator[tuple[Session, Actor, Cycle]]:
        with clock.travel(self.now), transaction(self.engine) as db:
            yield db, self.cast.olu.actor, db.get_one(Cycle, self.cast.cycle.id)

    def put_into_escrow(self) -> None:
        """Begin an escrow, and seal to it the keys that were made without one."""
        escrow, self.phrases = create_escrow()
        folder = EscrowFolder(self.folder / "escrow")
        folder.begin(escrow)
        for store in self.places.stores.values():
            for key in store.private_keys():
                folder.add(escrow.seal(key))
        self.places = KeyPlaces(self.places.stores, folder)

    def rotate(self, recipient: Recipient) -> CycleKey:
        with self.at_work() as (db, by, cycle):
            return keys.rotate(db, by=by, cycle=cycle, recipient=recipient, places=self.places)

    def rewrap(self, *, batches: int = 1000, limit: int = 3) -> int:
        """Rewrap at most so many batches; return how many data keys that were."""
        done = 0
        with self.at_work() as (db, by, cycle):
            steps = rewrapping.steps(db, by=by, cycle=cycle)
        for step in steps:
            folder = self.places.stores[Recipient(step.old.recipient)].directory
            going = rewrap(self.engine, folder, by=by, cycle_id=cycle.id, step=step, limit=limit)
            done += sum(replaced for _looked_at, replaced in islice(going, batches))
        return done

    def retire(
        self, recipient: Recipient, *, whole: bool = False, leave_in_escrow: bool = False
    ) -> list[CycleKey]:
        with self.at_work() as (db, by, cycle):
            return retiring.retire(
                db,
                by=by,
                cycle=cycle,
                recipient=recipient,
                places=self.places,
                whole=whole,
                leave_in_escrow=leave_in_escrow,
            )

    def recover(self, *phrases: str) -> list[CycleKey]:
        with self.at_work() as (db, by, _cycle):
            organisation = self.cast.organisation
            return recovering.recover(
                db, by=by, organisation=organisation, places=self.places, phrases=phrases
            )

    def end_the_cycle(self) -> None:
        """Close the cycle of 2020 with every review finished, without playing how it came to that."""
        with self.at_work() as (db, _by, cycle):
            cycle.state, cycle.closed_at = CycleState.CLOSED, clock.now()
            db.execute(
                update(Filing)
                .where(Filing.cycle_id == cycle.id, Filing.version > 0)
                .values(
                    state=FilingState.CLOSED,
                    closed_at=clock.now(),
                    outcome=Outcome.NO_ACTION,
                    row_version=Filing.row_version + 1,
                )
            )

    def waits_a_while(self) -> None:
        self.now += timedelta(minutes=3)

    def under(self, generation: int, recipient: Recipient) -> int:
        """How many data keys are wrapped to one generation."""
        with transaction(self.engine, write=False) as db:
            return (
                db.scalar(
                    select(func.count())
                    .select_from(DataKey)
                    .join(CycleKey, CycleKey.id == DataKey.key_id)
                    .where(CycleKey.generation == generation, CycleKey.recipient == recipient.value)
                )
                or 0
            )

    def private_files(self, recipient: Recipient) -> list[str]:
        store = self.places.stores[recipient]
        assert isinstance(store, FileKeyStore)
        return sorted(path.name.split(".", 1)[1] for path in store.directory.glob("*.private.json"))
