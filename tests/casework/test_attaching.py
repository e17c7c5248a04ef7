"""Files beside a case: sealed as they arrive, opened for whom they concern, never in memory."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO
from typing import cast as typed
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from disclosure.casework import attaching, reading
from disclosure.casework.sealed import wraps_of
from disclosure.db import transaction
from disclosure.domain.actors import Actor
from disclosure.errors import NotPermitted, SealBroken
from disclosure.models import Attachment, LedgerEntry
from disclosure.papers.checking import Paper
from disclosure.papers.kinds import Kind
from disclosure.vault.storage import Storage
from tests.cast import Cast
from tests.cast import Member as Person

PDF = b"%PDF-1.7\n"
SUBJECT = UUID(int=7)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage((tmp_path / "attachments").as_uri())


def keep(
    db: Session, cast_: Cast, storage: Storage, content: bytes | BinaryIO, *, name: str = "deed.pdf"
) -> Attachment:
    stream = BytesIO(content) if isinstance(content, bytes) else content
    paper = Paper(Kind.PDF, stream)
    row = attaching.keep(
        db,
        cast_.keys.portal.sealer,
        storage,
        by=cast_.amina.actor,
        filing=cast_.amina.filing,
        subject_id=SUBJECT,
        name=name,
        paper=paper,
    )
    db.flush()
    return row


def opened(
    db: Session, cast_: Cast, storage: Storage, row: Attachment, by: Person | None = None
) -> attaching.Opened:
    return attaching.open_file(
        db,
        cast_.keys.portal.opener,
        storage,
        by=(by or cast_.amina).actor,
        attachment=row,
        why=reading.Why.OWN_COPY,
    )


@pytest.mark.parametrize("content", [b"", b"x", bytes(65_536), bytes(range(256)) * 1000])
def test_what_is_kept_comes_back_as_it_was(db: Session, cast: Cast, storage: Storage, content: bytes) -> None:
    row = keep(db, cast, storage, content)
    back = opened(db, cast, storage, row)
    assert b"".join(back.pieces) == content
    assert back.size == row.size == len(content)
    assert back.about.kind == "application/pdf"


def test_neither_content_nor_name_stands_anywhere_in_the_clear(
    db: Session, cast: Cast, storage: Storage, tmp_path: Path
) -> None:
    row = keep(db, cast, storage, PDF + b"the house in Nyeri", name="Nyeri house.pdf")
    stored = [path.read_bytes() for path in (tmp_path / "attachments").rglob("*") if path.is_file()]
    assert len(stored) == 1
    for secret in (b"Nyeri", b"%PDF"):
        assert secret not in stored[0]
        assert secret not in row.sealed


def test_a_file_opens_for_both_sites_and_for_nobody_else(db: Session, cast: Cast, storage: Storage) -> None:
    row = keep(db, cast, storage, PDF)
    for sealed in (row.id, row.content_id):
        assert {wrap.recipient.value for wrap in wraps_of(db, sealed)} == {"portal", "review"}
    for stranger in (cast.boris, cast.rosa, cast.olu, cast.adam, cast.sana):
        with pytest.raises(NotPermitted):
            opened(db, cast, storage, row, by=stranger)


def test_keeping_and_opening_leave_a_line_each(db: Session, cast: Cast, storage: Storage) -> None:
    row = keep(db, cast, storage, PDF)
    opened(db, cast, storage, row)
    db.flush()
    lines = db.scalars(
        select(LedgerEntry).where(LedgerEntry.kind.like("attachment:%")).order_by(LedgerEntry.kind)
    ).all()
    assert [(line.kind, line.facts) for line in lines] == [
        ("attachment:added", {"attachment_id": str(row.id), "size": len(PDF)}),
        ("attachment:opened", {"attachment_id": str(row.id), "why": "own-copy"}),
    ]


class Endless(RawIOBase):
    """A file that is never whole anywhere."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, length: int = -1) -> bytes:
        assert length >= 0, "the whole file was asked for at once"
        piece = bytes(min(length, self.left))
        self.left -= len(piece)
        return piece


def test_a_large_file_never_sits_in_memory(db: Session, cast: Cast, storage: Storage) -> None:
    tracemalloc.start()
    row = keep(db, cast, storage, as_file(Endless(20 * 2**20)))
    size = sum(len(piece) for piece in opened(db, cast, storage, row).pieces)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == row.size >= 20 * 2**20
    assert peak < 4 * 2**20


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("deed.pdf", "deed.pdf"),
        ("C:\\Users\\amina\\deed.pdf", "deed.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("عقد\u202e.pdf\x00\n", "عقد.pdf"),
        ("/", "file.pdf"),
        ("deed.PDF", "deed.PDF"),
        ("deed.exe", "deed.exe.pdf"),
        ("a" * 400 + ".pdf", "a" * 196 + ".pdf"),
        ("a" * 400, "a" * 196 + ".pdf"),
    ],
)
def test_a_name_loses_its_folders_and_what_prints_nothing(
    db: Session, cast: Cast, storage: Storage, given_name: str, kept: str
) -> None:
    row = keep(db, cast, storage, PDF, name=given_name)
    assert opened(db, cast, storage, row).about.name == kept


def test_a_stored_file_that_was_touched_does_not_open(
    db: Session, cast: Cast, storage: Storage, tmp_path: Path
) -> None:
    row = keep(db, cast, storage, PDF + b"x" * 100)
    (path,) = [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()]
    touched = bytearray(path.read_bytes())
    touched[-1] ^= 1
    path.write_bytes(touched)
    with pytest.raises(SealBroken):
        b"".join(opened(db, cast, storage, row).pieces)


def test_files_are_listed_by_what_they_stand_beside(db: Session, cast: Cast, storage: Storage) -> None:
    rows = [keep(db, cast, storage, PDF), keep(db, cast, storage, PDF)]
    assert {row.id for row in attaching.kept_for(db, SUBJECT)} == {row.id for row in rows}
    assert attaching.kept_for(db, uuid4()) == []


def test_nobody_adds_a_file_to_the_case_of_another(db: Session, cast: Cast, storage: Storage) -> None:
    strangers: Iterator[Actor] = (one.actor for one in (cast.boris, cast.rosa, cast.olu))
    for stranger in strangers:
        with pytest.raises(NotPermitted):
            attaching.keep(
                db,
                cast.keys.portal.sealer,
                storage,
                by=stranger,
                filing=cast.amina.filing,
                subject_id=SUBJECT,
                name="deed.pdf",
                paper=Paper(Kind.PDF, BytesIO(PDF)),
            )


def as_file(stream: RawIOBase) -> BinaryIO:
    return typed("BinaryIO", stream)


def test_a_file_that_is_taken_out_goes_from_storage_only_with_the_commit(
    db: Session, cast: Cast, storage: Storage
) -> None:
    row = keep(db, cast, storage, PDF)
    db.commit()
    with pytest.raises(NotPermitted):
        attaching.take_out(db, storage, by=cast.boris.actor, attachment=row)
    engine = db.get_bind()
    assert isinstance(engine, Engine)

    def take_out(*, failing: bool) -> None:
        with transaction(engine) as own:
            found = own.get_one(Attachment, row.id)
            attaching.take_out(own, storage, by=cast.amina.actor, attachment=found)
            own.flush()
            assert wraps_of(own, row.content_id) == []
            if failing:
                raise SealBroken("undone")

    with pytest.raises(SealBroken):
        take_out(failing=True)
    assert list(storage.content_ids()) == [row.content_id]
    take_out(failing=False)
    assert list(storage.content_ids()) == []
