"""What a document for a word processor (Office Open XML) needs beside its words, and the library leaves out.

A sheet of the same size as the paper's, numbered pages, columns as wide as they should be, rows that no
page cuts in two, and a first row that every page repeats.
"""

import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Written
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Length
from docx.table import Table
from docx.text.paragraph import Paragraph

WIDE, HIGH, MARGIN = Cm(21), Cm(29.7), Cm(2)
ROOM = Emu(WIDE - 2 * MARGIN)
"""What a line has; A4 is what the PDF is printed on."""
_LEFT_TO_RIGHT = "\u200e"
"""Holds an address together where everything else runs from right to left (Unicode UAX 9)."""
_ADDRESS = re.compile(r"https?://\S+")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def blank() -> Written:
    """Return an empty document of A4 sheets, in which long words are hyphenated."""
    written = Document()
    (sheet,) = written.sections
    sheet.page_width, sheet.page_height = WIDE, HIGH
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = MARGIN
    hyphenated = OxmlElement("w:autoHyphenation")
    settings = written.settings.element
    after = settings.find(qn("w:defaultTabStop"))  # the format prescribes the order
    settings.append(hyphenated) if after is None else after.addnext(hyphenated)
    return written


def number(footer: Paragraph, said: str, page_number: str) -> None:
    """Write the foot of each page: what it says, and `page_number` with {page} and {pages} counted."""
    footer.add_run(f"{said} \u00b7 ")
    for part in re.split(r"(\{pages?\})", page_number):
        if part in _FIELDS:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), _FIELDS[part])
            run = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.text = "1"
            run.append(text)
            field.append(run)
            footer._p.append(field)  # noqa: SLF001 - no other way
        elif part:
            footer.add_run(part)


def share_out(table: Table, weights: Sequence[float]) -> None:
    """Make the columns as wide as their shares of the line; the words do not change that."""
    table.autofit = False
    whole = sum(weights)
    widths: list[Length] = [Emu(int(ROOM * weight / whole)) for weight in weights]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def hold(table: Table, *, header: bool) -> None:
    """Let no page cut a row in two, and every page begin with the first row if it is a `header`."""
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no other way
        properties.append(OxmlElement("w:cantSplit"))
        if header and place == 0:
            properties.append(OxmlElement("w:tblHeader"))


def turn(paragraph: Paragraph) -> None:
    """Let a paragraph run from right to left, in letters as bold and as large as were asked for."""
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - no other way
    for run in paragraph.runs:
        run.text = _ADDRESS.sub(lambda found: f"{_LEFT_TO_RIGHT}{found[0]}{_LEFT_TO_RIGHT}", run.text)
        run.font.rtl, run.font.cs_bold = True, run.bold
        if run.font.size is not None:
            size = OxmlElement("w:szCs")
            size.set(qn("w:val"), str(int(run.font.size.pt * 2)))
            run._r.get_or_add_rPr().find(qn("w:sz")).addnext(size)  # noqa: SLF001 - no other way
