"""The compliance table as a file: entities with their counts, the sub-total, the total."""

from collections.abc import Iterator, Sequence

from flask import Response, g
from sqlalchemy.orm import Session

from compliance import exporting
from disclosure.casework import reporting
from disclosure.casework.reporting.compliance import CSV_HEADER
from disclosure.models import Cycle


def exported(cycle: Cycle) -> Response:
    """Return the compliance table as a file: code, required, filed, not filed."""
    actor, year = g.actor, cycle.year

    def table(db: Session) -> Iterator[Sequence[object]]:
        lines = reporting.compliance_csv(db, by=actor, organisation=cycle.organisation, year=year)
        next(lines)
        return lines

    count = sum(1 for _line in table(g.db))
    what, filename = f"compliance table {year}", f"compliance-{year}.csv"
    return exporting.export(cycle, what=what, count=count, header=CSV_HEADER, rows=table, filename=filename)
