"""Files that stand beside a document or a proof: sealed as they arrive, opened as they leave.

The content lies in the storage under a random id, its name and kind in the
row; both are sealed to both sites. A file of any size is sealed and opened
piece by piece and never sits in memory.
"""

from collections.abc import Iterator, Sequence
from io import RawIOBase
from pathlib import PurePath
from typing import BinaryIO, NamedTuple, cast
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import reading
from disclosure.casework.reading import Opener, Why
from disclosure.casework.sealed import BOTH_SITES, keep_wraps
from disclosure.casework.sealed import keep as keep_sealed
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Attachment, Filing
from disclosure.vault.attachments import seal_stream
from disclosure.vault.sealing import Binding, Sealer
from disclosure.vault.storage import Storage

LARGEST = 25 * 1024 * 1024
"""Bytes of one file."""
LONGEST_NAME = 200
KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
"""What is accepted, by the bytes it begins with; the name of a file proves nothing."""
LONGEST_MARK = max(map(len, KINDS))


class About(msgspec.Struct, frozen=True):
    """What is sealed in the row: the file's name, its kind, and the checksum of the stored ciphertext."""

    name: str
    kind: str
    sha256: str


class Opened(NamedTuple):
    """A file as it is handed out. `pieces` opens the stored content when it is read."""

    about: About
    size: int
    pieces: Iterator[bytes]


def keep(
    db: Session,
    sealer: Sealer,
    storage: Storage,
    *,
    by: Actor,
    filing: Filing,
    subject_id: UUID,
    name: str,
    stream: BinaryIO,
) -> Attachment:
    """Seal a file and keep it beside what it belongs to, a document request or a piece of advice.

    Raises BadInput, and keeps nothing, for a file that is empty, too large, or
    no PDF, JPEG or PNG.
    """
    demand(by, Permission.DOCUMENT_SUBMIT, filing)
    source = _Measured(stream)
    kind = _kind_of(source)
    row = Attachment(
        id=uuid4(),
        filing_id=filing.id,
        subject_id=subject_id,
        content_id=uuid4(),
        uploaded_by_id=by.named(),
        uploaded_at=clock.now(),
    )
    with storage.create(row.content_id) as target:
        content = seal_stream(
            cast("BinaryIO", source),
            target,
            sealer=sealer,
            bound_to=_content(row),
            cycle_id=filing.cycle_id,
            recipients=BOTH_SITES,
        )
    row.size = content.size
    keep_wraps(db, row.content_id, content.wraps)
    about = About(name=_plain_name(name), kind=kind, sha256=content.sha256)
    keep_sealed(db, sealer, row, msgspec.json.encode(about), cycle_id=filing.cycle_id, recipients=BOTH_SITES)
    db.add(row)
    ledger.record(db, by, "attachment:added", filing=filing, attachment_id=row.id, size=row.size)
    return row


def kept_for(db: Session, subject_id: UUID) -> Sequence[Attachment]:
    """Return the files beside a document request or a piece of advice, the oldest first."""
    rows = select(Attachment).where(Attachment.subject_id == subject_id)
    return db.scalars(rows.order_by(Attachment.uploaded_at, Attachment.id)).all()


def open_file(
    db: Session, opener: Opener, storage: Storage, *, by: Actor, attachment: Attachment, why: Why
) -> Opened:
    """Open one file. The filer whose it is may, and whoever reviews the case.

    Its pieces are read after this returns, and after the transaction if need
    be. SealBroken is raised there when the stored file is not what was sealed.
    """
    about, unsealing = reading.attachment(
        db, opener, by=by, row=attachment, content=_content(attachment), why=why
    )

    def pieces() -> Iterator[bytes]:
        with storage.open(attachment.content_id) as source:
            yield from unsealing(source)

    return Opened(msgspec.json.decode(about, type=About), attachment.size, pieces())


def _content(row: Attachment) -> Binding:
    """Return the place that the stored content is bound to."""
    return Binding("attachments.content", row.content_id, 1)


class _Measured(RawIOBase):
    """A stream that remembers its first bytes and refuses to grow too large."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._ahead = b""
        self._size = 0

    def peek(self, length: int) -> bytes:
        while len(self._ahead) < length and (more := self._source.read(length - len(self._ahead))):
            self._ahead += more
        return self._ahead[:length]

    def read(self, length: int = -1) -> bytes:
        block, self._ahead = self._ahead[:length], self._ahead[length:]
        block = block or self._source.read(length)
        self._size += len(block)
        if self._size > LARGEST:
            raise BadInput(
                message(
                    "This file is larger than %(most)d MB. Send a smaller one: a photo of lower quality, "
                    "or only the pages that matter.",
                    most=LARGEST // 2**20,
                )
            )
        return block


def _kind_of(source: _Measured) -> str:
    mark = source.peek(LONGEST_MARK)
    if not mark:
        raise BadInput(message("This file is empty. Choose another one."))
    for beginning, kind in KINDS.items():
        if mark.startswith(beginning):
            return kind
    raise BadInput(message("This is not a PDF, JPEG or PNG file. Save it as one of these and send that."))


def _plain_name(name: str) -> str:
    """Return the file's own name, without folders and signs that print nothing."""
    own = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in own if sign.isprintable())[-LONGEST_NAME:] or "file"
