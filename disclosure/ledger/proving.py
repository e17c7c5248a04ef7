"""Proving to whoever holds a published head that an entry is under it, without showing any other."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.errors import BadInput, NotFound, SealBroken
from disclosure.ledger.canonical import RECORDED, Recorded, entry_bytes
from disclosure.ledger.heads import SignedHead
from disclosure.ledger.keys import LedgerKeys
from disclosure.ledger.tree import Frontier, inclusion_proof, leaf_hash, verify_inclusion
from disclosure.models import LedgerEntry, LedgerHead, LedgerLeaf


@dataclass(frozen=True, slots=True)
class Proof:
    """What leads from an entry to a signed head (RFC 9162, section 2.1.3).

    `entry` are the bytes the leaf is the hash of, `path` the hashes beside the way up.
    """

    entry: bytes
    position: int
    path: tuple[bytes, ...]
    head: SignedHead

    def holds(self, keys: LedgerKeys) -> bool:
        """Whether the entry is where it is said to be, under a head that one of the keys signed."""
        return self.head.is_signed(keys) and self.leads_to_root()

    def leads_to_root(self) -> bool:
        """Whether the path leads from the entry to the head's root, whoever signed that."""
        return verify_inclusion(
            leaf=leaf_hash(self.entry),
            index=self.position,
            size=self.head.size,
            proof=self.path,
            root=self.head.root,
        )


def prove(db: Session, entry_id: UUID) -> Proof:
    """Prove an entry under the first head signed after it was written.

    That head's frontier holds every other subtree, so only the leaves beside the entry are read.

    Raises `NotFound` when there is no such entry or it is not sealed yet, `SealBroken` when leaf
    or head were altered; `verify` says which.
    """
    query = select(LedgerLeaf.position, *RECORDED).join(LedgerEntry, LedgerEntry.id == LedgerLeaf.entry_id)
    found = db.execute(query.where(LedgerLeaf.entry_id == entry_id)).one_or_none()
    if found is None:
        raise NotFound(
            "There is no such entry in the ledger, or it is not sealed yet. Ask again in a minute."
        )
    position, *recorded = found
    row, before = _heads_around(db, position)
    head = SignedHead.of(row, after=before)
    proof = Proof(entry_bytes(Recorded(*recorded)), position, _path(db, position, row), head)
    if not proof.leads_to_root():
        raise SealBroken(
            f"The entry at position {position} is not what was sealed. Run: disclosure ledger verify"
        )
    return proof


def _heads_around(db: Session, position: int) -> tuple[LedgerHead, LedgerHead | None]:
    """Read the first head that covers a position, and the head before it."""
    before = LedgerHead.size <= position
    covering = db.scalars(select(LedgerHead).where(~before).order_by(LedgerHead.size).limit(1)).first()
    if covering is None:
        raise SealBroken(f"No signed head covers position {position}. Run: disclosure ledger verify")
    query = select(LedgerHead).where(before).order_by(LedgerHead.size.desc()).limit(1)
    return covering, db.scalars(query).first()


def _path(db: Session, position: int, row: LedgerHead) -> tuple[bytes, ...]:
    """Climb the complete subtree that holds the position, then pass the other subtrees of the frontier."""
    try:
        peaks = Frontier.parse(row.frontier).peaks
    except BadInput as cut:
        raise SealBroken(f"The frontier of the head over {row.size} entries was altered: {cut}") from None
    start, index, width = 0, 0, _largest_subtree(row.size)
    while position >= start + width:
        start += width
        index += 1
        width = _largest_subtree(row.size - start)
    within = LedgerLeaf.position.between(start, start + width - 1)
    leaves = db.scalars(select(LedgerLeaf.hash).where(within).order_by(LedgerLeaf.position)).all()
    if len(leaves) < width:
        raise SealBroken(f"Leaves between positions {start} and {start + width - 1} were removed.")
    right = peaks[index + 1 :]
    beside = [Frontier(row.size - start - width, right).root()] if right else []
    return (*inclusion_proof(leaves, position - start), *beside, *reversed(peaks[:index]))


def _largest_subtree(size: int) -> int:
    """Return the width of the first complete subtree of a tree over `size` leaves."""
    return 1 << size.bit_length() - 1
