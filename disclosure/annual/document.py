"""A report set out in one language: what every form of it prints, in this order."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

_LONGEST_NAME, _LONGEST_WORD, _BETWEEN = 36, 14, 4
"""Signs: what is longer goes on in the next line, or is hyphenated."""


class Edition(StrEnum):
    """For whom a copy is made."""

    COMPLETE = "complete"
    """For the office and those it reports to: every number."""
    PUBLIC = "public"
    """For everybody else: numbers of fewer than five people are hidden, and what would tell them."""


class Stamp(Struct, frozen=True, kw_only=True):
    """The snapshot that a copy is printed from."""

    number: int
    digest: str
    frozen_at: datetime


class Cell(Struct, frozen=True):
    """What stands in a table; `number` is the same for a spreadsheet, a share as a part of 1."""

    text: str
    number: float | None = None
    is_share: bool = False


class Column(Struct, frozen=True):
    """The heading of a column, and whether numbers stand in it."""

    heading: str
    numeric: bool = True


class Row(Struct, frozen=True):
    """One line of a table; a sum is `strong`."""

    cells: tuple[Cell, ...]
    strong: bool = False


class Table(Struct, frozen=True, kw_only=True):
    """A table; the first cell of a row says what the row is about."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """How the columns share a line, in signs: room for the longest word, and for what a row is about."""
        longest = (
            max(map(len, " ".join((column.heading, *(row.cells[place].text for row in self.rows))).split()))
            for place, column in enumerate(self.columns)
        )
        about = max(len(row.cells[0].text) for row in self.rows) if self.rows else 0
        first, *others = (min(word, _LONGEST_WORD) + _BETWEEN for word in longest)
        return max(first, min(about, _LONGEST_NAME)), *others


class Bar(Struct, frozen=True):
    """One bar of a chart: `value` is None where it is hidden or not known."""

    label: str
    value: float | None
    text: str


class Chart(Struct, frozen=True, kw_only=True):
    """Bars, one below the other; `most` is what a full bar stands for."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    most: float


class Section(Struct, frozen=True, kw_only=True):
    """One subject: what is counted, what was found, the table and its charts."""

    code: str
    heading: str
    definition: str
    finding: str
    table: Table
    charts: tuple[Chart, ...] = ()


class Document(Struct, frozen=True, kw_only=True):
    """A whole report.

    Attributes:
        language: BCP 47 tag.
        notices: what a reader must know of this copy, such as that small numbers are hidden.
        facts: about the snapshot, name and value.
        summary: the findings as paragraphs, the heading of which is `summary_heading`.
        page_number: with `{page}` and `{pages}`.
        filename: without its ending.

    """

    language: str
    direction: str
    issuer: str
    title: str
    notices: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    summary_heading: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    definition_label: str
    footer: str
    page_number: str
    uncovered: str
    filename: str
    stamp: Stamp | None
