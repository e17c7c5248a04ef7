"""A workbook holds text alone, and as many sheets as its rows need."""

import io
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from disclosure.printing import workbook

AT = datetime(2020, 5, 4, 9, tzinfo=UTC)
HEADER = ["name", "days_late"]


def sheets(content: bytes) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names]


def test_every_cell_is_text_and_none_a_formula() -> None:
    rows = [["=1+1", "3"], ["http://example.org", "007"], ["陈美玲", ""]]
    content = workbook.xlsx(HEADER, rows, made_at=AT)
    assert sheets(content) == [[HEADER, *rows]]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert len(book.sheet_names) == 1


def test_an_empty_list_has_its_header() -> None:
    assert sheets(workbook.xlsx(HEADER, [], made_at=AT)) == [[HEADER]]


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    rows = [[f"person {number}", "1"] for number in range(5)]
    found = sheets(workbook.xlsx(HEADER, iter(rows), made_at=AT))
    assert [sheet[0] for sheet in found] == [HEADER] * 3
    assert [row for sheet in found for row in sheet[1:]] == rows


def test_a_workbook_for_readers_from_right_to_left_is_mirrored() -> None:
    mirrored = workbook.xlsx(HEADER, [["a", "1"]], made_at=AT, right_to_left=True)
    assert mirrored != workbook.xlsx(HEADER, [["a", "1"]], made_at=AT)
