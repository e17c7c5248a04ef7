"""Workbooks (XLSX) as lists: the first sheet is read as if it had been saved as CSV."""

import csv
import io
import zipfile
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook

from disclosure.domain.messages import message
from disclosure.errors import BadInput

BEGINS = b"PK\x03\x04"
"""An XLSX file is a ZIP archive (ECMA-376)."""
MOST_BYTES = 1_000_000_000
"""Unpacked. What is larger was packed to fill the memory of whoever reads it."""


def as_text(content: bytes) -> bytes:
    """Return the first sheet of a workbook as CSV in UTF-8, one line for each row; anything else as it is.

    Raises BadInput for a workbook that cannot be read.
    """
    if not content.startswith(BEGINS):
        return content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise BadInput(message("This workbook is too large. Save it as CSV in UTF-8."))
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    except (CalamineError, zipfile.BadZipFile):
        raise BadInput(
            message("This workbook cannot be read. Save it again as XLSX, or as CSV in UTF-8.")
        ) from None
    held = io.StringIO()
    writer = csv.writer(held)
    for row in sheet.to_python(skip_empty_area=False):
        writer.writerow([_cell(value) for value in row])
    return held.getvalue().encode()


def _cell(value: object) -> str:
    """Return a cell as a roster writes it: a day as 2020-03-31, a whole number without a point."""
    if isinstance(value, str):
        return " ".join(value.splitlines())
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
