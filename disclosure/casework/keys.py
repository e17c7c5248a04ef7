"""The key pairs of a cycle: made as files, written down as rows.

The private half of a pair lies in its own site's folder alone, the public half
in both. Files are written before the transaction commits. When it does not
commit, the same act taken again finds the files and goes on with them, so no
pair is ever made twice and no row ever stands for a key that is not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import CycleState
from disclosure.errors import BadInput, WrongState
from disclosure.models import Cycle, CycleKey, Organisation
from disclosure.vault.envelope import Recipient
from disclosure.vault.escrowfiles import EscrowFolder
from disclosure.vault.keyfiles import FileKeyStore
from disclosure.vault.keys import PrivateKey, create_pair

FIRST_GENERATION = 1


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """One pair as its row tells it, and the sites in whose folders its halves lie."""

    year: int
    recipient: Recipient
    generation: int
    fingerprint: str
    created_at: datetime
    destroyed_at: datetime | None
    public_in: tuple[Recipient, ...]
    private_in: tuple[Recipient, ...]

    def faults(self) -> list[str]:
        """Say what is not as it should be, and what to do; empty when all is well."""
        if self.destroyed_at is not None:
            return [f"{self} is destroyed, yet a half of it is still in a folder. Remove the file."] * bool(
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
    if portal_dir.resolve() == review_dir.resolve():
        raise BadInput("Give each site a key folder of its own: neither may hold the other's private keys.")
    stores = _stores({Recipient.PORTAL: portal_dir, Recipient.REVIEW: review_dir})
    escrow = EscrowFolder(escrow_dir) if escrow_dir else None
    keys = [_made(cycle, recipient, stores, escrow) for recipient in Recipient]
    rows = [_row(cycle, key) for key in keys]
    db.add_all(rows)
    for row in rows:
        ledger.record(
            db,
            by,
            "keys:created",
            organisation_id=cycle.organisation_id,
            key_id=row.id,
            recipient=row.recipient,
            generation=row.generation,
            cycle_id=cycle.id,
            fingerprint=row.fingerprint,
        )
    db.flush()
    return rows


def has_keys(db: Session, cycle: Cycle) -> bool:
    """Whether the key pairs of a cycle were made."""
    return db.scalar(select(CycleKey.id).where(CycleKey.cycle_id == cycle.id).limit(1)) is not None


def status(
    db: Session, *, by: Actor, organisation: Organisation, portal_dir: Path, review_dir: Path
) -> list[KeyStatus]:
    """Tell for every pair of an organisation whether its halves lie where they should."""
    demand(by, Permission.KEYS_MANAGE, organisation)
    stores = _stores({Recipient.PORTAL: portal_dir, Recipient.REVIEW: review_dir})
    public = {site: {key.id for key in store.public_keys()} for site, store in stores.items()}
    private = {site: {key.id for key in store.private_keys()} for site, store in stores.items()}
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
            destroyed_at=row.destroyed_at,
            public_in=tuple(site for site in stores if row.id in public[site]),
            private_in=tuple(site for site in stores if row.id in private[site]),
        )
        for row, year in rows
    ]


def _stores(folders: Mapping[Recipient, Path]) -> dict[Recipient, FileKeyStore]:
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {recipient: FileKeyStore(folder) for recipient, folder in folders.items()}


def _made(
    cycle: Cycle, recipient: Recipient, stores: Mapping[Recipient, FileKeyStore], escrow: EscrowFolder | None
) -> PrivateKey:
    """Make a pair or finish one left half-made. Nothing is sealed to it before its public half is out."""
    owner = stores[recipient]
    key = next((key for key in owner.private_keys() if _is_of(key, cycle, recipient)), None)
    if key is None:
        key = create_pair(
            organisation=cycle.organisation.code,
            cycle_id=cycle.id,
            recipient=recipient,
            generation=FIRST_GENERATION,
        ).private
        owner.add_private(key)
    if escrow and key.id not in {escrowed.public.id for escrowed in escrow.escrowed()}:
        escrow.add(escrow.public().seal(key))
    for store in stores.values():
        if key.id not in {public.id for public in store.public_keys()}:
            store.add_public(key.public)
    return key


def _is_of(key: PrivateKey, cycle: Cycle, recipient: Recipient) -> bool:
    return key.public.cycle_id == cycle.id and key.public.recipient is recipient


def _row(cycle: Cycle, key: PrivateKey) -> CycleKey:
    return CycleKey(
        id=key.id,
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        recipient=key.public.recipient.value,
        generation=key.public.generation,
        suite=key.public.suite,
        fingerprint=key.public.fingerprint(),
        created_at=key.public.created,
    )
