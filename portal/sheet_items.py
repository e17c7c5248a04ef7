"""The lines of a bank's or broker's table as items of a statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from msgspec.structs import replace

from disclosure.domain.categories import Category, Holder
from disclosure.domain.identifiers import is_currency, is_isin, tidy
from disclosure.domain.interests import Item, Money, Party, Rates, fields_for
from disclosure.domain.sheets import Part, Row, Sheet
from disclosure.domain.thresholds import converted
from disclosure.web.amounts import page_locale
from disclosure.web.money import read_amount
from portal import item_form
from portal.drafts import Work
from portal.forms import LONGEST_LINE
from portal.item_fields import PLACES

IMPORTED = (Category.LISTED_SECURITY, Category.FUND)
"""The categories of which a table may hold lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: the item it makes, or why it makes none."""

    row: Row
    item: Item | None
    problem: str
    listed_already: bool
    like_the_others: bool
    """Whether it says what most lines say; a total does not."""

    @property
    def likely(self) -> bool:
        """Whether the person probably wants it added."""
        return self.item is not None and self.like_the_others and not self.listed_already


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the table is to be read: the kind of item, whose they are, and which column holds what."""

    category: Category
    holder: Holder | None
    currency: str
    rates: Rates | None
    columns: Mapping[Part, int]


def lines(sheet: Sheet, reading: Reading, work: Work) -> list[Line]:
    """Return every line of the table as `reading` has it."""
    known = {key for item in work.statement.items for key in _keys(item)}
    return [_line(row, reading, work, known) for row in sheet.rows]


def _line(row: Row, reading: Reading, work: Work, known: set[str]) -> Line:
    told = [part for part in (Part.ISIN, Part.QUANTITY) if part in reading.columns]
    usual = not told or any(row.cell(reading.columns[part]) for part in told)
    try:
        item = _item(row, reading, work)
    except ValueError as fault:
        return Line(row, None, str(fault), listed_already=False, like_the_others=usual)
    return Line(row, item, "", listed_already=bool(known & set(_keys(item))), like_the_others=usual)


def _item(row: Row, reading: Reading, work: Work) -> Item:
    """Return the item of a line. Raises ValueError with a sentence where a cell cannot be read."""
    cell = {part: row.cell(reading.columns.get(part))[:LONGEST_LINE] for part in Part}
    name = cell[Part.NAME] or cell[Part.TICKER]
    if not name:
        raise ValueError(_("there is no name in this line"))
    isin = tidy(cell[Part.ISIN])
    if isin and not is_isin(isin):
        raise ValueError(_("“%(isin)s” is not an ISIN", isin=cell[Part.ISIN]))
    currency = _currency(cell[Part.CURRENCY], reading)
    given: dict[str, Any] = {
        "name": name,
        "isin": isin,
        "ticker": cell[Part.TICKER],
        "quantity": _number(cell[Part.QUANTITY]),
        "unit_price": _money(cell[Part.PRICE], currency),
        "counterparty": Party(name=cell[Part.ISSUER] or (name if reading.category in _ISSUED else "")),
        "holder": reading.holder,
    }
    value = _money(cell[Part.VALUE], currency)
    worth = converted(value, work.programme, reading.rates)
    band = work.programme.values.band_of(worth) if worth is not None else None
    given |= {"amount": value, "band": band.code if band else ""}
    asked = {field.name for field in fields_for(reading.category, work.programme)}
    blank = item_form.blank(reading.category)
    return replace(blank, **{name: what for name, what in given.items() if name in asked})


_ISSUED = (Category.LISTED_SECURITY,)
"""Where a list names no issuer, the name of the security names it: "Nestlé N"."""


def _currency(cell: str, reading: Reading) -> str:
    code = cell.upper()
    if code and not is_currency(code):
        raise ValueError(_("“%(code)s” is not the code of a currency, like USD", code=cell))
    return code or reading.currency


def _number(cell: str) -> Decimal | None:
    return read_amount(cell, locale=page_locale(), places=PLACES) if cell else None


def _money(cell: str, currency: str) -> Money | None:
    if not cell:
        return None
    if not currency:
        raise ValueError(_("the currency is missing; choose it above"))
    return Money(read_amount(cell, locale=page_locale(), places=PLACES), currency)


def _keys(item: Item) -> list[str]:
    """Return by what an item is known again: its kind with its ISIN, and with its name."""
    named = [tidy(getattr(item, "isin", "")), " ".join(str(getattr(item, "name", "")).casefold().split())]
    return [f"{item.category.value}:{key}" for key in named if key]
