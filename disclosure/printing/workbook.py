"""A list as a workbook (Office Open XML): every cell is text, so none of them is a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook

MOST_ROWS = 1_048_575
"""Rows of one sheet below its first (ECMA-376)."""
WIDTH = 18
"""Of a column, in characters."""


def xlsx(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, made_at: datetime, right_to_left: bool = False
) -> bytes:
    """Return a list as a workbook with its first row held in place; a longer list has further sheets."""
    written = io.BytesIO()
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(written, settings) as book:
        book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
        sheet, at = _begun(book, header, right_to_left=right_to_left), 0
        for row in rows:
            if at == MOST_ROWS:
                sheet, at = _begun(book, header, right_to_left=right_to_left), 0
            at += 1
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    return written.getvalue()


def _begun(book: Workbook, header: Sequence[str], *, right_to_left: bool) -> Any:  # noqa: ANN401 - untyped library
    sheet = book.add_worksheet()
    if right_to_left:
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) - 1, WIDTH)
    bold = book.add_format({"bold": True})
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
    return sheet
