"""A file that somebody sent, sealed and stored as the office keeps it."""

from io import BytesIO
from pathlib import Path
from uuid import uuid4

import msgspec
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework.attaching import About
from disclosure.casework.sealed import BOTH_SITES, keep, keep_wraps
from disclosure.models import Attachment
from disclosure.vault.attachments import seal_stream
from disclosure.vault.sealing import Binding
from disclosure.vault.storage import Storage
from tests.cast import Cast, Member


def attach(db: Session, cast: Cast, member: Member, folder: Path, *, name: str, content: bytes) -> Attachment:
    """Keep a file of a member's filing in the storage at `folder`."""
    sealer, cycle_id = cast.keys.portal.sealer, member.filing.cycle_id
    row = Attachment(
        id=uuid4(),
        filing_id=member.filing.id,
        subject_id=uuid4(),
        content_id=uuid4(),
        size=len(content),
        uploaded_by_id=member.account.id,
        uploaded_at=clock.now(),
    )
    bound_to = Binding("attachments.content", row.content_id, 1)
    with Storage(folder.as_uri()).create(row.content_id) as target:
        sealed = seal_stream(
            BytesIO(content),
            target,
            sealer=sealer,
            bound_to=bound_to,
            cycle_id=cycle_id,
            recipients=BOTH_SITES,
        )
    keep_wraps(db, row.content_id, sealed.wraps)
    about = About(name=name, kind="application/pdf", sha256=sealed.sha256)
    keep(db, sealer, row, msgspec.json.encode(about), cycle_id=cycle_id, recipients=BOTH_SITES)
    db.add(row)
    db.flush()
    return row
