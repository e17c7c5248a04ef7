"""Verifying against signed and published heads: what was rolled back, rewritten or signed by a stranger."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from disclosure.db import make_engine, transaction
from disclosure.errors import SealBroken
from disclosure.ledger.canonical import instant
from disclosure.ledger.heads import SignedHead
from disclosure.ledger.keys import Signer
from disclosure.ledger.published import HeadLog
from disclosure.ledger.sealing import seal
from disclosure.models import LedgerHead, LedgerLeaf
from tests.ledger.book import Book
from tests.servers import Postgres

Restore = Callable[[], None]


@pytest.fixture
def restore(sealed: Book, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Restore]:
    """A backup of the sealed ledger, of heads 4, 7 and 10; calling it restores the database."""
    original = sealed.engine.url.database
    sealed.engine.dispose()
    if sealed.engine.dialect.name == "sqlite":
        engine = make_engine(f"sqlite:///{shutil.copy(str(original), tmp_path / 'backup.db')}")
        yield lambda: setattr(sealed, "engine", engine)
        engine.dispose()
        return
    server: Postgres = request.getfixturevalue("postgres")
    backup = server.create(template=str(original))
    engine = make_engine(server.url(backup))
    yield lambda: setattr(sealed, "engine", engine)
    engine.dispose()
    server.drop(backup)


def go_on(book: Book) -> None:
    book.write(3)
    book.seal()


def edit_head(book: Book, over: int, **values: object) -> None:
    book.tamper(update(LedgerHead).where(LedgerHead.size == over).values(**values))


def sign_anew(book: Book, signer: Signer) -> None:
    """Sign every head with a key of one's own, as somebody would who has everything but the key."""
    after: SignedHead | None = None
    for row in book.heads():
        after = SignedHead.sign(signer, size=row.size, root=row.root, after=after, at=row.signed_at)
        edit_head(book, row.size, key_id=after.key_id, signature=after.signature)


def lines(book: Book) -> list[str]:
    return book.published.path.read_text(encoding="utf-8").splitlines(keepends=True)


def write_lines(book: Book, written: list[str]) -> None:
    book.published.path.write_text("".join(written), encoding="utf-8")


def test_a_database_rolled_back_to_yesterday_is_noticed(sealed: Book, restore: Restore) -> None:
    go_on(sealed)
    last = sealed.published.last()
    assert last is not None
    restore()
    assert sealed.first_bad() == (
        "The database was rolled back: it ends after 10 entries, but the head published on "
        f"{instant(last.signed_at)} is over 13. Positions 10 to 12 are gone."
    )


def test_a_database_rolled_back_and_written_on_is_not_sealed(sealed: Book, restore: Restore) -> None:
    go_on(sealed)
    restore()
    sealed.write(5)
    with pytest.raises(SealBroken, match="it was rolled back or rewritten"):
        sealed.seal()


@pytest.mark.parametrize("count", [2, 3, 8])
def test_a_database_rolled_back_and_sealed_anew_is_noticed(
    sealed: Book, restore: Restore, count: int
) -> None:
    go_on(sealed)
    restore()
    sealed.write(count)
    with transaction(sealed.engine) as db:
        copy = HeadLog(sealed.folder / "copy.jsonl")
        seal(db, signer=sealed.signer, published=copy)
    found = sealed.first_bad()
    assert found.startswith("The head over 13 entries, published on ")
    assert f"is not in the database; in its place is one over {10 + count}, " in found


def test_a_restored_database_goes_on_with_a_new_file_and_keeps_the_old_one_as_evidence(
    sealed: Book, restore: Restore
) -> None:
    go_on(sealed)
    restore()
    evidence, sealed.published = (
        sealed.published,
        HeadLog(sealed.folder / "elsewhere" / "after-restore.jsonl"),
    )
    sealed.write(2)
    assert sealed.seal() == 2
    assert sealed.verify().is_sound
    assert [head.size for _, head in evidence.heads()] == [4, 7, 10, 13]
    assert [head.size for _, head in sealed.published.heads()] == [4, 7, 10, 12]


@pytest.mark.parametrize("size", [4, 7, 10])
def test_an_altered_root_is_named(sealed: Book, size: int) -> None:
    edit_head(sealed, size, root=bytes(32))
    assert sealed.first_bad().startswith(f"The head over {size} entries, published on ")


@pytest.mark.parametrize(
    ("column", "value"), [("root", bytes(32)), ("signature", bytes(64)), ("signature", b"")]
)
def test_an_altered_head_is_named_without_the_published_ones(
    sealed: Book, column: str, value: object
) -> None:
    sealed.published.path.unlink()
    edit_head(sealed, 7, **{column: value})
    assert sealed.first_bad().startswith("The head over 7 entries, dated ")
    assert "was altered" in sealed.first_bad()


def test_a_removed_head_is_named(sealed: Book) -> None:
    sealed.tamper(delete(LedgerHead).where(LedgerHead.size == 7))
    assert "The head over 7 entries, published on " in sealed.first_bad()
    assert "in its place is one over 10, " in sealed.first_bad()


def test_a_removed_head_breaks_the_chain_even_without_the_published_ones(sealed: Book) -> None:
    sealed.published.path.unlink()
    sealed.tamper(delete(LedgerHead).where(LedgerHead.size == 7))
    found = sealed.first_bad()
    assert found.startswith("The head over 10 entries, ")
    assert found.endswith("was altered, or the head before it was altered or removed.")


def test_a_head_moved_to_another_size_is_named(sealed: Book) -> None:
    edit_head(sealed, 7, size=8)
    assert "The head over 7 entries, published on " in sealed.first_bad()


def test_an_altered_frontier_is_named(sealed: Book) -> None:
    edit_head(sealed, 7, frontier=bytes(8))
    assert sealed.first_bad() == "The frontier of the head over 7 entries was altered."


def test_heads_signed_by_somebody_else_are_refused(sealed: Book) -> None:
    stranger = Signer.create(sealed.folder / "stranger.pem")
    sealed.published.path.unlink()
    sign_anew(sealed, stranger)
    assert f"is signed with the key {stranger.key_id}, which is not one" in sealed.first_bad()


def test_a_published_head_tells_of_heads_signed_by_somebody_else(sealed: Book) -> None:
    sign_anew(sealed, Signer.create(sealed.folder / "stranger.pem"))
    assert sealed.first_bad().startswith("The head over 4 entries, published on ")


def test_lost_published_heads_are_counted_but_are_no_fault(sealed: Book) -> None:
    sealed.published.path.unlink()
    report = sealed.verify()
    assert report.is_sound
    assert report.unpublished == 3


def test_an_altered_line_of_the_published_heads_is_not_blamed_on_the_database(sealed: Book) -> None:
    written = lines(sealed)
    altered = written[1].replace('"size":7', '"size":6')
    write_lines(sealed, [written[0], altered, written[2]])
    assert sealed.first_bad() == f"Line 2 of {sealed.published.path} is not signed by a key of this ledger."


def test_a_line_missing_from_the_published_heads_is_not_blamed_on_the_database(sealed: Book) -> None:
    first, _, last = lines(sealed)
    write_lines(sealed, [first, last])
    assert sealed.first_bad() == f"{sealed.published.path} lacks the heads before line 2."


def test_a_line_that_is_no_head_is_named(sealed: Book) -> None:
    first, second, third = lines(sealed)
    write_lines(sealed, [first, "nothing of the kind\n", second, third])
    assert sealed.first_bad() == f"Line 2 of {sealed.published.path} is not a signed head."


def test_an_edited_entry_is_named_before_a_later_broken_head(sealed: Book) -> None:
    sealed.tamper(update(LedgerLeaf).where(LedgerLeaf.position == 1).values(hash=bytes(32)))
    edit_head(sealed, 10, root=bytes(32))
    assert sealed.first_bad().startswith("Position 1: ")


class CutMeanwhile(HeadLog):
    """A file that somebody empties after its end was read."""

    def last(self) -> SignedHead | None:
        last = super().last()
        self.path.write_bytes(b"")
        return last


def test_published_heads_that_are_cut_while_they_are_read_are_told(sealed: Book) -> None:
    sealed.published = CutMeanwhile(sealed.published.path)
    assert sealed.first_bad() == f"{sealed.published.path} was cut while it was read."
