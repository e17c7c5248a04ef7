"""Lists as files for a spreadsheet: streamed, written down in the ledger, their formulas harmless."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from flask import Response, g
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.db import transaction
from disclosure.models import Cycle
from disclosure.web.transaction import engine

Rows = Callable[[Session], Iterable[Sequence[object]]]

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""
_CHUNK = 64 * 1024
_MARK = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""


def harmless(cell: object) -> str:
    """Return a cell as text that no spreadsheet carries out."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULAS) else text


def export(
    cycle: Cycle, *, what: str, count: int, header: Sequence[str], rows: Rows, filename: str
) -> Response:
    """Write down that a list of `count` lines is taken out, and send it as CSV while it is read.

    The rows are read in a transaction of their own, which only reads: a slow reader of the file keeps
    no writer waiting.
    """
    ledger.record(
        g.db, g.actor, "list:exported", organisation_id=cycle.organisation_id, what=what, rows=count
    )
    found = engine()

    def lines() -> Iterator[Sequence[object]]:
        with transaction(found, write=False) as db:
            yield header
            yield from rows(db)

    return _sent(_written(lines()), filename)


def empty(header: Sequence[str], *, filename: str) -> Response:
    """Return a file with its first line alone, to be filled in."""
    return _sent(_written([header]), filename)


def _sent(content: Iterator[str], filename: str) -> Response:
    sent = Response(content, mimetype="text/csv")
    sent.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return sent


def _written(lines: Iterable[Sequence[object]]) -> Iterator[str]:
    buffer = io.StringIO()
    buffer.write(_MARK)
    writer = csv.writer(buffer)
    for line in lines:
        writer.writerow([harmless(cell) for cell in line])
        if buffer.tell() >= _CHUNK:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
