"""No cell of a file is carried out by a spreadsheet, and every cell can be read back."""

import csv
import io
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from disclosure.web.spreadsheets import harmless, written

cells = st.text(st.characters(exclude_characters="\x00"))


@given(st.one_of(cells, st.sampled_from("=+-@\t\r\n").flatmap(lambda sign: cells.map(sign.__add__))))
def test_no_cell_begins_a_formula(cell: str) -> None:
    shown = harmless(cell)
    assert shown[:1] not in set("=+-@\t\r\n")
    assert shown in (cell, f"'{cell}")


@given(st.lists(st.lists(cells, min_size=2, max_size=4)))
def test_what_is_written_is_read_back(lines: list[list[str]]) -> None:
    text = "".join(written(lines)).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [[harmless(cell) for cell in line] for line in lines]


def test_what_is_missing_is_an_empty_cell() -> None:
    assert harmless(None) == ""


def test_a_list_of_any_length_is_written_while_it_is_read() -> None:
    """No more of it is ever held than one piece, however long it is."""
    read = 0

    def lines() -> Iterator[list[str]]:
        nonlocal read
        for number in range(100_000):
            read = number
            yield [f"{number}", "Amina Odhiambo", "amina@example.org"]

    longest = ahead = 0
    for sent, piece in enumerate(written(lines()), start=1):
        longest = max(longest, len(piece))
        ahead = max(ahead, read - sent * 64 * 1024 // 40)
    assert longest < 2 * 64 * 1024
    assert ahead < 5_000
