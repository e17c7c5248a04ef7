"""The key pairs of a cycle: made as files, written down as rows.

The private half of a pair lies in its own site's folder alone, the public half
in both. Files are written before the transaction commits. When it does not
commit, the same act taken again finds the files and goes on with them, so no
pair is ever made twice and no row ever stands for a key that is not there.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.casework.key_places import KeyPlaces
from disclosure.db import after_commit
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import CycleState
from disclosure.errors import WrongState
from disclosure.models import Cycle, CycleKey, Organisation
from disclosure.vault.envelope import Recipient
from disclosure.vault.keys import PrivateKey

FIRST_GENERATION = 1


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """One pair as its row tells it, and the sites in whose folders its halves lie."""

    year: int
    recipient: Recipient
    generation: int
    fingerprint: str
    created_at: datetime
    retired_at: datetime | None
    destroyed_at: datetime | None
    public_in: tuple[Recipient, ...]
    private_in: tuple[Recipient, ...]

    def faults(self) -> list[str]:
        """Say what is not as it should be, and what to do; empty when all is well."""
        if self.destroyed_at is not None:
            return [f"{self} is destroyed, yet a half of it is still in a folder. Remove the file."] * bool(
                self.public_in or self.private_in
            )
        if self.retired_at is not None:
            return [f"{self} is retired, yet a half of it is still in a folder. Retire it again."] * bool(
                self.public_in or self.private_in
            )
        faults = [
            f"{self}: the private half lies with {site.value}. Move it home."
            for site in self.private_in
            if site is not self.recipient
        ]
        if self.recipient not in self.private_in:
            faults.append(f"{self}: the private half is missing. Recover it from escrow.")
        faults += [
            f"{self}: the public half is missing from {site.value}. Copy it there."
            for site in Recipient
            if site not in self.public_in
        ]
        return faults

    def told(self) -> list[str]:
        """Say what is not as it should be, or in one line that all is well."""
        if faults := self.faults():
            return faults
        if self.destroyed_at is not None:
            return [f"{self} is destroyed: {self.fingerprint}"]
        if self.retired_at is not None:
            return [f"{self} is retired: {self.fingerprint}"]
        return [f"{self} lies where it should: {self.fingerprint}"]

    def __str__(self) -> str:
        return f"The {self.recipient.value} key of {self.year}, generation {self.generation}"


def create(
    db: Session,
    *,
    by: Actor,
    cycle: Cycle,
    portal_dir: Path,
    review_dir: Path,
    escrow_dir: Path | None = None,
) -> list[CycleKey]:
    """Make the two pairs of a cycle, one for each site; seal them to the escrow first if there is one.

    Raises WrongState when the cycle has keys or is closed, ConfigError when a
    folder cannot be written or the escrow is not begun.
    """
    demand(by, Permission.KEYS_MANAGE, cycle)
    if cycle.state is CycleState.CLOSED:
        raise WrongState(f"The cycle of {cycle.year} is closed and takes no new keys.")
    if has_keys(db, cycle):
        raise WrongState(f"The cycle of {cycle.year} has its keys already. Rotate them instead.")
    places = KeyPlaces.in_folders(portal=portal_dir, review=review_dir, escrow=escrow_dir)
    made = []
    for recipient in Recipient:
        key = places.private(cycle, recipient, generation=FIRST_GENERATION)
        places.hand_out(key)
        made.append(key)
    return [write_down(db, by=by, cycle=cycle, key=key, kind="keys:created") for key in made]


def rotate(db: Session, *, by: Actor, cycle: Cycle, recipient: Recipient, places: KeyPlaces) -> CycleKey:
    """Make the next generation of a pair. New content is sealed to it as soon as this is committed.

    The public half is handed out after the commit: a site that sealed to it before would name a key
    that has no row. Where that was cut short, the same act hands it out and makes no further key.
    Raises WrongState while the cycle has no key that could be rotated.
    """
    demand(by, Permission.KEYS_MANAGE, cycle)
    newest = db.scalar(
        select(CycleKey)
        .where(CycleKey.cycle_id == cycle.id, CycleKey.recipient == recipient.value)
        .order_by(CycleKey.generation.desc())
        .limit(1)
    )
    if newest is None:
        raise WrongState(f"Make the keys first: disclosure keys create --cycle {cycle.year}")
    if newest.destroyed_at is not None:
        raise WrongState(f"The keys of {cycle.year} are destroyed. Nothing is sealed to that cycle any more.")
    unfinished = newest.generation > FIRST_GENERATION and not places.is_handed_out(newest.id)
    generation = newest.generation + (not unfinished)
    key = places.private(cycle, recipient, generation=generation)
    after_commit(db, lambda: places.hand_out(key))
    if unfinished:
        return newest
    return write_down(db, by=by, cycle=cycle, key=key, kind="keys:rotated")


def has_keys(db: Session, cycle: Cycle) -> bool:
    """Whether the key pairs of a cycle were made."""
    return db.scalar(select(CycleKey.id).where(CycleKey.cycle_id == cycle.id).limit(1)) is not None


def status(
    db: Session, *, by: Actor, organisation: Organisation, portal_dir: Path, review_dir: Path
) -> list[KeyStatus]:
    """Tell for every pair of an organisation whether its halves lie where they should."""
    demand(by, Permission.KEYS_MANAGE, organisation)
    stores = KeyPlaces.in_folders(portal=portal_dir, review=review_dir).stores
    public = {site: {key.id for key in store.public_keys()} for site, store in stores.items()}
    private = {site: store.private_ids() for site, store in stores.items()}
    rows = db.execute(
        select(CycleKey, Cycle.year)
        .join(Cycle, Cycle.id == CycleKey.cycle_id)
        .where(CycleKey.organisation_id == organisation.id)
        .order_by(Cycle.year, CycleKey.recipient, CycleKey.generation)
    )
    return [
        KeyStatus(
            year=year,
            recipient=Recipient(row.recipient),
            generation=row.generation,
            fingerprint=row.fingerprint,
            created_at=row.created_at,
            retired_at=row.retired_at,
            destroyed_at=row.destroyed_at,
            public_in=tuple(site for site in stores if row.id in public[site]),
            private_in=tuple(site for site in stores if row.id in private[site]),
        )
        for row, year in rows
    ]


def write_down(db: Session, *, by: Actor, cycle: Cycle, key: PrivateKey, kind: str) -> CycleKey:
    """Keep that a pair was made, as a row and in the ledger."""
    row = CycleKey(
        id=key.id,
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        recipient=key.public.recipient.value,
        generation=key.public.generation,
        suite=key.public.suite,
        fingerprint=key.public.fingerprint(),
        created_at=key.public.created,
    )
    db.add(row)
    ledger.record(
        db,
        by,
        kind,
        organisation_id=cycle.organisation_id,
        key_id=row.id,
        recipient=row.recipient,
        generation=row.generation,
        cycle_id=cycle.id,
        fingerprint=row.fingerprint,
    )
    db.flush()
    return row
