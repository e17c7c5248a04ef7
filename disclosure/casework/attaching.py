"""Files that stand beside a document or a proof: looked at, sealed, and opened as they leave.

The content lies in the storage under a random id, its name and kind in the
row; both are sealed to both sites. A file is sealed and opened piece by piece.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import reading
from disclosure.casework.reading import Opener, Why
from disclosure.casework.sealed import BOTH_SITES, forget_wraps, keep_wraps
from disclosure.casework.sealed import keep as keep_sealed
from disclosure.db import after_commit
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import WrongState
from disclosure.models import Attachment, Filing, SealedText
from disclosure.papers.checking import Paper
from disclosure.papers.kinds import EXTENSIONS, Kind
from disclosure.vault.attachments import seal_stream
from disclosure.vault.sealing import Binding, Sealer
from disclosure.vault.storage import Storage

LONGEST_NAME = 200
_SAME = {".jpeg": ".jpg", ".jfif": ".jpg", ".tiff": ".tif"}
"""Endings of names that say the same as the one we write."""


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
    paper: Paper,
) -> Attachment:
    """Seal a file that was looked at, and keep it beside a document request, a question or advice.

    The name it is handed out with ends as its kind does, whatever it was called.
    """
    demand(by, Permission.DOCUMENT_SUBMIT, filing)
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
            paper.content,
            target,
            sealer=sealer,
            bound_to=_content(row),
            cycle_id=filing.cycle_id,
            recipients=BOTH_SITES,
        )
    row.size = content.size
    keep_wraps(db, row.content_id, content.wraps)
    about = About(name=_plain_name(name, paper.kind), kind=paper.kind, sha256=content.sha256)
    keep_sealed(db, sealer, row, msgspec.json.encode(about), cycle_id=filing.cycle_id, recipients=BOTH_SITES)
    db.add(row)
    ledger.record(db, by, "attachment:added", filing=filing, attachment_id=row.id, size=row.size)
    return row


def take_out(db: Session, storage: Storage, *, by: Actor, attachment: Attachment) -> None:
    """Take out a file that is not handed in yet: its keys go with the row, its content after the commit.

    Raises WrongState when it was handed in.
    """
    demand(by, Permission.DOCUMENT_SUBMIT, attachment)
    if attachment not in kept_since_handed_in(db, attachment.subject_id):
        raise WrongState(message("This file was sent already. It cannot be taken out any more."))
    ledger.record(db, by, "attachment:taken-out", filing=attachment.filing, attachment_id=attachment.id)
    content_id = attachment.content_id
    forget_wraps(db, attachment.id)
    forget_wraps(db, content_id)
    db.delete(attachment)
    after_commit(db, lambda: storage.delete(content_id))


def kept_for(db: Session, subject_id: UUID) -> Sequence[Attachment]:
    """Return the files beside a document request or a piece of advice, the oldest first."""
    rows = select(Attachment).where(Attachment.subject_id == subject_id)
    return db.scalars(rows.order_by(Attachment.uploaded_at, Attachment.id)).all()


def kept_in(db: Session, filing: Filing) -> Sequence[Attachment]:
    """Return every file of a case, the oldest first."""
    rows = select(Attachment).where(Attachment.filing_id == filing.id)
    return db.scalars(rows.order_by(Attachment.uploaded_at, Attachment.id)).all()


def kept_since_handed_in(db: Session, subject_id: UUID) -> Sequence[Attachment]:
    """Return the files beside something that came after the last text about it: not handed in yet."""
    last = select(func.max(SealedText.at)).where(SealedText.subject_id == subject_id).scalar_subquery()
    rows = select(Attachment).where(
        Attachment.subject_id == subject_id, (Attachment.uploaded_at > last) | last.is_(None)
    )
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


def _plain_name(name: str, kind: Kind) -> str:
    """Return the file's own name, ending as its kind: without folders, dots before it and unseen signs."""
    own = PurePath(name.replace("\\", "/")).name
    own = "".join(sign for sign in own if sign.isprintable()).lstrip(".") or "file"
    ending = PurePath(own).suffix.lower()
    right = _SAME.get(ending, ending) == EXTENSIONS[kind]
    return own[-LONGEST_NAME:] if right else own[: LONGEST_NAME - 4] + EXTENSIONS[kind]
