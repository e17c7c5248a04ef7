"""The compliance table: who had to file, who did and who did not, per entity."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import programmes
from disclosure.casework.reporting.counting import FILED, REQUIRED, count, cycle_of, of_cycle
from disclosure.domain.actors import Actor
from disclosure.domain.statistics import LineKind, TableLine, TableRow, compliance_table
from disclosure.models import Cycle, Entity, Filing, Organisation

CSV_HEADER = ["code", "required", "filed", "not_filed"]
SUBTOTAL = "SUBTOTAL"
"""The code of the file's sub-total, as TOTAL is that of its total."""


def compliance(
    db: Session, *, by: Actor, organisation: Organisation, year: int, language: str = "en"
) -> list[TableLine]:
    """Return the table as it is printed: entities by group, the printed sub-totals, the total.

    Entities nobody of whom had to file are left out. Names are in `language`
    where the entity has one, else in English.
    """
    cycle = cycle_of(db, by=by, organisation=organisation, year=year)
    programme = programmes.of(cycle)
    return compliance_table(
        _rows(db, cycle, language),
        groups=[group.code for group in programme.groups],
        subtotals={sum_.code: sum_.groups for sum_ in programme.subtotals if sum_.printed},
    )


def compliance_csv(db: Session, *, by: Actor, organisation: Organisation, year: int) -> Iterator[list[str]]:
    """Yield the table as rows of text: header, entities, SUBTOTAL, TOTAL.

    SUBTOTAL is the programme's first printed one, as in the annex of A/76/76 (the Secretariat without
    peacekeeping); the sums after it there repeat the line of their only entity.
    """
    lines = compliance(db, by=by, organisation=organisation, year=year)
    yield CSV_HEADER
    yield from (_text(line.code, line) for line in lines if line.kind is LineKind.ENTITY)
    subtotals = (line for line in lines if line.kind is LineKind.SUBTOTAL)
    yield from (_text(SUBTOTAL, line) for line in [*subtotals][:1])
    yield from (_text(line.code, line) for line in lines if line.kind is LineKind.TOTAL)


def _text(code: str, line: TableLine) -> list[str]:
    return [code, str(line.required), str(line.filed), str(line.not_filed)]


def _rows(db: Session, cycle: Cycle, language: str) -> Iterator[TableRow]:
    counted = (
        select(Filing.entity_id, count("required", REQUIRED), count("filed", FILED))
        .where(*of_cycle(cycle))
        .group_by(Filing.entity_id)
        .subquery()
    )
    for code, names, group, required, filed in db.execute(
        select(Entity.code, Entity.names, Entity.group, counted.c.required, counted.c.filed)
        .join(counted, counted.c.entity_id == Entity.id)
        .where(counted.c.required > 0)
        .order_by(Entity.position, Entity.code)
    ):
        yield TableRow(code, names.get(language, names["en"]), group, required, filed, required - filed)
