"""The draw in figures: how many by chance, how many carried over, how many are through."""

import msgspec
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from disclosure.casework.reporting.counting import FILED, count, of_cycle
from disclosure.domain.lifecycle import DrawState
from disclosure.models import Cycle, DocumentRequest, Draw, Filing


class DrawFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The verification of a cycle. All 0 before the draw is run."""

    drawn: int
    """Filings to be verified, for whatever reason."""
    sampled: int
    """Of those, hit by chance."""
    carried_over: int
    """Of those, with unfinished verification of an earlier cycle, whether or not chance hit them too."""
    complete: int
    """Of those, filed, and every document that was asked for is accepted."""


class _Line(msgspec.Struct):
    random: bool


class _Record(msgspec.Struct):
    """The lines of a record; its long list of tokens is passed over."""

    drawn: list[_Line]


def drawn_in(db: Session, cycle: Cycle) -> DrawFigures:
    """Return the draw of a cycle in figures. Who was hit by chance is told by the public record."""
    asked = exists(select(DocumentRequest.id).where(DocumentRequest.filing_id == Filing.id))
    complete = (FILED, Filing.documents_open == 0, or_(Filing.item_count == 0, asked))
    figures = db.execute(
        select(
            count("drawn"),
            count("carried_over", Filing.carried_over),
            count("complete", *complete),
        ).where(*of_cycle(cycle), Filing.sampled)
    ).one()
    return DrawFigures(sampled=_by_chance(db, cycle), **figures._mapping)  # noqa: SLF001 - its public name


def _by_chance(db: Session, cycle: Cycle) -> int:
    written = db.scalar(select(Draw.record).where(Draw.cycle_id == cycle.id, Draw.state == DrawState.RUN))
    return (
        0
        if written is None
        else sum(line.random for line in msgspec.json.decode(written, type=_Record).drawn)
    )
