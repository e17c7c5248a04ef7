"""Files that arrive in pieces, so that a cut line costs one piece and not the whole.

Each piece is sealed as it arrives, to the filing site alone. What has arrived
of a file is counted from its beginning, without a gap.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import reading
from disclosure.casework.forgetting import forget_pieces
from disclosure.casework.reading import Opener
from disclosure.casework.sealed import PORTAL_ONLY
from disclosure.casework.sealed import keep as keep_sealed
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import BadInput, Stale
from disclosure.models import Attachment, Filing, Upload, UploadPiece
from disclosure.vault.sealing import Sealer

PIECE = 256 * 1024
"""Bytes of one piece at the most."""
AT_ONCE = 4
"""Files that one account may have on their way; of more, the oldest is let go of."""


def begin(
    db: Session, *, by: Actor, filing: Filing, subject_id: UUID, mark: str, size: int, largest: int
) -> Upload:
    """Return the upload of this file, a new one if none is under way. Sizes are in bytes.

    Raises BadInput for a file that is empty or larger than `largest`.
    """
    demand(by, Permission.DOCUMENT_SUBMIT, filing)
    if not 0 < size <= largest:
        raise BadInput(message("This file is empty or too large to be sent."))
    under_way = _of(db, by)
    for row in under_way:
        if (row.subject_id, row.mark) == (subject_id, mark):
            if row.kept_id is None or db.get(Attachment, row.kept_id) is not None:
                return row
            drop(db, row)
    for row in under_way[: -(AT_ONCE - 1)]:
        drop(db, row)
    row = Upload(
        id=uuid4(),
        filing=filing,
        subject_id=subject_id,
        account_id=by.named(),
        mark=mark,
        size=size,
        begun_at=clock.now(),
    )
    db.add(row)
    db.flush()
    ledger.record(db, by, "upload:begun", filing=filing, upload_id=row.id, size=size)
    return row


def own(db: Session, *, by: Actor, upload_id: UUID, held: bool) -> Upload | None:
    """Return an upload of this account; `held`, another act on it waits until this one is done."""
    rows = select(Upload).where(Upload.id == upload_id, Upload.account_id == by.account_id)
    return db.scalar(rows.with_for_update(of=Upload) if held else rows)


def arrived(db: Session, upload: Upload) -> int:
    """Return how many bytes of a file are here, from its beginning."""
    if upload.kept_id is not None:
        return upload.size
    here = select(func.sum(UploadPiece.size)).where(UploadPiece.upload_id == upload.id)
    return int(db.scalar(here) or 0)


def take(db: Session, sealer: Sealer, *, by: Actor, upload: Upload, start: int, content: bytes) -> int:
    """Seal and keep the next piece; return how many bytes are here now.

    Raises Stale when the file is here up to another place than `start`, and
    BadInput for a piece that is empty, too large, or beyond the file's end.
    """
    demand(by, Permission.DOCUMENT_SUBMIT, upload.filing)
    here = arrived(db, upload)
    if start != here:
        raise Stale("Another piece of this file comes next.")
    if not 0 < len(content) <= min(PIECE, upload.size - here):
        raise BadInput(message("This piece is not one of the file."))
    row = UploadPiece(id=uuid4(), upload_id=upload.id, start=start, size=len(content))
    cycle_id = upload.filing.cycle_id
    keep_sealed(db, sealer, row, content, cycle_id=cycle_id, recipients=PORTAL_ONLY)
    db.add(row)
    return here + row.size


def gather(db: Session, opener: Opener, *, by: Actor, upload: Upload) -> Iterator[bytes]:
    """Open the pieces of a file in their order; only the account that sent them may."""
    return reading.upload(db, opener, by=by, row=upload)


def became(db: Session, *, upload: Upload, kept_id: UUID) -> None:
    """Write down which attachment a whole file became, and let go of its pieces."""
    upload.kept_id = kept_id
    forget_pieces(db, [upload.id])


def drop(db: Session, upload: Upload) -> None:
    """Let go of an upload with everything that arrived."""
    forget_pieces(db, [upload.id])
    db.execute(delete(Upload).where(Upload.id == upload.id))


def _of(db: Session, by: Actor) -> Sequence[Upload]:
    rows = select(Upload).where(Upload.account_id == by.account_id)
    return db.scalars(rows.order_by(Upload.begun_at, Upload.id)).all()
