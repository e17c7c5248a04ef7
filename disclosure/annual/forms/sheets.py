"""The report as tables for a spreadsheet: one file of text, or a sheet for each subject."""

import csv as comma_separated
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from disclosure.annual.document import Cell, Document, Section
from disclosure.annual.forms.zipped import repacked
from disclosure.domain.cells import harmless

_MARK = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NARROW, _WIDE = 16, 60
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def csv(document: Document) -> Iterator[bytes]:
    """Yield the report as text: what it is, then every table under its heading, a blank line between."""
    yield _MARK.encode()
    for lines in (_head(document), *(_lines(section) for section in document.sections)):
        piece = io.StringIO(newline="")
        writer = comma_separated.writer(piece)
        writer.writerows([harmless(cell) for cell in line] for line in [*lines, []])
        yield piece.getvalue().encode()


def _head(document: Document) -> list[Sequence[str]]:
    return [[document.issuer], [document.title], *([notice] for notice in document.notices), *document.facts]


def _lines(section: Section) -> Iterator[Sequence[str]]:
    yield [section.heading]
    yield [section.finding]
    yield [column.heading for column in section.table.columns]
    for row in section.table.rows:
        yield [cell.text for cell in row.cells]


def xlsx(document: Document) -> Iterator[bytes]:
    """Yield a workbook: a sheet that says what it is and what was found, then one for each subject.

    Rows are written one after the other and let go; nothing in a cell is a formula or a link.
    """
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties(_properties(document))
        formats = _formats(book, document.direction)
        _cover(book, document, formats)
        for number, section in enumerate(document.sections, start=1):
            sheet = _sheet(book, f"{number} {section.heading}", document)
            _table(sheet, section, formats)
    yield repacked(made.getvalue())


def _properties(document: Document) -> dict[str, Any]:
    said = {"title": document.title, "author": document.issuer, "comments": document.footer}
    # The library wants a time without a zone, and writes it as UTC.
    frozen = document.stamp and document.stamp.frozen_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return said | ({"created": frozen} if frozen else {})


def _formats(book: Workbook, direction: str) -> dict[str, Format]:
    order = {"reading_order": 2 if direction == "rtl" else 1}
    plain = {**order, "text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({**order, "bold": True, "font_size": 14}),
        "text": book.add_format(plain),
        "strong": book.add_format({**plain, "bold": True}),
        "heading": book.add_format({**plain, "bold": True, "bottom": 1}),
        "number": book.add_format({**order, "num_format": "#,##0", "valign": "top"}),
        "number strong": book.add_format({**order, "num_format": "#,##0", "bold": True, "valign": "top"}),
        "share": book.add_format({**order, "num_format": "0.0%", "valign": "top"}),
        "share strong": book.add_format({**order, "num_format": "0.0%", "bold": True, "valign": "top"}),
    }


def _sheet(book: Workbook, name: str, document: Document) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(_NOT_IN_NAMES.sub(" ", name)[:_LONGEST_NAME].strip())
    if document.direction == "rtl":
        sheet.right_to_left()
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, 12, _NARROW)
    sheet.set_footer(f"&L{document.footer.replace('&', '&&')}&R&P / &N")
    return sheet


def _cover(book: Workbook, document: Document, formats: dict[str, Format]) -> None:
    sheet = _sheet(book, document.summary_heading, document)
    lines = [
        (document.issuer, "text"),
        (document.title, "title"),
        *((notice, "strong") for notice in document.notices),
        *((f"{name}: {value}", "text") for name, value in document.facts),
        (document.summary_heading, "heading"),
        *((sentence, "text") for sentence in document.summary),
    ]
    for row, (said, form) in enumerate(lines):
        sheet.write_string(row, 0, said, formats[form])


def _table(sheet: Worksheet, section: Section, formats: dict[str, Format]) -> None:
    for row, (said, form) in enumerate(
        ((section.heading, "title"), (section.finding, "strong"), (section.definition, "text"))
    ):
        sheet.write_string(row, 0, said, formats[form])
    for place, column in enumerate(section.table.columns):
        sheet.write_string(4, place, column.heading, formats["heading"])
    for number, row_ in enumerate(section.table.rows, start=5):
        for place, cell in enumerate(row_.cells):
            _cell(sheet, number, place, cell, formats, suffix=" strong" if row_.strong else "")


def _cell(
    sheet: Worksheet, row: int, place: int, cell: Cell, formats: dict[str, Format], *, suffix: str
) -> None:
    if cell.number is None:
        sheet.write_string(row, place, cell.text, formats[suffix.strip() or "text"])
    else:
        kind = "share" if cell.is_share else "number"
        sheet.write_number(row, place, cell.number, formats[kind + suffix])
