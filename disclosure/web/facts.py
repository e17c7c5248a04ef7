"""A declared item fact by fact, in the language of the page."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flask_babel import format_percent

from disclosure.domain.interests import (
    CATEGORY_NAMES,
    Field,
    FieldKind,
    Item,
    Member,
    Party,
    fields_of,
    is_asked,
)
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme
from disclosure.domain.sentences import NOT_GIVEN, shown
from disclosure.web.amounts import page_locale
from disclosure.web.forms import said

Fact = tuple[str, tuple[str, ...]]
"""What was asked, and what was said: one line, or several."""


def of_item(item: Item, programme: Programme, household: Sequence[Member]) -> Iterator[Fact]:
    """Yield everything that was said of an item. `household` names the child it belongs to."""
    yield said(message("Category")), (said(CATEGORY_NAMES[item.category]),)
    for field in fields_of(item.category):
        value = getattr(item, field.name)
        if is_asked(field, item) and value not in (None, "", Party()):
            yield said(field.label), tuple(lines(field, value, programme, household))
    if item.operation is not None:
        yield said(message("Compared with last year")), (said(item.operation.label),)


def written(value: object) -> str:
    """Return a value as the language of the page writes it: a message, a date, an amount, a text."""
    return said(Message("%(value)s", {"value": value}))


def lines(field: Field, value: object, programme: Programme, household: Sequence[Member]) -> Iterator[str]:
    """Yield the value of a field, line by line; that nothing was given is said as well."""
    if isinstance(value, Party):
        yield from _party(value)
    elif field.kind is FieldKind.COUNTRY and value:
        yield country(str(value))
    elif field.kind is FieldKind.PERCENT and isinstance(value, Decimal):
        yield format_percent(value / 100, "#,##0.##%")
    elif field.kind is FieldKind.MEMBER:
        yield next((one.name for one in household if one.id == value), str(value))
    else:
        yield written(shown(field, value, programme))


def country(code: str) -> str:
    """Return a country's name in the language of the page, or the code where there is none."""
    return str(page_locale().territories.get(code, code))


def _party(party: Party) -> Iterator[str]:
    yield party.name or said(NOT_GIVEN)
    if party.kind:
        yield said(party.kind.label)
    if party.country:
        yield country(party.country)
    if party.registration:
        yield said(message("Register number: %(number)s", number=party.registration))
    if party.lei:
        yield said(message("LEI: %(number)s", number=party.lei))
    if party.ungm:
        yield said(message("UNGM number: %(number)s", number=party.ungm))
