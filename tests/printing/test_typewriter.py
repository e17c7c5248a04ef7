"""A document to write in: the same words as the paper, in the language and direction of its reader."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from msgspec.structs import replace

from disclosure.printing import Grid, Paper, Row, Section, Thing, Words, pdf
from disclosure.printing.typewriter import docx
from tests.printing.reading import text_of

AT = datetime(2020, 5, 4, 9, tzinfo=UTC)
GRID = Grid(
    columns=("Name", "Due on"),
    widths=(3, 1),
    rows=(("Amina Odhiambo", "31 Mar 2020"), ("=SUM(A1)", ""), ("داليا منصور", "x")),
)
PAPER = Paper(
    language="en",
    direction="ltr",
    issuer="United Nations",
    title="Who has not filed",
    notice="As of today.",
    footer="DOS, 2020",
    page_number="Page {page} of {pages}",
    uncovered="Some signs are missing.",
    facts=(Row("Entity", ("Department of Operational Support",)),),
    sections=(
        Section(
            heading="The list",
            paragraphs=(Words(text="Please act.", strong=True),),
            items=(Thing(sentence="One thing.", facts=(Row("Kind", ("a", "b")),)),),
            numbered=(Words(text="First."),),
            listed=("A point.",),
            grids=(GRID,),
            notes=("Do not ask.",),
        ),
    ),
)
SAID = ("United Nations", "Who has not filed", "As of today.", "The list", "Please act.", "One thing.",
        "First.", "A point.", "Do not ask.")  # fmt: skip


def test_a_document_says_what_the_paper_says() -> None:
    written = Document(io.BytesIO(docx(PAPER, made_at=AT)))
    said = [paragraph.text for paragraph in written.paragraphs]
    assert [text for text in said if text] == list(SAID)
    facts, thing, listed = written.tables
    assert [cell.text for cell in facts.rows[0].cells] == ["Entity", "Department of Operational Support"]
    assert thing.rows[0].cells[1].text == "a\nb"
    assert [cell.text for cell in listed.rows[0].cells] == ["Name", "Due on"]
    assert [row.cells[0].text for row in listed.rows[1:]] == [row[0] for row in GRID.rows]
    (foot,) = written.sections[0].footer.paragraphs
    assert foot.text == "DOS, 2020 \u00b7 Page  of "
    assert [one.get(qn("w:instr")) for one in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    told = written.core_properties
    assert (told.title, told.author, told.language) == ("Who has not filed", "United Nations", "en")
    assert told.created == AT.replace(tzinfo=None) or told.created == AT


def test_the_first_row_of_a_list_is_its_header_on_every_page() -> None:
    written = Document(io.BytesIO(docx(PAPER, made_at=AT)))
    marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in written.tables[-1].rows]
    assert marked == [True, False, False, False]


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("zh-Hans", "ltr"), ("fr", "ltr")])
def test_a_document_runs_in_the_direction_of_its_language(language: str, direction: str) -> None:
    turned = replace(PAPER, language=language, direction="rtl" if direction == "rtl" else "ltr")
    with zipfile.ZipFile(io.BytesIO(docx(turned, made_at=AT))) as parts:
        document = parts.read("word/document.xml").decode()
        styles = parts.read("word/styles.xml").decode()
    assert ("<w:bidi/>" in document) is (direction == "rtl")
    assert document.count("<w:bidiVisual") == (3 if direction == "rtl" else 0)
    assert f'"{language}"' in styles


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    written = Document(io.BytesIO(docx(replace(PAPER, title="A\x00B\x0bC"), made_at=AT)))
    assert "ABC" in [paragraph.text for paragraph in written.paragraphs]


def test_a_list_is_printed_in_a_table_that_can_be_read_aloud() -> None:
    made = pdf(PAPER, made_at=AT)
    said = text_of(made)
    assert "Amina Odhiambo" in said
    assert "=SUM(A1)" in said
    assert made == pdf(PAPER, made_at=AT)


def test_a_document_is_printed_on_the_sheets_of_the_paper_with_columns_of_its_widths() -> None:
    written = Document(io.BytesIO(docx(PAPER, made_at=AT)))
    (sheet,) = written.sections
    assert (sheet.page_width, sheet.page_height) == pytest.approx((Cm(21), Cm(29.7)), rel=0.001)
    wide, narrow = (cell.width for cell in written.tables[-1].rows[0].cells)
    assert wide == pytest.approx(3 * narrow, rel=0.001)
    assert (wide + narrow) / 36_000 == pytest.approx(170, abs=1)


def test_no_page_cuts_a_row_in_two() -> None:
    written = Document(io.BytesIO(docx(PAPER, made_at=AT)))
    rows = [row for table in written.tables for row in table.rows]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_an_address_runs_from_left_to_right_in_an_arabic_document() -> None:
    words = Words(text="هنا:\nhttps://files.example.org/entity")
    turned = replace(
        PAPER, language="ar", direction="rtl", sections=(Section(heading="x", paragraphs=(words,)),)
    )
    said = [one.text for one in Document(io.BytesIO(docx(turned, made_at=AT))).paragraphs]
    assert "هنا:\n\u200ehttps://files.example.org/entity\u200e" in said


def test_the_headings_of_a_list_are_bold_in_arabic_too() -> None:
    turned = replace(PAPER, language="ar", direction="rtl")
    table = Document(io.BytesIO(docx(turned, made_at=AT))).tables[-1]
    fonts = [cell.paragraphs[0].runs[0].font for row in table.rows[:2] for cell in row.cells[:1]]
    assert [(font.bold, font.cs_bold) for font in fonts] == [(True, True), (None, None)]
