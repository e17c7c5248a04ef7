"""One look leaves one line: a page that stays open and asks again by itself is the look it was opened for."""

from datetime import timedelta
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.domain.actors import Actor
from disclosure.models import Filing, LedgerEntry
from disclosure.models.gathering import Row, gathered

A_LOOK = timedelta(minutes=15)
"""For how long a line tells of the same opening; after that it is another look, with a line of its own."""
OPENED = ":opened"
_LINES = cast("Table", LedgerEntry.__table__)


def count_as_one_look(db: Session, by: Actor, *, filing: Filing) -> None:
    """Write no second line of what `by` opened in a case for the same reason within `A_LOOK`.

    Only openings that a kept line tells of already are left out; any other keeps its line.
    """
    lines = gathered(db, LedgerEntry)
    kept = db.connection().execute(
        select(_LINES.c.kind, _LINES.c.facts).where(
            _LINES.c.filing_id == filing.id,
            _LINES.c.account_id == by.account_id,
            _LINES.c.at >= clock.now() - A_LOOK,
        )
    )
    known = [(line.kind, line.facts) for line in kept if line.kind.endswith(OPENED)]
    lines[:] = [line for line in lines if not _is_told(line, filing, known)]


def _is_told(line: Row, filing: Filing, known: list[tuple[str, object]]) -> bool:
    return line["filing_id"] == filing.id and (line["kind"], line["facts"]) in known
