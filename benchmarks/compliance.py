"""Counts, lists of non-filers and the figures of the report, beside the bare SQL and the bare CSV writer."""

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import select
from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from benchmarks.figures import AtMost, Row, durations, in_turns
from benchmarks.office import TODAY, YEAR, Office
from disclosure.casework import chasing, reporting
from disclosure.casework.chasing.lists import HEADER
from disclosure.db import transaction
from disclosure.domain.actors import Role
from disclosure.models import Cycle, Entity, Organisation
from disclosure.printing.workbook import xlsx
from disclosure.web.spreadsheets import harmless, written

THREE_TIMES, FIVE_TIMES, A_THIRD_MORE = AtMost(3), AtMost(5), AtMost(1.3)
_COUNTS = """
SELECT entity_id, count(*) FILTER (WHERE state NOT IN ('exempted', 'withdrawn')),
    count(*) FILTER (WHERE filed_at IS NOT NULL), count(*) FILTER (WHERE filed_at IS NOT NULL AND late),
    count(*) FILTER (WHERE state IN ('due', 'draft') AND due_at <= '2020-03-20'),
    count(*) FILTER (WHERE state = 'closed'), count(*) FILTER (WHERE referred)
FROM filings WHERE organisation_id = ? AND cycle_id = ? GROUP BY entity_id
"""
_FIGURES = (
    _COUNTS,
    "SELECT state, count(*) FROM filings WHERE organisation_id = ? AND cycle_id = ? GROUP BY state",
    "SELECT outcome, count(*) FROM filings WHERE organisation_id = ? AND cycle_id = ? GROUP BY outcome",
    """SELECT category, count(*), count(DISTINCT filing_id) FROM conflicts
       JOIN filings ON filings.id = filing_id WHERE organisation_id = ? AND cycle_id = ? GROUP BY category""",
    """SELECT count(*), count(*) FILTER (WHERE carried_over) FROM filings
       WHERE organisation_id = ? AND cycle_id = ? AND sampled""",
)
_NON_FILERS = """
SELECT people.index_number, people.name, people.email, people.grade, filings.state, filings.due_on
FROM filings JOIN people ON people.id = filings.person_id
WHERE filings.organisation_id = ? AND cycle_id = ? AND filings.entity_id = ?
    AND filings.state IN ('due', 'draft', 'not-filed')
ORDER BY people.name
"""


Ask = Callable[[str, Sequence[str]], list[tuple[Any, ...]]]
"""Carries a statement with these values out, without anything of ours, and returns its rows."""


def measure(copied: Office, *, people: int, rounds: int, on: str = "") -> Iterator[Row]:
    """Yield the lines of the compliance office, from a copy in which most of so many have filed."""
    by = copied.stage.first(Role.PROGRAMME_OFFICER)
    size = f"{people:,}{on and f', {on}'}"
    with transaction(copied.engine) as db, _bare(copied) as ask:
        cycle = db.scalars(select(Cycle).where(Cycle.year == YEAR)).one()
        organisation = db.get_one(Organisation, cycle.organisation_id)
        entities = list(db.scalars(select(Entity).order_by(Entity.position)))
        which = (organisation.id.hex, cycle.id.hex)

        ours, limit = in_turns(
            ours=lambda: chasing.season(db, by=by, cycle=cycle),
            limit=lambda: ask(_COUNTS, which),
            rounds=rounds,
        )
        yield durations(f"counts per entity, {size}", ours, limit, goal=THREE_TIMES)
        ours, limit = in_turns(
            ours=lambda: reporting.statistics(db, by=by, organisation=organisation, year=YEAR),
            limit=lambda: [ask(sql, which) for sql in _FIGURES],
            rounds=rounds,
        )
        yield durations(f"figures of the report, {size}", ours, limit, goal=THREE_TIMES)
        ours, limit = in_turns(
            ours=lambda: _lists(db, copied, cycle),
            limit=lambda: [_bare_list(ask, (*which, entity.id.hex)) for entity in entities],
            rounds=rounds,
        )
        yield durations(f"{len(entities)} lists of non-filers of {size}", ours, limit, goal=FIVE_TIMES)
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in chasing.non_filers(db, by=by, cycle=cycle)
        ]
        ours, limit = in_turns(
            ours=lambda: xlsx(HEADER, (list(map(harmless, row)) for row in rows), made_at=TODAY),
            limit=lambda: _bare_workbook(rows),
            rounds=rounds,
        )
        yield durations(f"workbook of {len(rows):,} non-filers", ours, limit, goal=A_THIRD_MORE)


def _lists(db: Session, office: Office, cycle: Cycle) -> list[str]:
    """Return every entity's list as the file that is handed out, its formulas harmless; the ledger knows."""
    by = office.stage.first(Role.PROGRAMME_OFFICER)
    return ["".join(written(lines)) for _entity, lines in chasing.export_all(db, by=by, cycle=cycle)]


def _bare_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    held = io.BytesIO()
    with Workbook(held, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    return held.getvalue()


def _bare_list(ask: Ask, which: tuple[str, str, str]) -> str:
    held = io.StringIO()
    csv.writer(held).writerows(ask(_NON_FILERS, which))
    return held.getvalue()


@contextmanager
def _bare(copied: Office) -> Iterator[Ask]:
    if copied.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(copied.folder / "disclosure.sqlite")) as opened:
            yield lambda statement, which: opened.execute(statement, which).fetchall()
    else:
        address = copied.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as served:
            yield lambda statement, which: served.execute(
                statement.replace("?", "%s").encode(), which
            ).fetchall()
