"""Sealing: everything that was committed, once, in order, signed and published, whatever happens between."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.db import make_engine, transaction
from disclosure.errors import SealBroken
from disclosure.ledger.canonical import RECORDED, Recorded, entry_bytes
from disclosure.ledger.heads import SignedHead, chained
from disclosure.ledger.sealing import BATCH, OVERLAP, seal
from disclosure.ledger.tree import leaf_hash, root_of
from disclosure.models import LedgerEntry, LedgerHead
from tests.ledger.book import Book
from tests.lending import Lender
from tests.servers import Postgres


class ProcessDied(Exception):
    """Stands for a process that ends in the middle of something."""


def sealed_ids(book: Book) -> list[UUID]:
    return [leaf.entry_id for leaf in book.leaves()]


def published(book: Book) -> list[SignedHead]:
    return [head for _, head in book.published.heads()]


def test_an_entry_is_hashed_in_the_one_form_that_anybody_can_repeat() -> None:
    entry = Recorded(
        id="0" * 31 + "1",
        at=datetime(2020, 3, 1, 12, 0, 0, 5, tzinfo=UTC),
        organisation_id=None,
        filing_id="0" * 31 + "2",
        account_id=None,
        kind="draft:saved",
        facts={"version": 3, "a": "é"},
    )
    assert entry_bytes(entry) == (
        b'{"account_id":null,"at":"2020-03-01T12:00:00.000005+00:00",'
        b'"facts":{"a":"\\u00e9","version":3},"filing_id":"00000000000000000000000000000002",'
        b'"id":"00000000000000000000000000000001","kind":"draft:saved","organisation_id":null}'
    )


def test_what_was_committed_is_sealed_in_the_order_it_happened(book: Book) -> None:
    later = book.write(2, at=book.began + timedelta(minutes=2))
    earlier = book.write(2, at=book.began + timedelta(minutes=1))
    assert book.seal() == 4
    assert sealed_ids(book) == earlier + later
    assert [leaf.position for leaf in book.leaves()] == [0, 1, 2, 3]


def test_leaves_and_roots_are_those_of_rfc_9162(sealed: Book) -> None:
    with transaction(sealed.engine, write=False) as db:
        rows = db.execute(select(*RECORDED).order_by(LedgerEntry.at, LedgerEntry.id))
        leaves = [leaf_hash(entry_bytes(Recorded(*row))) for row in rows]
    assert [leaf.hash for leaf in sealed.leaves()] == leaves
    assert [(head.size, head.root) for head in sealed.heads()] == [
        (size, root_of(leaves[:size])) for size in (4, 7, 10)
    ]


def test_every_head_is_signed_chained_to_the_one_before_and_published(sealed: Book) -> None:
    heads = list(chained(sealed.heads(), after=None))
    assert all(head.is_signed(sealed.keys) for head in heads)
    assert [head.previous_size for head in heads] == [0, 4, 7]
    assert published(sealed) == heads
    assert sealed.published.last() == heads[-1]


def test_nothing_new_means_no_new_head(sealed: Book) -> None:
    assert sealed.seal() == 0
    assert sealed.seal(everything=True) == 0
    assert len(sealed.heads()) == len(published(sealed)) == 3


def test_an_empty_ledger_has_no_head(book: Book) -> None:
    assert book.seal() == 0
    assert book.heads() == []
    assert book.published.last() is None


def test_many_entries_are_sealed_under_several_heads(book: Book) -> None:
    book.write(2 * BATCH + 5)
    assert book.seal() == 2 * BATCH + 5
    assert [head.size for head in book.heads()] == [BATCH, 2 * BATCH, 2 * BATCH + 5]
    assert book.verify().is_sound


def test_entries_of_one_instant_are_sealed_once_across_batches(book: Book) -> None:
    with transaction(book.engine) as db:
        for _ in range(BATCH + 2):
            book.add(db, 1, at=book.began)
    assert book.seal() == BATCH + 2
    assert len(set(sealed_ids(book))) == BATCH + 2


def test_an_act_that_commits_late_is_sealed_late(sealed: Book) -> None:
    late = sealed.write(1, at=sealed.began - OVERLAP / 2)
    assert sealed.seal() == 1
    assert sealed_ids(sealed)[-1:] == late


def test_t2_what_is_written_after_the_clock_was_put_back_is_sealed_at_once(sealed: Book) -> None:
    sealed.write(1, at=sealed.began + 3 * OVERLAP)
    assert sealed.seal() == 1
    later_but_before = sealed.write(1, at=clock.now())
    assert sealed.seal() == 1
    assert sealed_ids(sealed)[-1:] == later_but_before
    assert sealed.verify().first_bad is None


def test_an_act_of_long_ago_is_found_when_everything_is_asked_about(sealed: Book) -> None:
    replayed = sealed.write(1, at=sealed.began - timedelta(days=365))
    assert sealed.seal() == 0
    assert sealed.seal(everything=True) == 1
    assert sealed_ids(sealed)[-1:] == replayed


@pytest.fixture
def postgres_book(postgres: Postgres, lending_migrated: Lender, tmp_path: Path) -> Iterator[Book]:
    """A ledger where two acts can be under way at once; SQLite lets one writer in."""
    with lending_migrated.lend() as name:
        engine = make_engine(postgres.url(name))
        yield Book(engine, tmp_path)
        engine.dispose()


def test_acts_that_commit_in_another_order_than_they_began_are_all_sealed(postgres_book: Book) -> None:
    with Session(postgres_book.engine) as slow, slow.begin():
        first = postgres_book.add(slow, 1)
        second = postgres_book.write(1)
        assert postgres_book.seal() == 1
        assert sealed_ids(postgres_book) == second
    assert postgres_book.seal() == 1
    assert sealed_ids(postgres_book) == second + first
    assert postgres_book.verify().is_sound


def test_several_sealers_at_once_seal_everything_once(book: Book) -> None:
    ids = book.write(300)
    with ThreadPoolExecutor(4) as pool:
        counts = [each.result() for each in [pool.submit(book.seal) for _ in range(4)]]
    assert sorted(counts) == [0, 0, 0, 300]
    assert sealed_ids(book) == ids
    assert book.verify().is_sound
    assert len(published(book)) == 1


def test_what_is_rolled_back_is_neither_sealed_nor_published(book: Book) -> None:
    book.write(3)
    with suppress(ProcessDied), transaction(book.engine) as db:
        assert seal(db, signer=book.signer, published=book.published) == 3
        raise ProcessDied
    assert not book.leaves()
    assert not book.heads()
    assert not published(book)
    assert book.seal() == 3


def test_a_crash_between_commit_and_publishing_is_made_good_by_the_next_sealing(sealed: Book) -> None:
    sealed.write(2)
    with Session(sealed.engine) as db, db.begin():
        seal(db, signer=sealed.signer, published=sealed.published)  # and never publishes
    report = sealed.verify()
    assert report.is_sound
    assert report.unpublished == 1
    assert sealed.seal() == 0
    assert [head.size for head in published(sealed)] == [4, 7, 10, 12]
    assert sealed.verify().unpublished == 0


def test_a_lost_file_of_heads_is_written_anew(sealed: Book) -> None:
    was = published(sealed)
    sealed.published.path.unlink()
    sealed.write(1)
    assert sealed.seal() == 1
    assert published(sealed)[:3] == was
    assert sealed.verify().is_sound


def test_nothing_is_sealed_on_top_of_a_database_that_was_rolled_back(sealed: Book) -> None:
    sealed.tamper(delete(LedgerHead).where(LedgerHead.size == 10))
    with pytest.raises(SealBroken, match="does not hold the head over 10 entries"):
        sealed.seal()


def test_nothing_is_sealed_on_top_of_a_rewritten_head(sealed: Book) -> None:
    sealed.tamper(update(LedgerHead).where(LedgerHead.size == 10).values(root=bytes(32)))
    with pytest.raises(SealBroken, match="rolled back or rewritten"):
        sealed.seal()


@pytest.mark.parametrize("frontier", [bytes(40), b"", bytes(7)])
def test_nothing_is_sealed_on_top_of_an_altered_frontier(sealed: Book, frontier: bytes) -> None:
    sealed.tamper(update(LedgerHead).where(LedgerHead.size == 10).values(frontier=frontier))
    sealed.write(1)
    with pytest.raises(SealBroken, match="frontier of the head over 10 entries was altered"):
        sealed.seal()
    assert len(sealed.heads()) == 3


def test_a_new_key_goes_on_where_the_old_one_stopped(sealed: Book) -> None:
    successor = Book(sealed.engine, sealed.folder / "successor", written=sealed.written, began=sealed.began)
    successor.published = sealed.published
    successor.write(1)
    assert successor.seal() == 1
    assert "which is not one of this ledger's" in sealed.first_bad()
    sealed.keys = type(sealed.keys)([sealed.signer.public, successor.signer.public])
    assert sealed.verify().is_sound


def test_a_ledger_is_sealed_from_another_process_with_the_key_file(sealed: Book, migrated_url: str) -> None:
    sealed.write(1)
    engine = make_engine(migrated_url)
    signer = type(sealed.signer).load(sealed.folder / "ledger.pem")
    with transaction(engine) as db:
        assert seal(db, signer=signer, published=sealed.published) == 1
    engine.dispose()
    assert sealed.verify().is_sound
