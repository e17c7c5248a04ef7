"""Lists as files for a spreadsheet: streamed, and written down in the ledger."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from flask import Response, g
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.db import transaction
from disclosure.models import Cycle
from disclosure.web import spreadsheets
from disclosure.web.transaction import engine

Rows = Callable[[Session], Iterable[Sequence[object]]]


def export(
    cycle: Cycle, *, what: str, count: int, header: Sequence[str], rows: Rows, filename: str
) -> Response:
    """Write down that a list of `count` lines is taken out, and send it as CSV while it is read.

    The rows are read in a transaction of their own, which only reads: a slow reader of the file keeps
    no writer waiting.
    """
    write_down(cycle, what=what, count=count)
    found = engine()

    def lines() -> Iterator[Sequence[object]]:
        with transaction(found, write=False) as db:
            yield header
            yield from rows(db)

    return spreadsheets.sent(lines(), as_of_now(filename))


def as_of_now(filename: str) -> str:
    """Return the name of a file with the moment its rows are of: people-2020-20200302T0900Z.csv."""
    name, _dot, ending = filename.rpartition(".")
    return f"{name}-{clock.now():%Y%m%dT%H%MZ}.{ending}"


def write_down(cycle: Cycle, *, what: str, count: int) -> None:
    """Write down that a list of `count` lines is taken out."""
    organisation = cycle.organisation_id
    ledger.record(g.db, g.actor, "list:exported", organisation_id=organisation, what=what, rows=count)


def empty(header: Sequence[str], *, filename: str) -> Response:
    """Return a file with its first line alone, to be filled in."""
    return spreadsheets.sent([header], filename)
