"""What belongs to a case, counted in one statement: where it stands, and what there is to be read of it."""

from typing import NamedTuple, cast

from flask import g
from sqlalchemy import Table, Uuid, bindparam, func, select

from disclosure.models import Advice, Attachment, Conflict, DocumentRequest, Filing, Pause, Question

_VERSIONED = (Question, Conflict, Advice, DocumentRequest)
_COUNTED = (Attachment, Pause)


class Parts(NamedTuple):
    """What there is of each kind: of what is edited the sum of its versions, else the number."""

    questions: int
    conflicts: int
    advices: int
    requests: int
    files: int
    pauses: int


def _table(model: type) -> Table:
    return cast("Table", model.__table__)  # type: ignore[attr-defined]


_OF_CASE = bindparam("filing_id", type_=Uuid())
_PARTS = select(
    *(
        select(func.coalesce(func.sum(table.c.row_version), 0))
        .where(table.c.filing_id == _OF_CASE)
        .scalar_subquery()
        for table in map(_table, _VERSIONED)
    ),
    *(
        select(func.count()).select_from(table).where(table.c.filing_id == _OF_CASE).scalar_subquery()
        for table in map(_table, _COUNTED)
    ),
)


def parts_of(filing: Filing) -> Parts:
    """Return what there is of a case now."""
    g.db.flush()
    return Parts(*map(int, g.db.connection().execute(_PARTS, {"filing_id": filing.id}).one()))


def standing(filing: Filing, parts: Parts | None = None) -> int:
    """Return a number that grows with every change of a case: no row of a case is ever deleted.

    Private notes, pauses and the checks do not count: nobody's answer depends on them.
    """
    found = parts or parts_of(filing)
    return filing.row_version + sum(found) - found.pauses
