"""How a statement begins: blank, or with last year's items carried over."""

from datetime import date
from uuid import uuid4

from msgspec.structs import replace

from disclosure.domain.interests.choices import Operation
from disclosure.domain.interests.statement import SCHEMA, Item, Statement


def new_id() -> str:
    """Return a fresh random id for an item or a member of the household."""
    return uuid4().hex


def blank(*, year: int, covers_from: date, covers_to: date) -> Statement:
    """Return a statement with nothing answered."""
    return Statement(schema=SCHEMA, cycle_year=year, covers_from=covers_from, covers_to=covers_to)


def carried_over(previous: Statement, *, year: int, covers_from: date, covers_to: date) -> Statement:
    """Begin a statement with what `previous` held at its end.

    Items keep their ids and wait for the filer's choice; items that ended stay behind.
    Answers are not carried, because last year's "no" must not suggest this year's. The
    household is carried without those who left it, and must be confirmed again.
    """
    return Statement(
        schema=SCHEMA,
        cycle_year=year,
        covers_from=covers_from,
        covers_to=covers_to,
        household=tuple(m for m in previous.household if m.until is None or m.until >= covers_from),
        items=tuple(_waiting(item) for item in previous.items if item.operation is not Operation.DISPOSED),
        carried_from=previous.cycle_year,
    )


def _waiting(item: Item) -> Item:
    """Return `item` without last year's choice and without what was said of that year alone."""
    return replace(item, operation=None, disposed_on=None, remark="")
