"""Lists as tables: CSV with any of the usual separators, and XLSX."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.screening.sources_columns import LOOKS_FOR_HEADER, SEVERAL, is_header, places
from disclosure.screening.sources_rows import Raw, Read, read

SEPARATORS = ",;\t|"
BETWEEN = ";"
"""Stands between several values of one cell."""
LARGEST_CELL = 2**20
_WHOLE = frozenset({"note"})

Row = tuple[int, list[str]]


def read_csv(binary: BinaryIO, columns: Mapping[str, str]) -> Iterator[Read]:
    """Yield what each line of a CSV file in UTF-8 gives, without holding the file. Raises BadInput."""
    csv.field_size_limit(LARGEST_CELL)
    try:
        with io.TextIOWrapper(binary, encoding="utf-8-sig", newline="") as text:
            beginning = text.readline()
            separator = max(SEPARATORS, key=beginning.count)
            lines = csv.reader(chain([beginning], text), delimiter=separator)
            yield from _entries(_numbered(lines), columns)
    except UnicodeDecodeError:
        raise BadInput(message("This is not UTF-8 text. Save the file as CSV in UTF-8.")) from None
    except csv.Error as error:
        raise BadInput(message("This is not CSV (%(why)s).", why=error)) from None


def read_xlsx(path: Path, columns: Mapping[str, str]) -> Iterator[Read]:
    """Yield what each row of the first sheet of a workbook gives. Raises BadInput."""
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_index(0)
            first = sheet.start[0] if sheet.start else 0
            rows = (
                (first + at, [_shown(cell) for cell in row]) for at, row in enumerate(sheet.iter_rows(), 1)
            )
            yield from _entries(rows, columns)
    except CalamineError as error:
        raise BadInput(message("This is not an XLSX workbook (%(why)s).", why=error)) from None


def _numbered(lines: Iterator[list[str]]) -> Iterator[Row]:
    """Number rows by the line on which each begins: a cell may hold line breaks."""
    begins = 1
    for cells in lines:
        yield begins, cells
        begins = lines.line_num + 1  # type: ignore[attr-defined]


def _entries(rows: Iterator[Row], columns: Mapping[str, str]) -> Iterator[Read]:
    header = _header(rows, columns)
    at = places(header, columns)
    for line, cells in rows:
        if not any(cells):
            continue
        if len(cells) > len(header):
            yield Read(
                line, "", fault=message("Line %(line)d: it has more cells than the header.", line=line)
            )
            continue
        yield read(Raw(line, _values(cells, at)))


def _header(rows: Iterator[Row], columns: Mapping[str, str]) -> list[str]:
    """Return the row that names the columns; titles may stand above it."""
    seen: list[list[str]] = []
    for _line, cells in rows:
        header = [cell.strip() for cell in cells]
        if is_header(header, columns):
            return header
        seen.append(header)
        if len(seen) == LOOKS_FOR_HEADER:
            break
    if not any(map(any, seen)):
        raise BadInput(message("The file is empty."))
    return max(seen, key=lambda header: sum(map(bool, header)))


def _values(cells: Sequence[str], at: Mapping[str, tuple[int, ...]]) -> dict[str, list[str]]:
    found = ((field, [cells[place] for place in where if place < len(cells)]) for field, where in at.items())
    return {field: list(_split(field, several)) for field, several in found if any(several)}


def _split(field: str, cells: Sequence[str]) -> Iterator[str]:
    for cell in cells:
        if field in SEVERAL and field not in _WHOLE:
            yield from cell.split(BETWEEN)
        else:
            yield cell


def _shown(cell: object) -> str:
    """Return a cell as a person reads it: a whole number without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
