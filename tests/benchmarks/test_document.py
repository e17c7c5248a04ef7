"""The page that the bench writes: a table that can be read in the source, and what it was made with."""

from datetime import date

import pytest

from benchmarks import document, machine
from benchmarks.figures import AtMost, Row, durations

ROWS = [
    durations("draw 5% of 5,904", 0.0165, 0.0153, goal=AtMost(2)),
    durations("a long name of some work", 9.0, 1.0, goal=AtMost(2)),
    Row(work="with errors", ours="1/s", limit="1/s", ratio=1.0, goal="≥ 1/3", met=False, errors=3),
    Row(work="replay", ours="95 s", limit="", ratio=None, goal="≤ 120 s", met=True),
]


def test_all_lines_of_the_table_are_of_one_width() -> None:
    lines = list(document.table(ROWS))
    assert len(lines) == len(ROWS) + 2
    assert len({len(line) for line in lines}) == 1


def test_ratio_goal_and_outcome_stand_in_their_columns() -> None:
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in document.table(ROWS)]
    ratio, met = document.HEAD.index("ratio"), document.HEAD.index("met")
    assert [line[ratio] for line in cells[2:]] == ["1.08", "9.00", "1.00", ""]
    assert [line[met] for line in cells[2:]] == ["yes", "no", "no, 3 errors", "yes"]


@pytest.mark.parametrize(("load", "quiet"), [(0.0, True), (500.0, False)])
def test_the_page_says_whether_the_machine_was_quiet(load: float, *, quiet: bool) -> None:
    page = document.page(ROWS, day=date(2026, 3, 1), load=load)
    assert ("Nothing else of weight was running." in page) is quiet
    assert ("read the ratios with care" in page) is not quiet
    assert "1 March 2026" in page


def test_the_page_names_machine_and_versions() -> None:
    page = document.page(ROWS, day=date(2026, 3, 1), load=0)
    assert all(f"- {line}" in page for line in machine.described())
    assert "cores" in page
    assert "sqlalchemy 2." in page


def test_no_line_of_prose_is_longer_than_a_window() -> None:
    assert max(len(line) for line in document.METHOD.splitlines()) <= 110
