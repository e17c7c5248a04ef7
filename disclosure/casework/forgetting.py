"""What is let go of by its age alone. Needs no key and reaches no vault, so that any worker may do it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Delete, delete, select
from sqlalchemy.orm import Session, defer

from disclosure import clock, ledger
from disclosure.domain.actors import WORKER
from disclosure.models import DataKey, Guesses, KeptForm, SignInStep, Upload, UploadPiece

FORMS_FOR = timedelta(days=7)
"""How long a form is kept that came after its session had run out."""
MOST_FORMS = 3
"""How many are kept for one account."""
AT_ONCE = 500
ATTEMPTS_FOR = timedelta(days=1)
"""How long a failed try to sign in bears on the next one."""
UPLOADS_FOR = timedelta(days=1)
"""How long a file may be on its way."""


def since() -> datetime:
    """Return the instant before which nothing is kept any more."""
    return clock.now() - FORMS_FOR


def forget_kept_forms(db: Session) -> int:
    """Delete the kept forms that nobody came back for in time; return how many."""
    unread = select(KeptForm).options(defer(KeptForm.sealed, raiseload=True))  # a worker may not read it
    rows = db.scalars(unread.where(KeptForm.at <= since()).limit(AT_ONCE)).all()
    for row in rows:
        ledger.record(db, WORKER, "form:forgotten", filing=row.filing, kept_id=row.id)
    ids = [row.id for row in rows]
    db.execute(_unread(delete(DataKey).where(DataKey.object_id.in_(ids))))
    db.execute(_unread(delete(KeptForm).where(KeptForm.id.in_(ids))))
    return len(ids)


def forget_uploads(db: Session) -> int:
    """Delete the files that are on their way for too long; return how many."""
    rows = db.scalars(select(Upload).where(Upload.begun_at <= clock.now() - UPLOADS_FOR).limit(AT_ONCE)).all()
    for row in rows:
        if row.kept_id is None:
            ledger.record(db, WORKER, "upload:forgotten", filing=row.filing, upload_id=row.id)
    ids = [row.id for row in rows]
    forget_pieces(db, ids)
    db.execute(delete(Upload).where(Upload.id.in_(ids)))
    return len(ids)


def forget_attempts(db: Session) -> int:
    """Delete what is kept of failed and unfinished sign-ins of more than a day ago; return how many."""
    before = clock.now() - ATTEMPTS_FOR
    guesses = delete(Guesses).where(Guesses.last_at <= before).returning(Guesses.mark)
    steps = delete(SignInStep).where(SignInStep.expires_at <= before).returning(SignInStep.id)
    return len(db.execute(guesses).all()) + len(db.execute(steps).all())


def forget_pieces(db: Session, uploads: Sequence[UUID]) -> None:
    """Delete what arrived of these files, with the keys that open it."""
    db.flush()
    theirs = select(UploadPiece.id).where(UploadPiece.upload_id.in_(uploads))
    db.execute(_unread(delete(DataKey).where(DataKey.object_id.in_(theirs))))
    db.execute(_unread(delete(UploadPiece).where(UploadPiece.upload_id.in_(uploads))))


def _unread(order: Delete) -> Delete:
    """Delete without looking: the worker's role may not read what tells one key from another."""
    return order.execution_options(synchronize_session=False)
