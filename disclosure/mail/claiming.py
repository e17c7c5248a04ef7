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
from typing import cast
from uuid import UUID

from sqlalchemy import Connection, Engine, Table, bindparam, case, literal, or_, select, update

from disclosure import clock
from disclosure.db import transaction
from disclosure.mail.kinds import SHAPES
from disclosure.models import Letter

ABANDONED = timedelta(minutes=15)
"""Longer than handing over one letter can take (five answers of `smtp.SECONDS`)."""
URGENT = tuple(str(kind) for kind, shape in SHAPES.items() if shape.secret)
"""A link that soon expires does not wait behind a campaign."""
_WAITING = (Letter.sent_at.is_(None), Letter.refused.is_(None), Letter.claimed_at.is_(None))
_LETTERS = cast("Table", Letter.__table__)
_C = _LETTERS.c
_THIS = update(_LETTERS).where(_C.id == bindparam("letter_id"))
_CLAIM = _THIS.where(_C.claimed_at.is_(None), _C.sent_at.is_(None)).values(claimed_at=bindparam("now"))
_SENT = _THIS.values(
    sent_at=bindparam("now"),
    params=case((or_(*(_C.kind == kind for kind in URGENT)), literal({}, _C.params.type)), else_=_C.params),
)
_REFUSED = _THIS.values(refused=bindparam("why"))
_RELEASED = _THIS.values(claimed_at=None)
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
        with self.engine.begin() as connection:
            self._write_marks(connection)
            claim = {"letter_id": letter_id, "now": clock.now()}
            return connection.execute(_CLAIM, claim).rowcount == 1

    def mark(self, mark: Mark) -> None:
        """Keep what became of a letter until the next claim or `settle`."""
        self._owing.append(mark)

    def settle(self) -> None:
        """Commit the marks still owing."""
        if self._owing:
            with self.engine.begin() as connection:
                self._write_marks(connection)

    def _write_marks(self, connection: Connection) -> None:
        mark_all(connection, self._owing)
        self._owing = []


def unsent(engine: Engine, *, limit: int, without: Sequence[UUID] = ()) -> list[Letter]:
    """Return the letters to send next, those that expire first, then as they were written."""
    query = select(Letter).where(*_WAITING, Letter.id.not_in(without))
    ordered = query.order_by(Letter.written_at, Letter.id)
    with transaction(engine, write=False) as db:
        urgent = list(db.scalars(ordered.where(Letter.kind.in_(URGENT)).limit(limit)))
        others = ordered.where(Letter.kind.not_in(URGENT)).limit(limit - len(urgent))
        return [*urgent, *db.scalars(others)]


def put_doubtful_aside(engine: Engine) -> int:
    """Put aside the letters that a process claimed and never marked; return how many."""
    lost = (
        Letter.sent_at.is_(None),
        Letter.refused.is_(None),
        Letter.claimed_at < clock.now() - ABANDONED,
    )
    with engine.begin() as connection:
        return connection.execute(update(_LETTERS).where(*lost).values(refused=_IN_DOUBT)).rowcount


def mark_all(connection: Connection, marks: Iterable[Mark]) -> None:
    """Write what became of letters; what opened a door is forgotten with the sending."""
    outcomes = list(marks)
    for order, wanted in (
        (_SENT, [mark for mark in outcomes if mark.sent]),
        (_REFUSED, [mark for mark in outcomes if mark.refused]),
        (_RELEASED, [mark for mark in outcomes if not mark.sent and not mark.refused]),
    ):
        if wanted:
            now = clock.now()
            connection.execute(
                order, [{"letter_id": mark.letter_id, "now": now, "why": mark.refused} for mark in wanted]
            )
