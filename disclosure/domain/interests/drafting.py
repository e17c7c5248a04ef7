"""How a statement begins: blank, or with last year's items carried over."""

from datetime import date
from uuid import uuid4

from msgspec.structs import replace

from disclosure.domain.categories import Category
from disclosure.domain.interests.choices import Operation
from disclosure.domain.interests.statement import SCHEMA, Item, Statement

OF_ONE_YEAR = frozenset({Category.SALE_PROFIT, Category.GIFT, Category.EXTERNAL_INFLUENCE})
"""What happens once: it is declared for its year and not asked about again."""


def new_id() -> str:
    """Return a fresh random id for an item or a member of the household."""
    return uuid4().hex


def blank(*, year: int, covers_from: date, covers_to: date) -> Statement:
    """Return a statement with nothing answered."""
    return Statement(schema=SCHEMA, cycle_year=year, covers_from=covers_from, covers_to=covers_to)


def carried_over(previous: Statement, *, year: int, covers_from: date, covers_to: date) -> Statement:
    """Begin a statement with what `previous` held at its end.

    Items keep their ids and wait for the filer's choice; what ended stays behind, and so do
    events of one year. A value keeps the day it was of, so that one kept for years is asked
    again. Answers are not carried, because last year's "no" must not suggest this year's. The
    household is carried without those who left it, and must be confirmed again.
    """
    return Statement(
        schema=SCHEMA,
        cycle_year=year,
        covers_from=covers_from,
        covers_to=covers_to,
        household=tuple(m for m in previous.household if m.until is None or m.until >= covers_from),
        items=tuple(_waiting(item, previous) for item in previous.items if _lasts(item)),
        carried_from=previous.cycle_year,
    )


def _lasts(item: Item) -> bool:
    """Tell whether `item` may still be there next year."""
    return item.operation is not Operation.DISPOSED and item.category not in OF_ONE_YEAR


def _waiting(item: Item, previous: Statement) -> Item:
    """Return `item` without last year's choice and remark; its value keeps the day it was of."""
    valued = item.amount is not None or bool(item.band)
    as_of = item.as_of or (previous.covers_to if valued else None)
    return replace(item, operation=None, disposed_on=None, remark="", as_of=as_of)
