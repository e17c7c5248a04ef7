"""Proving one entry to somebody who holds a published head and sees nothing else."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import delete, update

from disclosure.db import transaction
from disclosure.errors import NotFound, SealBroken
from disclosure.ledger.proving import Proof, prove
from disclosure.models import LedgerEntry, LedgerHead, LedgerLeaf
from tests.ledger.book import Book


def proof_of(book: Book, position: int) -> Proof:
    entry = book.entry(position).id
    with transaction(book.engine, write=False) as db:
        return prove(db, entry)


def test_every_entry_is_proven_under_the_first_head_that_covers_it(book: Book) -> None:
    for count in (1, 2, 4, 1, 5, 8, 2):
        book.write(count)
        book.seal()
    heads = {head.size: head for _, head in book.published.heads()}
    for position in range(23):
        proof = proof_of(book, position)
        assert proof.holds(book.keys)
        assert proof.position == position
        assert proof.head == heads[min(size for size in heads if size > position)]


def test_a_proof_is_of_one_entry_at_one_position_under_one_head(sealed: Book) -> None:
    proof = proof_of(sealed, 5)
    other = proof_of(sealed, 8)
    assert not replace(proof, entry=other.entry).holds(sealed.keys)
    assert not replace(proof, position=4).holds(sealed.keys)
    assert not replace(proof, head=other.head).holds(sealed.keys)
    assert not replace(proof, path=proof.path[:-1]).holds(sealed.keys)
    assert not replace(proof, head=replace(proof.head, signed_at=other.head.signed_at)).holds(sealed.keys)


def test_a_proof_needs_the_ledgers_own_key(sealed: Book) -> None:
    stranger = Book(sealed.engine, sealed.folder / "stranger")
    assert not proof_of(sealed, 5).holds(stranger.keys)


def test_an_entry_that_waits_for_its_leaf_cannot_be_proven_yet(sealed: Book) -> None:
    (waiting,) = sealed.write(1)
    with transaction(sealed.engine, write=False) as db:
        for unknown in (waiting, uuid4()):
            with pytest.raises(NotFound, match="not sealed yet"):
                prove(db, unknown)


def test_an_edited_entry_is_not_proven(sealed: Book) -> None:
    sealed.tamper(update(LedgerEntry).where(LedgerEntry.id == sealed.entry(5).id).values(kind="x"))
    with pytest.raises(SealBroken, match="position 5 is not what was sealed"):
        proof_of(sealed, 5)


@pytest.mark.parametrize("frontier", [b"", bytes(8 + 3 * 32), (7).to_bytes(8) + bytes(3 * 32)])
def test_an_altered_frontier_proves_nothing(sealed: Book, frontier: bytes) -> None:
    sealed.tamper(update(LedgerHead).where(LedgerHead.size == 7).values(frontier=frontier))
    with pytest.raises(SealBroken):
        proof_of(sealed, 5)


def test_a_missing_neighbour_is_told(sealed: Book) -> None:
    sealed.tamper(delete(LedgerLeaf).where(LedgerLeaf.position == 4))
    with pytest.raises(SealBroken, match="between positions 4 and 5 were removed"):
        proof_of(sealed, 5)


def test_a_leaf_without_a_head_is_told(sealed: Book) -> None:
    sealed.tamper(delete(LedgerHead).where(LedgerHead.size == 10))
    with pytest.raises(SealBroken, match="No signed head covers position 8"):
        proof_of(sealed, 8)
