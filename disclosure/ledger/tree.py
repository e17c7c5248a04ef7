"""Merkle trees as RFC 9162, section 2.1, defines them (the same as RFC 6962), with SHA-256.

A leaf is hashed with 0x00 before it and a node with 0x01, so neither passes
for the other. Everything here works on leaf hashes, never on what was hashed:
it knows no database and no row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from disclosure.errors import BadInput

HASH_BYTES = 32
SIZE_BYTES = 8
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry into a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours into the node above them."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """All that must be kept of a tree to go on appending: the roots of its complete subtrees.

    `peaks` are ordered from the largest subtree, on the left, to the smallest;
    there is one for every 1 in the binary form of `size`, so a million leaves keep at most 20.
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash on the right."""
        node, waiting = leaf, self.size
        while waiting & 1:
            node = node_hash(self.peaks.pop(), node)
            waiting >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Give the root over all leaves so far; the SHA-256 of nothing when there are none."""
        if not self.peaks:
            return EMPTY_ROOT
        *larger, node = self.peaks
        for peak in reversed(larger):
            node = node_hash(peak, node)
        return node

    def serialise(self) -> bytes:
        """Write the size (8 bytes, big-endian) and the peaks (32 bytes each), to go on from later."""
        return self.size.to_bytes(SIZE_BYTES) + b"".join(self.peaks)

    @classmethod
    def parse(cls, written: bytes) -> Self:
        """Read what `serialise` wrote.

        Raises `BadInput` when the length does not fit the size it begins with.
        """
        size = int.from_bytes(written[:SIZE_BYTES])
        if len(written) != SIZE_BYTES + size.bit_count() * HASH_BYTES:
            raise BadInput(
                f"A frontier of {size} leaves does not have {len(written)} bytes: it was cut or altered."
            )
        starts = range(SIZE_BYTES, len(written), HASH_BYTES)
        return cls(size, [written[start : start + HASH_BYTES] for start in starts])


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Give the root over a sequence of leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """List the hashes that lead from leaf `index` to the root (RFC 9162, section 2.1.3.1).

    Raises `BadInput` when the tree has no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise BadInput(f"A tree of {len(leaves)} leaves has no leaf {index}: the first is 0.")
    proof: list[bytes] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _left_size(end - start)
        if index < middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    return proof[::-1]


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether `leaf` is number `index` of the `size` leaves under `root` (section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = node_hash(sibling, node)
            place, last = _rise_to_right_child(place, last)
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and node == root


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """List the hashes that show the first `old_size` leaves to be unchanged (section 2.1.4.1).

    It is empty when nothing was added since. Raises `BadInput` when the tree never had that size.
    """
    if not 0 < old_size <= len(leaves):
        raise BadInput(f"A tree of {len(leaves)} leaves has no earlier state of {old_size} leaves.")
    proof: list[bytes] = []
    start, end = 0, len(leaves)
    while end != old_size:
        middle = start + _left_size(end - start)
        if old_size <= middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    if start > 0:
        proof.append(root_of(leaves[start:end]))
    return proof[::-1]


def verify_consistency(
    *, old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the tree under `new_root` begins with that under `old_root` (section 2.1.4.2)."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    # A complete old tree is itself the first node, so the proof does not repeat it.
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    if not path:
        return False
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_node = new_node = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_node = node_hash(sibling, old_node)
            new_node = node_hash(sibling, new_node)
            place, last = _rise_to_right_child(place, last)
        else:
            new_node = node_hash(new_node, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old_node == old_root and new_node == new_root


def _left_size(size: int) -> int:
    """Give the largest power of two below `size`: how many leaves lie to the left."""
    return 1 << (size - 1).bit_length() - 1


def _rise_to_right_child(place: int, last: int) -> tuple[int, int]:
    """Pass over the levels on which the last node has no neighbour and is carried up as it is."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last
