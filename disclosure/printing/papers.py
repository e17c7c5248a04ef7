"""What a paper says: plain texts, already in the language of its reader."""

from typing import Annotated, Literal

from msgspec import Meta, Struct


class Row(Struct, frozen=True):
    """One fact: its name, and what it is in one line or several."""

    term: str
    lines: tuple[str, ...]


class Words(Struct, frozen=True, kw_only=True):
    """A paragraph; in another language than the paper's where `language` (BCP 47) says so."""

    text: str
    language: str | None = None
    right_to_left: bool = False
    strong: bool = False


class Thing(Struct, frozen=True, kw_only=True):
    """Something declared: one sentence, and its facts in rows."""

    sentence: str
    facts: tuple[Row, ...] = ()


class Grid(Struct, frozen=True, kw_only=True):
    """A table whose first row names its columns. `widths` share the page's width: (3, 1) is three to one."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(Struct, frozen=True, kw_only=True):
    """A part of the paper under its heading."""

    heading: str
    level: Annotated[int, Meta(ge=2, le=3)] = 2
    paragraphs: tuple[Words, ...] = ()
    items: tuple[Thing, ...] = ()
    numbered: tuple[Words, ...] = ()
    listed: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()
    """Said after everything else, in small."""


class Paper(Struct, frozen=True, kw_only=True):
    """A paper of a few pages.

    Attributes:
        language: BCP 47 tag of the whole, as "ar" or "zh-Hans".
        issuer: the organisation, above the title.
        notice: what the paper is worth, in a frame under the title.
        footer: at the foot of each page, beside the number.
        page_number: with `{page}` and `{pages}`, as "Page {page} of {pages}".
        uncovered: said under the notice when a character could not be printed.

    """

    language: str
    direction: Literal["ltr", "rtl"]
    issuer: str
    title: str
    notice: str
    footer: str
    page_number: str
    uncovered: str
    facts: tuple[Row, ...] = ()
    sections: tuple[Section, ...] = ()
