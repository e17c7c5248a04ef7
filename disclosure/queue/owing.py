"""Owing work: a row written in the transaction of its cause, so that nothing owed is ever lost."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.models import Work, WorkState
from disclosure.models.gathering import gather
from disclosure.queue.kinds import KINDS


def owe(db: Session, kind: str, subject_id: UUID, *, at: datetime | None = None) -> UUID:
    """Owe work of a kind of `KINDS` on the row `subject_id`, at once or from the instant `at` on.

    Returns the id of the work. It is handed over after the commit; if nobody takes it then, a sweep finds
    it. It may be done twice, so its job must look at the row first.

    Raises:
        KeyError: no such kind of work is declared.

    """
    owed = uuid4()
    work = {
        "id": owed,
        "kind": kind,
        "queue": KINDS[kind],
        "subject_id": subject_id,
        "state": WorkState.OWED,
        "due_at": at or clock.now(),
        "attempts": 0,
    }
    gather(db, Work, [work])
    return owed
