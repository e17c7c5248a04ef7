"""The report as a document for a word processor, to be worked into a longer one."""

import io
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from disclosure.annual.document import Chart, Document, Section, Table
from disclosure.annual.forms.web import svg
from disclosure.annual.forms.zipped import repacked
from disclosure.errors import WrongState
from disclosure.printing import press, sheets

_TALLEST = Cm(23)
"""A picture and its title stand on one sheet."""
_MANY = 4
"""Columns from which on the letters of a table are smaller."""


def docx(document: Document) -> Iterator[bytes]:
    """Yield the document. Raises WrongState for a report that is not frozen."""
    if document.stamp is None:
        raise WrongState("The report is not frozen. Freeze it before it is printed.")
    made = _Writer(document)
    made.head()
    for section in document.sections:
        made.section(section)
    yield made.finished()


class _Writer:
    """Writes one report. In Arabic every paragraph, run and table says that it runs from right to left."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.made: Written = sheets.blank()
        self.is_mirrored = document.direction == "rtl"
        self._describe()

    def head(self) -> None:
        """Write issuer, title, notices, the snapshot and the findings."""
        self.paragraph(self.document.issuer)
        self.heading(self.document.title, level=0)
        for notice in self.document.notices:
            self.paragraph(notice, bold=True)
        for name, value in self.document.facts:
            self.paragraph(f"{name}: {value}")
        self.heading(self.document.summary_heading, level=1)
        for sentence in self.document.summary:
            self.paragraph(sentence)

    def section(self, section: Section) -> None:
        """Write one subject: found, counted, the charts, the table; the table first where charts are many."""
        self.heading(section.heading, level=1)
        self.paragraph(section.finding, bold=True, kept=True)
        self.paragraph(section.definition, kept=True)
        many = len(section.charts) > 1
        if many:
            self.table(section.table)
        for chart in section.charts:
            self.picture(chart)
        if not many:
            self.table(section.table)

    def heading(self, said: str, *, level: int) -> None:
        """Write a heading."""
        self._turn(self.made.add_heading(said, level))

    def paragraph(self, said: str, *, bold: bool = False, kept: bool = False) -> None:
        """Write a paragraph; `kept` on the page of what comes after it."""
        paragraph = self.made.add_paragraph()
        paragraph.add_run(said).bold = bold or None
        paragraph.paragraph_format.keep_with_next = kept or None
        self._turn(paragraph)

    def picture(self, chart: Chart) -> None:
        """Put a chart in under its title, with what it shows for those who hear the document."""
        self.paragraph(chart.title, bold=True, kept=True)
        shape = self.made.add_picture(io.BytesIO(press.picture(svg(chart, self.document))), width=sheets.ROOM)
        if shape.height > _TALLEST:
            shape.width, shape.height = int(shape.width * _TALLEST / shape.height), _TALLEST
        bars = "; ".join(f"{bar.label}: {bar.text}" for bar in chart.bars)
        properties = shape._inline.docPr  # noqa: SLF001 - the library has no other way to describe a picture
        properties.set("title", chart.title)
        properties.set("descr", f"{chart.description} {bars}")
        properties.set("name", chart.title)

    def table(self, table: Table) -> None:
        """Write a table whose first line is repeated on every page."""
        made = self.made.add_table(rows=0, cols=len(table.columns), style="Light Grid Accent 1")
        if self.is_mirrored:
            style = made._tbl.tblPr.find(qn("w:tblStyle"))  # noqa: SLF001 - no other way
            style.addnext(OxmlElement("w:bidiVisual"))  # the format prescribes the order
        self._line(made, [(column.heading, column.numeric, True) for column in table.columns])
        for row in table.rows:
            cells = zip(row.cells, table.columns, strict=True)
            self._line(made, [(cell.text, column.numeric, row.strong) for cell, column in cells])
        sheets.share_out(made, table.widths)
        sheets.hold(made, header=True)
        self.made.add_paragraph()

    def finished(self) -> bytes:
        """Return the file, with a foot on each page."""
        footer = self.made.sections[0].footer.paragraphs[0]
        sheets.number(footer, self.document.footer, self.document.page_number)
        self._turn(footer)
        written = io.BytesIO()
        self.made.save(written)
        return repacked(written.getvalue())

    def _line(self, made: Any, cells: list[tuple[str, bool, bool]]) -> None:  # noqa: ANN401 - the library's table
        for cell, (said, is_number, is_strong) in zip(made.add_row().cells, cells, strict=True):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(said)
            run.bold, run.font.size = is_strong, Pt(8 if len(cells) > _MANY else 9)
            self._turn(paragraph)
            if is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # where lines end, in either direction

    def _turn(self, paragraph: Paragraph) -> None:
        """Let a paragraph run from right to left, if the language does."""
        if self.is_mirrored:
            sheets.turn(paragraph)

    def _describe(self) -> None:
        """Say title, author, language and when it was made: the instant the report was frozen."""
        document, properties = self.document, self.made.core_properties
        stamp = document.stamp
        if stamp is not None:
            frozen = stamp.frozen_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
            properties.created = properties.modified = frozen
        properties.title, properties.author = document.title, document.issuer
        properties.last_modified_by, properties.comments = document.issuer, document.footer
        properties.language, properties.revision = document.language, 1
        defaults = self.made.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
        language = defaults.find(qn("w:lang"))
        language.set(qn("w:bidi" if self.is_mirrored else "w:val"), document.language)
        if document.language.startswith("zh"):
            language.set(qn("w:eastAsia"), "zh-CN")
