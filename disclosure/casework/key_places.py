"""Where the halves of key pairs lie: a store for each site, and the escrow."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from uuid import UUID

from disclosure.errors import BadInput
from disclosure.models import Cycle
from disclosure.vault.choosing import folder_store
from disclosure.vault.envelope import Recipient
from disclosure.vault.escrowfiles import EscrowFolder
from disclosure.vault.keyfiles import FileKeyStore, destroy
from disclosure.vault.keys import PrivateKey, PublicKey, create_pair


@dataclass(frozen=True)
class KeyPlaces:
    """The stores of both sites, and the escrow where there is one."""

    stores: Mapping[Recipient, FileKeyStore]
    escrow: EscrowFolder | None = None

    @classmethod
    def in_folders(cls, *, portal: Path, review: Path, escrow: Path | None = None) -> Self:
        """Take folders, and make those that are missing. Raises BadInput for one folder of both sites."""
        if portal.resolve() == review.resolve():
            raise BadInput(
                "Give each site a key folder of its own: neither may hold the other's private keys."
            )
        for folder in (portal, review):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        stores = {Recipient.PORTAL: folder_store(portal), Recipient.REVIEW: folder_store(review)}
        return cls(stores, EscrowFolder(escrow) if escrow else None)

    @staticmethod
    def public_in(folder: Path) -> list[PublicKey]:
        """Return every public key that lies in a folder."""
        return list(FileKeyStore(folder).public_keys())

    def private(self, cycle: Cycle, recipient: Recipient, *, generation: int) -> PrivateKey:
        """Return the private half in its site's store and in escrow, made where it was not there yet.

        Nothing is sealed to it before its public half is out. What an act left half-made is gone on with.
        Raises ConfigError when a folder cannot be written or the escrow is not begun.
        """
        owner, named = self.stores[recipient], (cycle.id, recipient, generation)
        key = next((key for key in owner.private_keys() if _name(key) == named), None)
        if key is None:
            key = create_pair(
                organisation=cycle.organisation.code,
                cycle_id=cycle.id,
                recipient=recipient,
                generation=generation,
            ).private
            owner.add_private(key)
        if self.escrow and key.id not in {escrowed.public.id for escrowed in self.escrow.escrowed()}:
            self.escrow.add(self.escrow.public().seal(key))
        return key

    def in_escrow(self) -> frozenset[UUID]:
        """Return the ids of the private keys in escrow."""
        return frozenset(one.public.id for one in self.escrow.escrowed()) if self.escrow else frozenset()

    def remove(self, key_id: UUID, recipient: Recipient) -> bool:
        """Take a pair from both stores, the public half first; return whether the private one was there."""
        owner = self.stores[recipient]
        held = key_id in owner.private_ids()
        destroy(key_id, owner=owner, others=[one for one in self.stores.values() if one is not owner])
        return held

    def holds(self, key_id: UUID) -> bool:
        """Whether any half of a pair is in a store or in escrow."""
        stores = self.stores.values()
        public = any(key.id == key_id for store in stores for key in store.public_keys())
        private = any(key_id in store.private_ids() for store in stores)
        return public or private or key_id in self.in_escrow()

    def is_handed_out(self, key_id: UUID) -> bool:
        """Whether the public half lies in both stores."""
        return all(any(key.id == key_id for key in store.public_keys()) for store in self.stores.values())

    def hand_out(self, key: PrivateKey) -> None:
        """Put the public half into both stores: from now on content is sealed to it."""
        for store in self.stores.values():
            if key.id not in {public.id for public in store.public_keys()}:
                store.add_public(key.public)


def _name(key: PrivateKey) -> tuple[object, ...]:
    return key.public.cycle_id, key.public.recipient, key.public.generation
