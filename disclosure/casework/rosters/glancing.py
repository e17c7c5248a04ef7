"""Lines of a roster that are right at first sight: nearly all are, and a closer look takes twice as long."""

from collections.abc import Callable, Mapping
from operator import itemgetter

from disclosure.casework.rosters.cells import LONGEST, iso_date, year
from disclosure.casework.rosters.rows import COLUMNS, Known, PersonRow
from disclosure.casework.rosters.table import Line
from disclosure.domain import emails

FITS_ANYWHERE = min(LONGEST.values())
Functions = Callable[[str], tuple[tuple[str, ...], tuple[str, ...]]]
"""Gives the known and the unknown functions of a cell."""


class Glance:
    """Turns such lines into rows."""

    def __init__(self, known: Known, functions: Functions) -> None:
        self._entities, self._languages = frozenset(known.entities), frozenset({*known.languages, ""})
        self._functions = functions
        self._places: Mapping[str, int] = {}
        self._in_order: Callable[[tuple[str, ...]], tuple[str, ...]] = itemgetter(*range(len(COLUMNS)))

    def row(self, line: Line) -> PersonRow | None:
        """Return the row of a line with all its cells; None where somebody must look more closely."""
        if line.places is not self._places:
            self._places = line.places
            self._in_order = itemgetter(*(line.places.get(name, line.width) for name in COLUMNS))
        cells = [*map(str.strip, self._in_order((*line.cells, "")))]
        if max(map(len, cells)) > FITS_ANYWHERE or not "".join(cells).isprintable():
            return None
        index, name, email, entity, grade, title, functions, contract, station, language, *rest = cells
        supervisor, first_year, joined, left = rest
        known, unknown = self._functions(functions)
        if unknown or not (index and name and emails.is_shaped(email) and supervisor != index):
            return None
        if entity not in self._entities or language not in self._languages:
            return None
        try:
            since, joined_on, left_on = year(first_year), iso_date(joined), iso_date(left)
        except ValueError:
            return None
        if joined_on and left_on and left_on < joined_on:
            return None
        return PersonRow(
            index_number=index,
            name=name,
            email=emails.folded(email),
            entity=entity,
            grade=grade,
            title=title,
            functions=known,
            contract=contract,
            duty_station=station,
            language=language or "en",
            supervisor_index=supervisor or None,
            filer_since=since,
            joined_on=joined_on,
            left_on=left_on,
        )
