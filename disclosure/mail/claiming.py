"""Which letters go next, and what became of them. Every change here is committed at once.

A mail server cannot be asked whether it took a letter. So a letter is
claimed, and the claim committed, before it is handed over; the commit that
claims the next one also marks it as sent. Whoever is killed leaves one letter
claimed and unmarked at most. It is not handed over again, because no letter
may arrive twice: after `ABANDONED` it is put aside with a sentence, and a
person decides whether to write anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Engine, select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.db import transaction
from disclosure.mail.kinds import SHAPES
from disclosure.models import Letter

ABANDONED = timedelta(minutes=15)
"""Longer than handing over one letter can take (five answers of `smtp.SECONDS`)."""
URGENT = tuple(str(kind) for kind, shape in SHAPES.items() if shape.secret)
"""A link that soon expires does not wait behind a campaign."""
_IN_DOUBT = (
    "The process that handed this letter over ended before the mail server answered, so it may have "
    "arrived. Ask the person, or write to them again."
)


@dataclass(frozen=True)
class Mark:
    """What became of a letter: sent, refused with a sentence, or to be tried later."""

    letter_id: UUID
    sent: bool = False
    refused: str | None = None


@dataclass
class Claims:
    """Claims letters one by one; the mark of each is committed with the claim of the next."""

    engine: Engine
    _owing: list[Mark] = field(default_factory=list)

    def take(self, letter_id: UUID) -> bool:
        """Claim a letter before it is handed over; False when another process was quicker."""
        with transaction(self.engine) as db:
            self._write_marks(db)
            free = (Letter.id == letter_id, Letter.claimed_at.is_(None), Letter.sent_at.is_(None))
            claim = update(Letter).where(*free).values(claimed_at=clock.now())
            return _changed(db, claim) == 1

    def mark(self, mark: Mark) -> None:
        """Keep what became of a letter until the next claim or `settle`."""
        self._owing.append(mark)

    def settle(self) -> None:
        """Commit the marks still owing."""
        if self._owing:
            with transaction(self.engine) as db:
                self._write_marks(db)

    def _write_marks(self, db: Session) -> None:
        mark_all(db, self._owing)
        self._owing = []


def unsent(engine: Engine, *, limit: int, without: Sequence[UUID] = ()) -> list[Letter]:
    """Return the letters to send next, those that expire first, then as they were written."""
    waiting = (Letter.sent_at.is_(None), Letter.refused.is_(None), Letter.claimed_at.is_(None))
    query = select(Letter).where(*waiting, Letter.id.not_in(without))
    ordered = query.order_by(Letter.kind.in_(URGENT).desc(), Letter.written_at, Letter.id)
    with transaction(engine, write=False) as db:
        return list(db.scalars(ordered.limit(limit)))


def put_doubtful_aside(engine: Engine) -> int:
    """Put aside the letters that a process claimed and never marked; return how many."""
    lost = (
        Letter.sent_at.is_(None),
        Letter.refused.is_(None),
        Letter.claimed_at < clock.now() - ABANDONED,
    )
    with transaction(engine) as db:
        return _changed(db, update(Letter).where(*lost).values(refused=_IN_DOUBT))


def mark_all(db: Session, marks: Iterable[Mark]) -> None:
    """Write what became of letters; what opened a door is forgotten with the sending."""
    marks = list(marks)
    sent = [mark.letter_id for mark in marks if mark.sent]
    if sent:
        here = Letter.id.in_(sent)
        db.execute(update(Letter).where(here).values(sent_at=clock.now()))
        db.execute(update(Letter).where(here, Letter.kind.in_(URGENT)).values(params={}))
    for mark in marks:
        if not mark.sent:
            values: dict[str, Any] = {"refused": mark.refused} if mark.refused else {"claimed_at": None}
            db.execute(update(Letter).where(Letter.id == mark.letter_id).values(**values))


def _changed(db: Session, order: Any) -> int:  # noqa: ANN401 - an UPDATE; its type is generic in what it returns
    return cast("CursorResult[Any]", db.execute(order)).rowcount
