"""The five forms of a report: the same numbers, the same bytes again, nothing a spreadsheet carries out."""

import csv
import io
import re
import zipfile
from xml.etree import ElementTree as ET

import docx
import msgspec
import pikepdf
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from disclosure.annual import Chart, Document, Edition, set_out
from disclosure.annual.document import Bar
from disclosure.annual.forms import TYPES, Form, written
from disclosure.annual.forms.web import svg
from disclosure.errors import WrongState
from tests.annual.numbers import STAMP, annual
from tests.printing.reading import text_of

SVG = "{http://www.w3.org/2000/svg}"


def document(language: str = "en", edition: Edition = Edition.COMPLETE) -> Document:
    return set_out(annual(), language=language, edition=edition, stamp=STAMP)


def made(form: Form, language: str = "en", edition: Edition = Edition.COMPLETE) -> bytes:
    return b"".join(written(document(language, edition), form))


@pytest.mark.parametrize("form", list(Form))
def test_the_same_snapshot_gives_the_same_bytes(form: Form) -> None:
    assert made(form, "ar") == made(form, "ar")
    assert made(form, "ar") != made(form, "ar", Edition.PUBLIC)
    assert form in TYPES


@pytest.mark.parametrize("form", [Form.XLSX, Form.DOCX])
def test_the_parts_of_a_file_are_in_order_and_bear_no_time(form: Form) -> None:
    with zipfile.ZipFile(io.BytesIO(made(form))) as parts:
        names = parts.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", core)) == {"2021-01-11T09:30:00Z"}


def test_text_for_a_spreadsheet_begins_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(made(Form.CSV).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert ["'=HYPERLINK(1)", "1,112", "1,112", "0"] in rows
    assert ["SHA-256", STAMP.digest] in rows
    assert ["Total", "5,904", "5,898", "6"] in rows


def test_a_workbook_has_numbers_as_numbers_and_no_formula() -> None:
    content = made(Form.XLSX)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not [name for name in sheets if b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert len(book.sheet_names) == 13
    name = next(name for name in book.sheet_names if name.endswith("Compliance by entity"))
    rows = book.get_sheet_by_name(name).to_python()
    assert ["=HYPERLINK(1)", 1112, 1112, 0] in rows
    assert ["Total", 5904, 5898, 6] in rows
    cover = [row[0] for row in book.get_sheet_by_name("Summary").to_python()]
    assert f"SHA-256: {STAMP.digest}" in cover


def test_a_workbook_hides_what_is_hidden() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(Form.XLSX, edition=Edition.PUBLIC)))
    name = next(name for name in book.sheet_names if name.endswith("Conflicts by category"))
    rows = book.get_sheet_by_name(name).to_python()
    assert ["Other", "*", "*"] in rows


def test_an_arabic_document_runs_from_right_to_left() -> None:
    read = docx.Document(io.BytesIO(made(Form.DOCX, "ar")))
    paragraphs = [one for one in read.paragraphs if one.text.strip()]
    assert all(one._p.pPr is not None and one._p.pPr.find(qn("w:bidi")) is not None for one in paragraphs)
    assert all(one._tbl.tblPr.find(qn("w:bidiVisual")) is not None for one in read.tables)
    assert len(read.tables) == 12


def test_a_document_tells_the_table_and_describes_its_pictures() -> None:
    read = docx.Document(io.BytesIO(made(Form.DOCX)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in read.tables]
    assert ["Total", "5,904", "5,898", "6"] in [row for table in tables for row in table]
    pictures = [shape._inline.docPr for shape in read.inline_shapes]
    assert len(pictures) >= 8
    assert all(picture.get("descr") for picture in pictures)
    assert read.core_properties.author == "United Nations"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_column_has_room_for_its_longest_word_and_most_for_what_a_row_is_about(language: str) -> None:
    for section in document(language).sections:
        first, *others = section.table.widths
        assert first <= 36 or first == max(len(row.cells[0].text) for row in section.table.rows)
        for width, column in zip(others, section.table.columns[1:], strict=True):
            assert width > min(14, max(map(len, column.heading.split())))


def test_a_picture_and_its_title_stand_on_one_sheet_which_is_numbered() -> None:
    read = docx.Document(io.BytesIO(made(Form.DOCX)))
    assert max(shape.height.cm for shape in read.inline_shapes) <= 23.01
    foot = read.sections[0].footer.paragraphs[0]
    assert [one.get(qn("w:instr")) for one in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert all(
        row._tr.find(f".//{qn('w:cantSplit')}") is not None for table in read.tables for row in table.rows
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_are_tagged_and_say_their_language(language: str) -> None:
    content = made(Form.PDF, language)
    with pikepdf.open(io.BytesIO(content)) as read:
        assert str(read.Root.Lang).startswith(language)
        assert bool(read.Root.MarkInfo.Marked)
        assert b"pdfuaid" in read.Root.Metadata.read_bytes()
    if language == "en":
        said = text_of(content)
        assert "Of 5,904 who had to file, 5,898 filed (99.9%) and 6 did not." in said
        assert "\ufffd" not in said


@pytest.mark.parametrize("form", [Form.PDF, Form.DOCX])
def test_what_is_not_frozen_is_not_printed(form: Form) -> None:
    with pytest.raises(WrongState, match="not frozen"):
        list(written(set_out(annual(), language="en"), form))


def test_a_chart_is_mirrored_in_arabic_and_says_what_it_is() -> None:
    chart = Chart(title="By <group>", description="Bars.", bars=(Bar("A & B", 25.0, "25"),), most=100)
    for direction, x, anchor in (("ltr", "0", "start"), ("rtl", "480.0", "end")):
        told = msgspec.structs.replace(document("ar"), direction=direction)
        drawn = ET.fromstring(svg(chart, told))  # noqa: S314 - ours
        label = drawn.find(f"{SVG}text")
        bars = drawn.findall(f"{SVG}rect")
        assert label is not None
        assert (label.text, label.get("text-anchor")) == ("A & B", anchor)
        assert (bars[1].get("x"), bars[1].get("width")) == (x, "160.0")
        assert drawn.get("aria-labelledby") == "chart-title chart-text"
        assert drawn.findtext(f"{SVG}title") == "By <group>"


def test_a_chart_draws_no_bar_for_what_is_hidden() -> None:
    chart = Chart(title="T", description="D", bars=(Bar("A", None, "*"), Bar("B", 0, "0")), most=0)
    assert svg(chart, document()).count("<rect") == 2


def test_names_are_escaped_on_the_page() -> None:
    told = annual()
    entities = [msgspec.structs.replace(one, names={"en": "<b>A & B</b>"}) for one in told.entities]
    named = msgspec.structs.replace(told, entities=tuple(entities))
    shown = b"".join(written(set_out(named, language="en", stamp=STAMP), Form.HTML)).decode()
    assert "<bdi>&lt;b&gt;A &amp; B&lt;/b&gt;</bdi>" in shown
    page = made(Form.HTML, "ar").decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "<script" not in page
