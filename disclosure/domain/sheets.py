"""A table as banks and brokers give it away: CSV, in whatever encoding, with whatever separator.

Above the table stand lines about the customer, below it totals: the columns begin
at the first line that has as many cells as most lines have.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from disclosure.domain.messages import message
from disclosure.errors import BadInput

LARGEST = 200_000
"""Characters of one table."""
MOST_ROWS = 200
_SEPARATORS = ",;\t|"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WIDEST = 60


class Part(StrEnum):
    """What a column may hold."""

    NAME = "name"
    ISSUER = "issuer"
    ISIN = "isin"
    TICKER = "ticker"
    QUANTITY = "quantity"
    PRICE = "price"
    VALUE = "value"
    CURRENCY = "currency"


_HEADINGS: Mapping[Part, tuple[str, ...]] = {
    Part.ISIN: ("isin",),
    Part.TICKER: ("ticker", "symbol", "kürzel", "тикер"),
    Part.VALUE: (
        "market value",
        "value",
        "valeur",
        "valor",
        "kurswert",
        "wert",
        "стоимость",
        "市值",
        "القيمة",
    ),
    Part.QUANTITY: (
        "quantity",
        "units",
        "shares",
        "qty",
        "quantité",
        "cantidad",
        "stück",
        "anzahl",
        "количество",
        "数量",
    ),
    Part.PRICE: ("price", "last", "cours", "precio", "kurs", "цена", "价格"),
    Part.CURRENCY: ("currency", "ccy", "devise", "monnaie", "moneda", "divisa", "währung", "валюта", "货币"),
    Part.ISSUER: ("issuer", "émetteur", "emisor", "emittent", "эмитент"),
    Part.NAME: (
        "security",
        "name",
        "description",
        "instrument",
        "holding",
        "libellé",
        "titre",
        "valeur mobilière",
        "nombre",
        "título",
        "bezeichnung",
        "наименование",
        "名称",
        "الاسم",
    ),
}
"""How such columns are called, in the languages people bank in; the first that fits is the guess."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line under the headings, by its number in the file."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """Return a cell; nothing where the line is short, or the column is not in the file."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings of a table, and its lines."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def decoded(content: bytes) -> str:
    """Return the text of a file: Unicode where it is that, else as western European machines write it."""
    if content.startswith(_UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str) -> Sheet:
    """Return the table that a text holds.

    Raises:
        BadInput: there is none, or it is too long; the sentence says what to do.

    """
    if "\0" in text:
        raise BadInput(
            message("This is not a CSV file. Export the list from your bank as CSV and choose that.")
        )
    if len(text) > LARGEST:
        raise BadInput(message("This file is too long. Send only the list of what you hold."))
    try:
        lines = [(number, _tidy(cells)) for number, cells in _parsed(text)]
    except csv.Error:
        raise BadInput(
            message("We cannot read this file. Export the list from your bank as CSV again.")
        ) from None
    filled = [(number, cells) for number, cells in lines if sum(map(bool, cells)) > 1]
    if len(filled) < 2:  # noqa: PLR2004 - headings and one line
        raise BadInput(
            message(
                "We found no list in this file. It needs a line of headings, and a line for each holding."
            )
        )
    width, _lines = Counter(len(cells) for _number, cells in filled).most_common(1)[0]
    start = next(place for place, (_number, cells) in enumerate(filled) if len(cells) >= width)
    rows = tuple(Row(number, cells) for number, cells in filled[start + 1 :])
    if len(rows) > MOST_ROWS:
        raise BadInput(
            message("This list has more than %(most)s lines. Split it into two files.", most=MOST_ROWS)
        )
    return Sheet(filled[start][1], rows)


def guessed(headings: Iterable[str]) -> dict[Part, int]:
    """Return which column holds what, as far as its heading tells; a column holds one thing."""
    plain = [" ".join(heading.casefold().split()) for heading in headings]
    found: dict[Part, int] = {}
    for part, words in _HEADINGS.items():
        for word in words:
            fitting = [
                column
                for column, heading in enumerate(plain)
                if word in heading and column not in found.values()
            ]
            if fitting:
                found[part] = min(fitting, key=lambda column: len(plain[column]))
                break
    return found


def _parsed(text: str) -> Iterable[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), dialect=_dialect(text))
    for cells in reader:
        yield reader.line_num, cells


def _dialect(text: str) -> type[csv.Dialect]:
    """Return how the file separates its cells: by the sign that stands in most lines most evenly."""
    lines = [line for line in text.splitlines()[:_WIDEST] if line.strip()]
    evenness = {
        sign: Counter(line.count(sign) for line in lines if sign in line).most_common(1)
        for sign in _SEPARATORS
    }
    best = max(_SEPARATORS, key=lambda sign: _weight(evenness[sign]))
    return type("Found", (csv.excel,), {"delimiter": best})


def _weight(counted: list[tuple[int, int]]) -> tuple[int, int]:
    if not counted:
        return (0, 0)
    [(signs, lines)] = counted
    return (lines, signs)


def _tidy(cells: Iterable[str]) -> tuple[str, ...]:
    tidy = [" ".join(cell.split()) for cell in cells]
    while tidy and not tidy[-1]:
        tidy.pop()
    return tuple(tidy)
