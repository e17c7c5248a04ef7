"""The typewriter: a paper becomes a document that its reader may go on writing in (Office Open XML)."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from docx.document import Document as Written
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from disclosure.printing import sheets
from disclosure.printing.papers import Grid, Paper, Row, Section, Words

_UNWRITABLE = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
"""What XML cannot hold."""
_TERM_AND_FACT = (1, 2)


def docx(paper: Paper, *, made_at: datetime) -> bytes:
    """Return `paper` as a document in its language and direction."""
    written = sheets.blank()
    _describe(written, paper, made_at)
    right_to_left = paper.direction == "rtl"
    written.add_paragraph(_plain(paper.issuer))
    written.add_heading(_plain(paper.title), 1)
    written.add_paragraph(_plain(paper.notice))
    _facts(written, paper.facts)
    for section in paper.sections:
        _write(written, section)
    sheets.number(written.sections[0].footer.paragraphs[0], _plain(paper.footer), paper.page_number)
    if right_to_left:
        _turn(written)
    held = io.BytesIO()
    written.save(held)
    return held.getvalue()


def _describe(written: Written, paper: Paper, made_at: datetime) -> None:
    told = written.core_properties
    told.title, told.author, told.language = _plain(paper.title), _plain(paper.issuer), paper.language
    told.created = told.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    told.comments = ""
    language = OxmlElement("w:lang")
    kind = {"ar": "w:bidi", "zh": "w:eastAsia"}.get(paper.language.partition("-")[0], "w:val")
    language.set(qn(kind), paper.language)
    written.styles["Normal"].element.get_or_add_rPr().append(language)


def _write(written: Written, section: Section) -> None:
    written.add_heading(_plain(section.heading), section.level)
    for words in section.paragraphs:
        _said(written.add_paragraph(), words)
    for thing in section.items:
        written.add_paragraph(_plain(thing.sentence))
        _facts(written, thing.facts)
    for words in section.numbered:
        _said(written.add_paragraph(style="List Number"), words)
    for line in section.listed:
        written.add_paragraph(_plain(line), style="List Bullet")
    for grid in section.grids:
        _grid(written, grid)
    for note in section.notes:
        written.add_paragraph(_plain(note))


def _said(paragraph: Paragraph, words: Words) -> None:
    paragraph.add_run(_plain(words.text)).bold = words.strong or None


def _facts(written: Written, rows: tuple[Row, ...]) -> None:
    if not rows:
        return
    table = written.add_table(rows=0, cols=2, style="Table Grid")
    for row in rows:
        _fill(table, (row.term, "\n".join(row.lines)))
    sheets.share_out(table, _TERM_AND_FACT)
    sheets.hold(table, header=False)


def _grid(written: Written, grid: Grid) -> None:
    table = written.add_table(rows=0, cols=len(grid.columns), style="Table Grid")
    _fill(table, grid.columns)
    for row in grid.rows:
        _fill(table, row)
    for place, line in enumerate(table.rows):
        for run in (run for cell in line.cells for run in cell.paragraphs[0].runs):
            run.bold, run.font.size = place == 0 or None, Pt(9)
    sheets.share_out(table, grid.widths)
    sheets.hold(table, header=True)


def _fill(table: Table, cells: tuple[str, ...]) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]
    for cell, text in zip(row.cells, cells, strict=True):
        cell.text = _plain(text)


def _turn(written: Written) -> None:
    """Let everything run from right to left, tables too."""
    for paragraph in _paragraphs(written):
        sheets.turn(paragraph)
    for table in written.tables:
        table.table_direction = WD_TABLE_DIRECTION.RTL


def _paragraphs(written: Written) -> Iterator[Paragraph]:
    yield from written.paragraphs
    yield from written.sections[0].footer.paragraphs
    for table in written.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _plain(text: str) -> str:
    return text.translate(_UNWRITABLE)
