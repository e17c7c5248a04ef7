"""The page that the bench writes: a table that can be read in the source, and what it was made with."""

import json
from datetime import date

import flask
import jinja2
import pytest
import sqlalchemy

from benchmarks import document, machine, sampled
from benchmarks.figures import AtMost, Row, durations
from benchmarks.profiling import Shares
from disclosure import sqlite
from disclosure.casework import filing
from disclosure.vault import sealing

ROWS = [
    durations("draw 5% of 5,904", 0.0165, 0.0153, goal=AtMost(2)),
    durations("a long name of some work", 9.0, 1.0, goal=AtMost(2)),
    Row(work="with errors", ours="1/s", limit="1/s", ratio=1.0, goal="≥ 1/3", met=False, errors=3),
    Row(work="replay", ours="95 s", limit="", ratio=None, goal="≤ 120 s", met=True),
]

SHARES = [
    Shares(
        work="file a statement",
        ours=0.008,
        limit=0.002,
        parts={**dict.fromkeys(sampled.LAYERS, 0.1), sampled.OURS: 0.5},
    )
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
    page = document.page(ROWS, SHARES, day=date(2026, 3, 1), load=load)
    assert ("Nothing else of weight was running." in page) is quiet
    assert ("read the ratios with care" in page) is not quiet
    assert "1 March 2026" in page


def test_the_page_names_machine_and_versions() -> None:
    page = document.page(ROWS, SHARES, day=date(2026, 3, 1), load=0)
    assert all(f"- {line}" in page for line in machine.described())
    assert "cores" in page
    assert "sqlalchemy 2." in page


def test_no_line_of_prose_is_longer_than_a_window() -> None:
    prose = document.METHOD + document.STANDS_IN_THE_WAY + document.OTHERS
    assert max(len(line) for line in prose.splitlines()) <= 110


def test_the_page_says_what_a_request_would_cost_without_all_that_is_our_own() -> None:
    head, _rule, line = document.table_of_shares(SHARES)
    cells = [cell.strip() for cell in line.split("|")[1:-1]]
    assert cells == ["file a statement", "8.0 ms", *["10%"] * 5, "50%", "2.00 ms", "2.0 x"]
    assert len(head) == len(line)
    assert line in document.page(ROWS, SHARES, day=date(2026, 3, 1), load=0)


@pytest.mark.parametrize(
    ("source", "layer"),
    [
        (sqlalchemy.__file__, sampled.MAPPER),
        (flask.__file__, sampled.FRAMEWORK),
        (jinja2.__file__, sampled.TEMPLATES),
        (sqlite.__file__, sampled.DATABASE),
        (sealing.__file__, sampled.CIPHERS),
        (filing.__file__, sampled.OURS),
        (json.__file__, None),
        (document.__file__, None),
    ],
)
def test_every_source_belongs_to_one_layer(source: str, layer: str | None) -> None:
    assert sampled.layer_of(source) == layer
