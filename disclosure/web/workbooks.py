"""Lists as workbooks. Apart from lists as text: only a site that sends workbooks loads their maker."""

from collections.abc import Iterable, Sequence

from flask import Response

from disclosure import clock
from disclosure.printing.workbook import xlsx
from disclosure.web.languages import spoken
from disclosure.web.spreadsheets import harmless, kept

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sent(lines: Iterable[Sequence[object]], filename: str) -> Response:
    """Return a list, its first line naming the columns, as a workbook to be saved."""
    rows = ([harmless(cell) for cell in line] for line in lines)
    mirrored = spoken().direction == "rtl"
    return kept(xlsx(next(rows), rows, made_at=clock.now(), right_to_left=mirrored), WORKBOOK, filename)
