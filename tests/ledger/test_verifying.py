"""Verifying: whatever is done to a sealed ledger, the first row it was done to is named."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert, select, update

from disclosure import clock
from disclosure.ledger.canonical import RECORDED, Recorded, entry_bytes, instant
from disclosure.ledger.tree import leaf_hash
from disclosure.models import LedgerEntry, LedgerHead, LedgerLeaf
from tests.ledger.book import Book, an_entry


def named(entry: LedgerEntry) -> str:
    return f"entry {entry.id} ({entry.kind}, {instant(entry.at)})"


def rewrite(book: Book, position: int, **values: object) -> None:
    """Edit an entry and give its leaf the hash of what it says now."""
    entry = book.entry(position)
    book.tamper(update(LedgerEntry).where(LedgerEntry.id == entry.id).values(**values))
    with book.tampering() as connection:
        row = connection.execute(select(*RECORDED).where(LedgerEntry.id == entry.id)).one()
        found = leaf_hash(entry_bytes(Recorded(*row)))
        connection.execute(update(LedgerLeaf).where(LedgerLeaf.position == position).values(hash=found))


def lay_out(book: Book, leaves: list[tuple[UUID, bytes]]) -> None:
    """Write all leaves anew, in the given order."""
    rows = [{"position": at, "entry_id": entry, "hash": leaf} for at, (entry, leaf) in enumerate(leaves)]
    book.tamper(delete(LedgerLeaf), insert(LedgerLeaf).values(rows))


def laid_out(book: Book) -> list[tuple[UUID, bytes]]:
    return [(leaf.entry_id, leaf.hash) for leaf in book.leaves()]


def test_a_ledger_nobody_touched_is_sound(sealed: Book) -> None:
    sealed.write(2)
    report = sealed.verify()
    assert report.is_sound
    assert (report.sealed, report.waiting, report.unpublished) == (10, 2, 0)
    assert (report.first_bad, report.overdue) == (None, None)
    assert report.proven == sealed.published.last()


def test_an_empty_ledger_is_sound(book: Book) -> None:
    report = book.verify()
    assert report.is_sound
    assert (report.sealed, report.proven) == (0, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", clock.now()),
        ("kind", "statement:screened"),
        ("facts", {"statement_id": "another", "why": "review"}),
        ("organisation_id", uuid4()),
        ("filing_id", uuid4()),
        ("account_id", uuid4()),
        ("account_id", None),
    ],
)
def test_an_edited_entry_is_named(sealed: Book, column: str, value: object) -> None:
    entry = sealed.entry(5)
    sealed.tamper(update(LedgerEntry).where(LedgerEntry.id == entry.id).values({column: value}))
    assert sealed.first_bad().startswith(
        f"Position 5: {named(sealed.entry(5))} was edited after it was sealed"
    )


def test_the_first_of_several_edited_entries_is_named(sealed: Book) -> None:
    sealed.tamper(update(LedgerEntry).where(LedgerEntry.id != sealed.entry(0).id).values(kind="x"))
    assert sealed.first_bad().startswith("Position 1: ")


def test_what_lies_before_the_first_bad_row_stays_proven(sealed: Book) -> None:
    sealed.tamper(update(LedgerEntry).where(LedgerEntry.id == sealed.entry(5).id).values(kind="x"))
    report = sealed.verify()
    assert not report.is_sound
    assert report.proven is not None
    assert report.proven.size == 4


def test_an_edited_leaf_is_named(sealed: Book) -> None:
    sealed.tamper(update(LedgerLeaf).where(LedgerLeaf.position == 8).values(hash=bytes(32)))
    assert sealed.first_bad().startswith(f"Position 8: {named(sealed.entry(8))} was edited")


def test_a_removed_entry_is_named(sealed: Book) -> None:
    removed = sealed.entry(4).id
    sealed.tamper(delete(LedgerEntry).where(LedgerEntry.id == removed))
    assert sealed.first_bad() == f"Position 4: entry {removed} was removed."


def test_an_entry_under_another_id_counts_as_removed(sealed: Book) -> None:
    renamed = sealed.entry(4).id
    sealed.tamper(update(LedgerEntry).where(LedgerEntry.id == renamed).values(id=uuid4()))
    assert sealed.first_bad() == f"Position 4: entry {renamed} was removed."


@pytest.mark.parametrize("position", [0, 3, 4, 8])
def test_a_removed_leaf_is_named(sealed: Book, position: int) -> None:
    following = sealed.entry(position + 1)
    sealed.tamper(delete(LedgerLeaf).where(LedgerLeaf.position == position))
    assert (
        sealed.first_bad()
        == f"Position {position}: the leaf was removed; the next one is {named(following)}."
    )


def test_an_entry_removed_with_its_leaf_and_the_gap_closed_is_narrowed_down(sealed: Book) -> None:
    leaves = laid_out(sealed)
    first = named(sealed.entry(4))
    removed, _ = leaves.pop(5)
    sealed.tamper(delete(LedgerEntry).where(LedgerEntry.id == removed))
    lay_out(sealed, leaves)
    assert sealed.first_bad().startswith(
        f"Positions 4 to 5, from {first} on: one of them is not what was sealed"
    )


def test_an_entry_rewritten_together_with_its_leaf_is_named(sealed: Book) -> None:
    rewrite(sealed, 6, kind="case:closed")
    assert sealed.first_bad().startswith(f"Position 6: {named(sealed.entry(6))} is not what was sealed")


def test_an_entry_rewritten_among_many_is_narrowed_down(sealed: Book) -> None:
    rewrite(sealed, 2, kind="case:closed")
    assert sealed.first_bad().startswith(f"Positions 0 to 3, from {named(sealed.entry(0))} on: ")


def test_an_altered_frontier_does_not_hide_where_an_entry_was_rewritten(sealed: Book) -> None:
    rewrite(sealed, 6, kind="case:closed")
    sealed.tamper(update(LedgerHead).where(LedgerHead.size == 7).values(frontier=bytes(3)))
    assert sealed.first_bad().startswith(f"Positions 4 to 6, from {named(sealed.entry(4))} on: ")


@pytest.mark.parametrize(("one", "other"), [(4, 6), (5, 6), (0, 1), (7, 9)])
def test_reordered_rows_are_named(sealed: Book, one: int, other: int) -> None:
    leaves = laid_out(sealed)
    leaves[one], leaves[other] = leaves[other], leaves[one]
    lay_out(sealed, leaves)
    assert sealed.first_bad() == f"Position {one}: {named(sealed.entry(one))} was moved; rows were reordered."


def test_leaves_that_point_to_each_others_entries_are_named(sealed: Book) -> None:
    leaves = laid_out(sealed)
    (four, four_hash), (nine, nine_hash) = leaves[4], leaves[9]
    leaves[4], leaves[9] = (nine, four_hash), (four, nine_hash)
    lay_out(sealed, leaves)
    assert (
        sealed.first_bad()
        == f"Position 4: {named(sealed.entry(4))} was sealed at position 9; rows were reordered."
    )


@pytest.mark.parametrize("position", [0, 2, 4, 6, 7, 9])
def test_an_inserted_entry_is_named_even_when_all_others_made_room(sealed: Book, position: int) -> None:
    forged = _forge(sealed, at=sealed.entry(position).at)
    leaves = laid_out(sealed)
    lay_out(sealed, [*leaves[:position], forged, *leaves[position:]])
    assert (
        sealed.first_bad()
        == f"Position {position}: {named(sealed.entry(position))} was inserted; it was never sealed there."
    )


@pytest.mark.parametrize("position", [10, 11, -1])
def test_an_inserted_leaf_that_no_head_covers_is_named(sealed: Book, position: int) -> None:
    entry, leaf = _forge(sealed, at=clock.now())
    sealed.tamper(insert(LedgerLeaf).values(position=position, entry_id=entry, hash=leaf))
    assert sealed.first_bad() == (
        f"Position {position}: {named(sealed.entry(position))} was inserted; no signed head covers it."
    )


def test_an_inserted_entry_with_an_old_date_is_suspect(sealed: Book) -> None:
    forged = an_entry(at=sealed.began - timedelta(days=30))
    with sealed.tampering() as connection:
        connection.execute(insert(LedgerEntry).values(_values(forged)))
    report = sealed.verify()
    assert report.is_sound
    assert report.waiting == 1
    assert report.overdue is not None
    assert f"Entry {forged.id} ({forged.kind}, {instant(forged.at)}) is the first of 1 " in report.overdue


def test_entries_are_overdue_when_the_sealer_stood_still(sealed: Book) -> None:
    sealed.write(3)
    with clock.travel(clock.now() + timedelta(hours=2)):
        report = sealed.verify()
    assert report.overdue is not None
    assert "is the first of 3 " in report.overdue


def test_a_cut_off_tail_is_named(sealed: Book) -> None:
    tail = [leaf.entry_id for leaf in sealed.leaves()[8:]]
    sealed.tamper(
        delete(LedgerLeaf).where(LedgerLeaf.position >= 8),
        delete(LedgerEntry).where(LedgerEntry.id.in_(tail)),
    )
    assert sealed.first_bad().startswith("Positions 8 to 9: the leaves were removed; the head of ")


def test_a_tail_cut_off_together_with_its_head_is_noticed_by_what_was_published(sealed: Book) -> None:
    tail = [leaf.entry_id for leaf in sealed.leaves()[7:]]
    sealed.tamper(
        delete(LedgerHead).where(LedgerHead.size == 10),
        delete(LedgerLeaf).where(LedgerLeaf.position >= 7),
        delete(LedgerEntry).where(LedgerEntry.id.in_(tail)),
    )
    found = sealed.first_bad()
    assert found.startswith("The database was rolled back: it ends after 7 entries")
    assert found.endswith("is over 10. Positions 7 to 9 are gone.")


def test_an_emptied_ledger_is_noticed_by_what_was_published(sealed: Book) -> None:
    sealed.tamper(delete(LedgerHead), delete(LedgerLeaf), delete(LedgerEntry))
    assert "it ends after 0 entries" in sealed.first_bad()


def test_rows_are_read_in_stretches_without_losing_one(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.ledger.places._BATCH", 3)
    monkeypatch.setattr("disclosure.ledger.verifying._HEADS_AT_ONCE", 2)
    for _ in range(5):
        book.write(4)
        book.seal()
    assert book.verify().is_sound
    book.tamper(update(LedgerEntry).where(LedgerEntry.id == book.entry(17).id).values(kind="x"))
    assert book.first_bad().startswith("Position 17: ")


def test_a_ledger_that_is_being_sealed_meanwhile_is_sound_at_every_moment(book: Book) -> None:
    def work() -> None:
        for _ in range(10):
            book.write(3)
            book.seal()

    with ThreadPoolExecutor() as pool:
        working = pool.submit(work)
        while not working.done():
            assert book.verify().first_bad is None
        working.result()
    assert book.verify().sealed == 30


def _forge(book: Book, *, at: datetime) -> tuple[UUID, bytes]:
    """Write an entry that no act ever wrote; give it with the hash its leaf would have."""
    entry = an_entry(at=at)
    with book.tampering() as connection:
        connection.execute(insert(LedgerEntry).values(_values(entry)))
        row = connection.execute(select(*RECORDED).where(LedgerEntry.id == entry.id)).one()
    return entry.id, leaf_hash(entry_bytes(Recorded(*row)))


def _values(entry: LedgerEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Recorded._fields}
