"""The Merkle tree against the definition in RFC 9162 and against published roots."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import BadInput
from disclosure.ledger import tree

HASHES = st.binary(min_size=32, max_size=32)
TREES = st.lists(HASHES, min_size=1, max_size=70)

# Leaves and roots of the test tree of the Certificate Transparency reference implementation.
KNOWN_ENTRIES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def defined_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, section 2.1.1, word by word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = max(power for power in (2**i for i in range(10)) if power < len(leaves))
    return sha256(b"\x01" + defined_root(leaves[:split]) + defined_root(leaves[split:])).digest()


def altered(value: bytes, bit: int) -> bytes:
    flipped = bytearray(value)
    flipped[bit // 8 % len(value)] ^= 1 << bit % 8
    return bytes(flipped)


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_that_certificate_transparency_publishes(size: int) -> None:
    leaves = [tree.leaf_hash(bytes.fromhex(entry)) for entry in KNOWN_ENTRIES[:size]]
    assert tree.root_of(leaves).hex() == KNOWN_ROOTS[size - 1]


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert tree.Frontier().root() == sha256(b"").digest()


def test_a_leaf_never_passes_for_a_node() -> None:
    left, right = b"l" * 32, b"r" * 32
    assert tree.leaf_hash(left + right) != tree.node_hash(left, right)


@given(st.lists(HASHES, max_size=70))
def test_the_frontier_has_the_root_of_the_definition_after_every_leaf(leaves: list[bytes]) -> None:
    frontier = tree.Frontier()
    for size, leaf in enumerate(leaves, start=1):
        frontier.append(leaf)
        assert frontier.root() == defined_root(leaves[:size])
    assert frontier.size == len(leaves)


@given(TREES, st.data())
def test_a_frontier_written_down_goes_on_where_it_stopped(leaves: list[bytes], data: st.DataObject) -> None:
    stop = data.draw(st.integers(0, len(leaves)))
    frontier = tree.Frontier()
    for leaf in leaves[:stop]:
        frontier.append(leaf)
    frontier = tree.Frontier.parse(frontier.serialise())
    for leaf in leaves[stop:]:
        frontier.append(leaf)
    assert (frontier.size, frontier.root()) == (len(leaves), defined_root(leaves))


@given(TREES, st.integers(0, 7))
def test_a_frontier_cut_short_is_refused(leaves: list[bytes], lost: int) -> None:
    frontier = tree.Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    with pytest.raises(BadInput, match="cut or altered"):
        tree.Frontier.parse(frontier.serialise()[: -1 - lost])


@given(TREES, st.data())
def test_every_leaf_is_proven_in_its_place(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = tree.inclusion_proof(leaves, index)
    assert len(proof) <= len(leaves).bit_length()
    assert tree.verify_inclusion(
        leaf=leaves[index], index=index, size=len(leaves), proof=proof, root=tree.root_of(leaves)
    )


@given(st.lists(HASHES, min_size=2, max_size=70, unique=True), st.integers(0, 255), st.data())
def test_no_changed_part_of_an_inclusion_proof_passes(
    leaves: list[bytes], bit: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    leaf, size, root = leaves[index], len(leaves), tree.root_of(leaves)
    proof = tree.inclusion_proof(leaves, index)
    turn = data.draw(st.integers(0, len(proof) - 1))
    changed = [*proof[:turn], altered(proof[turn], bit), *proof[turn + 1 :]]
    elsewhere = data.draw(st.integers(-1, size).filter(lambda other: other != index))

    def passes(
        leaf: bytes = leaf, index: int = index, proof: list[bytes] = proof, root: bytes = root
    ) -> bool:
        return tree.verify_inclusion(leaf=leaf, index=index, size=size, proof=proof, root=root)

    assert passes()
    assert not passes(leaf=altered(leaf, bit))
    assert not passes(root=altered(root, bit))
    assert not passes(proof=changed)
    assert not passes(proof=proof[:-1])
    assert not passes(proof=[*proof, leaf])
    assert not passes(index=elsewhere)


@given(TREES, st.data())
def test_a_grown_tree_is_proven_to_begin_with_the_old_one(leaves: list[bytes], data: st.DataObject) -> None:
    old_size = data.draw(st.integers(1, len(leaves)))
    assert tree.verify_consistency(
        old_size=old_size,
        new_size=len(leaves),
        old_root=tree.root_of(leaves[:old_size]),
        new_root=tree.root_of(leaves),
        proof=tree.consistency_proof(leaves, old_size),
    )


@given(st.lists(HASHES, min_size=2, max_size=70), st.integers(0, 255), st.data())
def test_a_rewritten_past_is_never_consistent(leaves: list[bytes], bit: int, data: st.DataObject) -> None:
    old_size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, old_size - 1))
    rewritten = [*leaves[:index], altered(leaves[index], bit), *leaves[index + 1 :]]
    assert not tree.verify_consistency(
        old_size=old_size,
        new_size=len(leaves),
        old_root=tree.root_of(leaves[:old_size]),
        new_root=tree.root_of(rewritten),
        proof=tree.consistency_proof(rewritten, old_size),
    )


@given(st.lists(HASHES, min_size=2, max_size=70), st.integers(0, 255), st.data())
def test_no_changed_part_of_a_consistency_proof_passes(
    leaves: list[bytes], bit: int, data: st.DataObject
) -> None:
    old_size = data.draw(st.integers(1, len(leaves) - 1))
    proof = tree.consistency_proof(leaves, old_size)
    turn = data.draw(st.integers(0, len(proof) - 1))
    old_root, new_root = tree.root_of(leaves[:old_size]), tree.root_of(leaves)
    for changed in (
        [*proof[:turn], altered(proof[turn], bit), *proof[turn + 1 :]],
        proof[:-1],
        [*proof, proof[0]],
        [],
    ):
        assert not tree.verify_consistency(
            old_size=old_size, new_size=len(leaves), old_root=old_root, new_root=new_root, proof=changed
        )


def test_proofs_are_refused_for_what_the_tree_never_held() -> None:
    leaves = [b"a" * 32, b"b" * 32]
    with pytest.raises(BadInput, match="no leaf 2"):
        tree.inclusion_proof(leaves, 2)
    for never in (0, 3):
        with pytest.raises(BadInput, match=f"no earlier state of {never}"):
            tree.consistency_proof(leaves, never)
    assert not tree.verify_consistency(
        old_size=3, new_size=2, old_root=b"", new_root=tree.root_of(leaves), proof=[]
    )
