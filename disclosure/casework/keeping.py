"""Forms that came after the session had run out: kept sealed until the same person signs in again.

A kept form is applied by sending it once more, from the page that shows it: so it meets every check
that any form meets, and its own one-time token keeps it from acting twice.
"""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand, visible
from disclosure.casework.forgetting import MOST_FORMS, since
from disclosure.casework.sealed import PORTAL_ONLY, forget_wraps
from disclosure.casework.sealed import keep as keep_sealed
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.domain.sent import SentForm
from disclosure.errors import BadInput
from disclosure.models import Filing, KeptForm
from disclosure.vault.sealing import Sealer

LARGEST = 256 * 1024
"""Bytes of one form. The longest statement has a tenth of it."""


def keep(db: Session, sealer: Sealer, *, by: Actor, filing: Filing, sent: SentForm) -> KeptForm:
    """Keep what `by` sent about a filing. Of one account only the newest few are kept.

    Raises BadInput for a form that is too large.
    """
    demand(by, Permission.DRAFT_EDIT, filing)
    content = sent.encode()
    if len(content) > LARGEST:
        raise BadInput(message("What you sent was too long to be kept."))
    for old in waiting(db, by=by)[: -(MOST_FORMS - 1)]:
        forget(db, by=by, row=old)
    row = KeptForm(id=uuid4(), filing=filing, account_id=by.named(), at=clock.now())
    keep_sealed(db, sealer, row, content, cycle_id=filing.cycle_id, recipients=PORTAL_ONLY)
    db.add(row)
    ledger.record(db, by, "form:kept", filing=filing, kept_id=row.id)
    return row


def waiting(db: Session, *, by: Actor) -> Sequence[KeptForm]:
    """Return what is kept for `by`, the oldest first."""
    rows = visible(by, Permission.FORM_APPLY, KeptForm).where(KeptForm.at > since())
    return db.scalars(rows.order_by(KeptForm.at, KeptForm.id)).all()


def apply(db: Session, *, by: Actor, row: KeptForm) -> None:
    """Let go of a form that was sent again, and so has acted."""
    _let_go(db, by, row, "form:applied")


def forget(db: Session, *, by: Actor, row: KeptForm) -> None:
    """Let go of a form that is not wanted any more."""
    _let_go(db, by, row, "form:forgotten")


def was_sent_by(db: Session, *, by: Actor, kept_id: object) -> KeptForm | None:
    """Return what is kept for `by` under an id; nothing when it has acted, or is another person's."""
    rows = select(KeptForm).where(KeptForm.id == kept_id)
    found = db.scalar(rows)
    return found if found is not None and found in waiting(db, by=by) else None


def _let_go(db: Session, by: Actor, row: KeptForm, kind: str) -> None:
    demand(by, Permission.FORM_APPLY, row)
    ledger.record(db, by, kind, filing=row.filing, kept_id=row.id)
    forget_wraps(db, row.id)
    db.delete(row)
