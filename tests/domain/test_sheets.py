"""Tables as banks and brokers give them away."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.sheets import LARGEST, MOST_ROWS, Part, decoded, guessed, read
from disclosure.errors import BadInput

PLAIN = "Security,ISIN,Quantity,Market value,Currency\nAcme Corp,US0378331005,10,12000,USD\n"
SWISS = (
    "Depotauszug;Kunde 4711\n\nBezeichnung;ISIN;Anzahl;Kurs;Kurswert;Währung\n"
    "Nestlé N;CH0038863350;100;105,50;10'550,00;CHF\nTotal;;;;10'550,00;CHF\n"
)
cells = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\"'"), min_size=1, max_size=12
).filter(lambda text: not set(text) & set(",;\t|"))


def test_a_plain_table_is_read_with_the_numbers_of_its_lines() -> None:
    sheet = read(PLAIN)
    assert sheet.headings == ("Security", "ISIN", "Quantity", "Market value", "Currency")
    assert [(row.line, row.cells[0]) for row in sheet.rows] == [(2, "Acme Corp")]


def test_lines_about_the_customer_are_passed_over_and_totals_are_lines() -> None:
    sheet = read(SWISS)
    assert sheet.headings[0] == "Bezeichnung"
    assert [(row.line, row.cell(0)) for row in sheet.rows] == [(4, "Nestlé N"), (5, "Total")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_that_machines_write_is_read(encoding: str) -> None:
    assert read(decoded(SWISS.encode(encoding))) == read(SWISS)


@given(
    st.sampled_from(",;\t|"),
    st.lists(st.lists(cells, min_size=4, max_size=4), min_size=2, max_size=20),
)
def test_what_was_written_is_what_is_read(separator: str, table: list[list[str]]) -> None:
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(table)
    sheet = read(text.getvalue())
    assert [list(sheet.headings), *(list(row.cells) for row in sheet.rows)] == table
    assert [row.line for row in sheet.rows] == list(range(2, len(table) + 1))


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ("Security ISIN Quantity Price Value Currency", "name isin quantity price value currency"),
        ("Symbol Description Shares Last", "ticker name quantity price"),
        ("Libellé ISIN Quantité Cours Valeur Devise", "name isin quantity price value currency"),
        ("Наименование Количество Цена Стоимость Валюта", "name quantity price value currency"),
        ("名称 数量 价格 市值 货币", "name quantity price value currency"),
        ("Foo Bar", ""),
    ],
)
def test_columns_are_guessed_by_their_headings(headings: str, found: str) -> None:
    by_column = {column: part.value for part, column in guessed(headings.split()).items()}
    assert [by_column[column] for column in sorted(by_column)] == found.split()


@given(st.lists(st.text(max_size=20), max_size=10))
def test_a_column_is_guessed_to_hold_one_thing(headings: list[str]) -> None:
    columns = list(guessed(headings).values())
    assert len(columns) == len(set(columns))
    assert all(column < len(headings) for column in columns)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no list"),
        ("Just a word", "no list"),
        ("a,b,c\n", "no list"),
        ("PK\x03\x04\0\0", "not a CSV file"),
        ("a,b\n" * (LARGEST // 4 + 1), "too long"),
        ("a,b\n" * (MOST_ROWS + 2), "more than 200 lines"),
        ('a,b\n"' + "x" * 140_000 + "\n", "cannot read|no list"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read(text)


@given(st.text(max_size=300))
def test_whatever_is_given_is_read_or_refused(text: str) -> None:
    try:
        sheet = read(text)
    except BadInput:
        return
    assert sheet.rows
    for row in sheet.rows:
        assert row.cell(len(row.cells)) == row.cell(None) == ""


@given(st.binary(max_size=200))
def test_whatever_bytes_come_are_text(content: bytes) -> None:
    assert isinstance(decoded(content), str)


def test_every_part_can_be_guessed() -> None:
    assert guessed([part.value for part in Part]).keys() == set(Part)
