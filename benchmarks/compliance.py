"""Counts, lists of non-filers and the figures of the report, beside the bare SQL and the bare CSV writer."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.figures import AtMost, Row, durations, in_turns
from benchmarks.office import YEAR, Office
from disclosure.casework import chasing, reporting
from disclosure.db import transaction
from disclosure.domain.actors import Role
from disclosure.models import Cycle, Entity, Organisation
from disclosure.web.spreadsheets import harmless

THREE_TIMES, FIVE_TIMES = AtMost(3), AtMost(5)
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
    "SELECT count(*), sum(carried_over) FROM filings WHERE organisation_id = ? AND cycle_id = ? AND sampled",
)
_NON_FILERS = """
SELECT people.index_number, people.name, people.email, people.grade, filings.state, filings.due_on
FROM filings JOIN people ON people.id = filings.person_id
WHERE filings.organisation_id = ? AND cycle_id = ? AND filings.entity_id = ?
    AND filings.state IN ('due', 'draft', 'not-filed')
ORDER BY people.name
"""


def measure(copied: Office, *, people: int, rounds: int) -> Iterator[Row]:
    """Yield the lines of the compliance office, from a copy in which most of so many have filed."""
    by = copied.stage.first(Role.PROGRAMME_OFFICER)
    with (
        transaction(copied.engine) as db,
        closing(sqlite3.connect(copied.folder / "disclosure.sqlite")) as bare,
    ):
        cycle = db.scalars(select(Cycle).where(Cycle.year == YEAR)).one()
        organisation = db.get_one(Organisation, cycle.organisation_id)
        entities = list(db.scalars(select(Entity).order_by(Entity.position)))
        which = (organisation.id.hex, cycle.id.hex)

        ours, limit = in_turns(
            ours=lambda: chasing.season(db, by=by, cycle=cycle),
            limit=lambda: bare.execute(_COUNTS, which).fetchall(),
            rounds=rounds,
        )
        yield durations(f"counts per entity, {people:,}", ours, limit, goal=THREE_TIMES)
        ours, limit = in_turns(
            ours=lambda: reporting.statistics(db, by=by, organisation=organisation, year=YEAR),
            limit=lambda: [bare.execute(sql, which).fetchall() for sql in _FIGURES],
            rounds=rounds,
        )
        yield durations(f"figures of the report, {people:,}", ours, limit, goal=THREE_TIMES)
        ours, limit = in_turns(
            ours=lambda: [_listed(db, copied, cycle, entity) for entity in entities],
            limit=lambda: [_bare_list(bare, (*which, entity.id.hex)) for entity in entities],
            rounds=rounds,
        )
        yield durations(f"{len(entities)} lists of non-filers of {people:,}", ours, limit, goal=FIVE_TIMES)


def _listed(db: Session, office: Office, cycle: Cycle, entity: Entity) -> str:
    """Return one entity's list as the file that is handed out, its formulas harmless; the ledger knows."""
    by = office.stage.first(Role.PROGRAMME_OFFICER)
    written = io.StringIO()
    writer = csv.writer(written)
    for line in chasing.export_non_filers(db, by=by, cycle=cycle, entity=entity):
        writer.writerow([harmless(cell) for cell in line])
    return written.getvalue()


def _bare_list(bare: sqlite3.Connection, which: tuple[str, str, str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(bare.execute(_NON_FILERS, which))
    return written.getvalue()
