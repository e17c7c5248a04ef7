"""A filer's year in examples: complete items of every category, and statements around them."""

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import (
    Answer,
    AnswerChoice,
    Field,
    FieldKind,
    HouseholdRelation,
    Item,
    Member,
    Money,
    Operation,
    Party,
    PartyKind,
    Related,
    Statement,
    blank,
    fields_of,
    is_asked,
    struct_of,
)
from disclosure.domain.programme import load

UN = load("un-secretariat")
NO = Answer(AnswerChoice.NO)
YES = Answer(AnswerChoice.YES)

MARIA = Member(id="maria", name="Maria", relation=HouseholdRelation.SPOUSE, employer="none")
LEO = Member(id="leo", name="Leo", relation=HouseholdRelation.CHILD, birth_year=2015, dependent=True)


def usd(amount: str | int) -> Money:
    """Return dollars."""
    return Money(Decimal(amount), "USD")


def _example(field: Field) -> object:
    """Return a value that answers `field`: for a choice the first that asks nothing more."""
    calm = {"holder": Holder.SELF, "related_to_duties": Related.NO}
    values: dict[FieldKind, object] = {
        FieldKind.TEXT: "Something",
        FieldKind.DATE: date(2025, 6, 1),
        FieldKind.MONEY: usd(20000),
        FieldKind.BAND: "from-10000",
        FieldKind.NUMBER: Decimal(1),
        FieldKind.PERCENT: Decimal(50),
        FieldKind.COUNTRY: "KE",
        FieldKind.YES_NO: False,
        FieldKind.COUNTERPARTY: Party(name="Acme", kind=PartyKind.COMPANY, country="KE"),
        FieldKind.PERSON_NAME: "Ana Lima",
    }
    return calm.get(field.name, values.get(field.kind, ""))


def item(category: Category, *, id: str = "", **given: Any) -> Item:  # noqa: A002, ANN401 - the Struct's own names
    """Return a complete new item of `category`, with `given` in place of the examples.

    Only what is required is filled in, so that a check is raised by what a test gives.
    """
    struct = struct_of(category)
    made = struct(id=id or category.value, operation=Operation.NEW)
    for field in fields_of(category):
        if field.name in given:
            made = replace(made, **{field.name: given[field.name]})
        elif field.required and is_asked(field, made) and field.name != "band":
            value = type_of_choice(struct, field) if field.kind is FieldKind.CHOICE else None
            made = replace(made, **{field.name: value or _example(field)})
    return replace(made, **given)


def type_of_choice(struct: type[Item], field: Field) -> object:
    """Return the first choice of a list as the Struct keeps it."""
    if field.name in ("holder", "related_to_duties"):
        return _example(field)
    hint = struct.__annotations__[field.name]
    enum = next(part for part in hint.__args__ if part is not type(None))
    return enum(field.choices[0].code)


def statement(*items: Item, year: int = 2025, **given: Any) -> Statement:  # noqa: ANN401 - the Struct's own names
    """Return a complete statement that covers `year` and holds `items`."""
    begun = blank(year=year + 1, covers_from=date(year, 1, 1), covers_to=date(year, 12, 31))
    categories = {one.category for one in items}
    answers = {q.code: YES if categories & set(q.categories) else NO for q in UN.questions}
    whole: dict[str, Any] = {
        "household": (MARIA, LEO),
        "household_confirmed": True,
        "duties_unchanged": True,
        "answers": answers,
        "items": items,
    }
    return replace(begun, **(whole | given))
