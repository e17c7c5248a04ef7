"""The roster and the entities as an office would hand them over: CSV with a line of headings."""

import csv
from collections.abc import Iterable
from io import StringIO

from disclosure.replay.population.inhabitants import Inhabitant
from disclosure.replay.published import entities

ROSTER = (
    "index_number",
    "name",
    "email",
    "entity",
    "grade",
    "title",
    "functions",
    "contract",
    "duty_station",
    "language",
    "supervisor_index",
    "filer_since",
    "joined_on",
    "left_on",
)
ENTITIES = ("code", "name_en", "name_zh", "group", "position")


def roster_csv(people: Iterable[Inhabitant]) -> str:
    """Return the roster; functions are separated by semicolons, what is not there is empty."""
    return _written(ROSTER, ([_cell(getattr(person, column)) for column in ROSTER] for person in people))


def entities_csv() -> str:
    """Return the entities of the annex; the position counts from 1 in the printed order."""
    return _written(
        ENTITIES,
        (
            [row.code, row.name_en, row.name_zh, row.group, str(position)]
            for position, row in enumerate(entities(), start=1)
        ),
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, tuple) else str(value)


def _written(headings: tuple[str, ...], lines: Iterable[list[str]]) -> str:
    sheet = StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(lines)
    return sheet.getvalue()
