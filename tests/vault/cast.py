"""Two sites with a folder of keys each, over one cycle."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from disclosure.vault.keyfiles import FileKeyStore, install
from disclosure.vault.keys import KeyPair, Keyring, create_pair
from disclosure.vault.opening import Opener
from disclosure.vault.sealing import Binding, Recipient, Sealer

BOTH = (Recipient.PORTAL, Recipient.REVIEW)


def somewhere(*, table: str = "statements", version: int = 1) -> Binding:
    return Binding(table=table, row_id=uuid4(), version=version)


@dataclass
class Sites:
    """The portal and the review site, with the keys each may hold."""

    cycle_id: UUID
    portal_store: FileKeyStore
    review_store: FileKeyStore

    def __post_init__(self) -> None:
        for recipient in BOTH:
            self.add_generation(recipient, generation=1)
        self.portal, self.review = Keyring(self.portal_store), Keyring(self.review_store)
        self.sealer = Sealer.from_keyring(self.portal)
        self.portal_opener = Opener.from_keyring(self.portal)
        self.review_opener = Opener.from_keyring(self.review)

    def add_generation(self, recipient: Recipient, *, generation: int) -> KeyPair:
        pair = create_pair(
            organisation="UN", cycle_id=self.cycle_id, recipient=recipient, generation=generation
        )
        portal, review = self.portal_store, self.review_store
        owner, other = (portal, review) if recipient is Recipient.PORTAL else (review, portal)
        install(pair, owner=owner, others=[other])
        return pair


def sites_in(folder: Path) -> Sites:
    return Sites(
        cycle_id=uuid4(),
        portal_store=FileKeyStore(folder / "portal"),
        review_store=FileKeyStore(folder / "review"),
    )


def flipped(original: bytes, *, bit: int) -> bytes:
    changed = bytearray(original)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
