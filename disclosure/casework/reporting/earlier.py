"""Records of earlier years: what was published of years that have no cycle here.

A file has a line for each figure: `year`, `figure`, `part`, `number` and `source`. Figures are
`required`, `filed`, `conflict-filers` and `conflicts`; the part of `required` is a group of the
programme, that of `conflicts` a category, and empty for the whole.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.casework.rosters.table import Faults, Source, lines
from disclosure.domain.actors import Actor
from disclosure.domain.categories import ConflictCategory
from disclosure.domain.messages import message
from disclosure.domain.programme import Programme
from disclosure.errors import BadInput
from disclosure.models import Cycle, EarlierFigure, Organisation

COLUMNS = ("year", "figure", "part", "number", "source")
FIGURES = ("required", "filed", "conflict-filers", "conflicts")
_YEARS = range(1945, 2200)
LONGEST_SOURCE = 300
_NUMBER = re.compile(r"[0-9]{1,9}")


class EarlierRow(NamedTuple):
    """One figure of a year; `part` is empty for the whole."""

    year: int
    figure: str
    part: str
    number: int
    source: str

    @property
    def key(self) -> str:
        """Its key among the numbers of a report."""
        place = {"required": f"/group/{self.part}", "conflicts": f"/{self.part}"}
        return f"{self.figure}/year/{self.year}{place[self.figure] if self.part else ''}"


def read(source: Source, *, programme: Programme) -> list[EarlierRow]:
    """Read a CSV file of earlier figures. Raises BadInput, naming every line that is wrong."""
    faults, seen, rows = Faults(), set[str](), []
    parts = {
        "required": {group.code for group in programme.groups},
        "conflicts": {category.value for category in ConflictCategory},
    }
    for number, cells, places, width in lines(source, needed=COLUMNS):
        if len(cells) != width:
            faults.add(number, "Line %(line)d: it has another number of cells than the first line.")
            continue
        told = {name: cells[places[name]].strip() for name in COLUMNS}
        wrong = list(_faults(told, parts))
        for fault, value in wrong:
            faults.add(number, fault, value=value)
        if not wrong:
            row = _row(told)
            if row.key in seen:
                faults.add(number, "Line %(line)d: %(value)s is there twice.", value=row.key)
            seen.add(row.key)
            rows.append(row)
    faults.raise_if_any()
    if not rows:
        raise BadInput(message("The file holds no figures."))
    return rows


def bring(db: Session, *, by: Actor, organisation: Organisation, rows: Collection[EarlierRow]) -> list[int]:
    """Keep the figures of earlier years; those of a year that was brought before are replaced.

    Returns the years. Raises BadInput where a year has a cycle here, so that its figures are counted,
    and where figures of a year contradict each other.
    """
    demand(by, Permission.RECORDS_BRING, organisation)
    years = sorted({row.year for row in rows})
    own = Cycle.organisation_id == organisation.id
    counted = set(db.scalars(select(Cycle.year).where(own, Cycle.year.in_(years))))
    if wrong := [*_counted_here(counted), *_contradictions(rows)]:
        raise BadInput(wrong)
    db.execute(
        delete(EarlierFigure).where(
            EarlierFigure.organisation_id == organisation.id, EarlierFigure.year.in_(years)
        )
    )
    db.add_all(EarlierFigure(id=uuid4(), organisation_id=organisation.id, **row._asdict()) for row in rows)
    for year in years:
        of_year = [row for row in rows if row.year == year]
        ledger.record(
            db,
            by,
            "earlier-figures:brought",
            organisation_id=organisation.id,
            year=year,
            figures=len(of_year),
            source=_sources(of_year),
        )
    return years


def figures_of(
    db: Session, organisation_id: UUID, *, years: Collection[int]
) -> Mapping[int, tuple[str, dict[str, int]]]:
    """Return for each year that has records where they were published, and its numbers by key."""
    rows = [
        EarlierRow(one.year, one.figure, one.part, one.number, one.source)
        for one in db.scalars(
            select(EarlierFigure)
            .where(EarlierFigure.organisation_id == organisation_id, EarlierFigure.year.in_(years))
            .order_by(EarlierFigure.year, EarlierFigure.figure, EarlierFigure.part)
        )
    ]
    found = {row.year: [one for one in rows if one.year == row.year] for row in rows}
    return {year: (_sources(told), {row.key: row.number for row in told}) for year, told in found.items()}


def _sources(rows: Collection[EarlierRow]) -> str:
    return "; ".join(dict.fromkeys(row.source for row in rows))


def _row(told: Mapping[str, str]) -> EarlierRow:
    return EarlierRow(int(told["year"]), told["figure"], told["part"], int(told["number"]), told["source"])


def _faults(told: Mapping[str, str], parts: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    if not (_NUMBER.fullmatch(told["year"]) and int(told["year"]) in _YEARS):
        yield "Line %(line)d: “%(value)s” is not a year like 2019.", told["year"]
    if told["figure"] not in FIGURES:
        yield "Line %(line)d: there is no figure “%(value)s”.", told["figure"]
    elif told["part"] and told["part"] not in parts.get(told["figure"], ()):
        yield "Line %(line)d: this figure has no part “%(value)s”.", told["part"]
    if not _NUMBER.fullmatch(told["number"]):
        yield "Line %(line)d: “%(value)s” is not a whole number.", told["number"]
    if not 0 < len(told["source"]) <= LONGEST_SOURCE:
        yield "Line %(line)d: say where it was published in up to %(value)s characters.", str(LONGEST_SOURCE)


def _counted_here(years: Collection[int]) -> Iterator[object]:
    for year in sorted(years):
        yield message("The cycle of %(year)d is here, so its figures are counted from it.", year=year)


def _contradictions(rows: Collection[EarlierRow]) -> Iterator[object]:
    numbers = {row.key: row.number for row in rows}
    for year in sorted({row.year for row in rows}):
        required, filed = (numbers.get(f"{name}/year/{year}") for name in ("required", "filed"))
        for name, most in (
            ("filed", required),
            ("conflict-filers", filed if filed is not None else required),
        ):
            number = numbers.get(f"{name}/year/{year}")
            if number is not None and (most is None or number > most):
                yield message(
                    "%(year)d: %(figure)s cannot be %(number)d.", year=year, figure=name, number=number
                )
        for figure in ("required", "conflicts"):
            parts = [row.number for row in rows if (row.year, row.figure) == (year, figure) and row.part]
            whole = numbers.get(f"{figure}/year/{year}")
            if parts and (whole is None or sum(parts) > whole):
                yield message("%(year)d: the parts of %(figure)s are more than it.", year=year, figure=figure)
