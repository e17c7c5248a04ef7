"""What a statement still lacks before it can be filed.

Only what is missing or impossible stops a filing; what is merely odd is asked by the checks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from disclosure.domain.categories import Category, Holder
from disclosure.domain.identifiers import is_country, is_currency
from disclosure.domain.interests import (
    BOUNDED,
    CATEGORY_NAMES,
    AnswerChoice,
    Field,
    FieldKind,
    HouseholdRelation,
    Item,
    Member,
    Money,
    Operation,
    Party,
    Statement,
    fields_at_stake,
    is_asked,
    is_given,
)
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme, Question

PER_CENT = 100
"""All of a thing."""


class Section(StrEnum):
    """The page on which a gap is filled."""

    PERIOD = "period"
    HOUSEHOLD = "household"
    QUESTIONS = "questions"
    LAST_YEAR = "last-year"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where on the pages a gap is filled.

    Attributes:
        item: id of the item, or of the member of the household.
        field: name of the field; on the page of questions the code of the question.
        category: which section's items are meant.

    """

    section: Section
    item: str = ""
    field: str = ""
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to do before filing, and where."""

    message: Message
    anchor: Anchor


def missing(statement: Statement, programme: Programme) -> list[Gap]:
    """Return what is missing or impossible, in the order of the pages; nothing means it can be filed."""
    return [
        *_period(statement),
        *_household(statement),
        *_answers(statement, programme),
        *(gap for item in statement.items for gap in _item(item, statement, programme)),
    ]


def _period(statement: Statement) -> Iterator[Gap]:
    """The statement covers a period."""
    if statement.covers_from > statement.covers_to:
        yield Gap(
            message(
                "The period of this statement ends before it begins. Ask the ethics office to correct it."
            ),
            Anchor(Section.PERIOD, field="covers_to"),
        )


def _household(statement: Statement) -> Iterator[Gap]:
    """The household and the duties are confirmed, and every member is named."""
    for member in statement.household:
        yield from _member(member)
    if statement.household_confirmed is not True:
        text = (
            message("Say whether the household as shown is right for the whole period.")
            if statement.household_confirmed is None
            else message("Correct the household, then confirm that it is right.")
        )
        yield Gap(text, Anchor(Section.HOUSEHOLD, field="household_confirmed"))
    if statement.duties_unchanged is None:
        yield Gap(
            message("Say whether your duties as shown are right."),
            Anchor(Section.HOUSEHOLD, field="duties_unchanged"),
        )
    elif not statement.duties_unchanged and not statement.duties_note.strip():
        yield Gap(
            message("Say what has changed in your duties."), Anchor(Section.HOUSEHOLD, field="duties_note")
        )


def _member(member: Member) -> Iterator[Gap]:
    """A member of the household has a name and a relation; a spouse says where they work."""

    def gap(text: Message, field: str) -> Gap:
        return Gap(text, Anchor(Section.HOUSEHOLD, item=member.id, field=field))

    name = member.name.strip()
    if not name:
        yield gap(message("Give the name of this member of your household."), "name")
    if member.relation is None:
        yield gap(message("Say how %(name)s is related to you.", name=name or "…"), "relation")
    if member.relation is HouseholdRelation.SPOUSE and not (member.employer.strip() or member.job.strip()):
        yield gap(message('Say where your spouse works, or write "none".'), "employer")
    if member.since and member.until and member.since > member.until:
        yield gap(message("%(name)s left the household before joining it.", name=name or "…"), "until")


def _answers(statement: Statement, programme: Programme) -> Iterator[Gap]:
    """Every question is answered, "yes" leads to an item and "no" to no new one."""
    for question in programme.questions:
        answer = statement.answers.get(question.code)
        if answer is None:
            yield Gap(
                message("Answer the question “%(title)s”.", title=Message(question.title)),
                Anchor(Section.QUESTIONS, field=question.code),
            )
        elif answer.choice is AnswerChoice.YES and not _items_of(question, statement):
            yield Gap(
                message(
                    "You answered yes to “%(title)s”. Add what you have to declare, or change your answer.",
                    title=Message(question.title),
                ),
                Anchor(Section.ITEMS, field=question.code, category=question.categories[0]),
            )
    yield from _contradictions(statement, programme)


def _contradictions(statement: Statement, programme: Programme) -> Iterator[Gap]:
    """A new item stands against "no" to every question that could lead to it."""
    refused = {code for code, answer in statement.answers.items() if answer.choice is AnswerChoice.NO}
    for item in statement.items:
        asked = programme.questions_for(item.category) if item.operation is Operation.NEW else []
        if asked and all(question.code in refused for question in asked):
            yield Gap(
                message(
                    "You answered no to “%(title)s”, but you added an item there. "
                    "Change your answer, or remove the item.",
                    title=Message(asked[0].title),
                ),
                Anchor(Section.QUESTIONS, item=item.id, field=asked[0].code, category=item.category),
            )


def _items_of(question: Question, statement: Statement) -> list[Item]:
    """Return the items that answer a "yes" to `question`."""
    return [item for item in statement.items if item.category in question.categories]


def _item(item: Item, statement: Statement, programme: Programme) -> Iterator[Gap]:
    """An item has its choice and, unless it ended or is not sure, all that its category requires."""
    name = CATEGORY_NAMES[item.category]
    if item.operation is None:
        yield Gap(
            message("%(item)s: choose same, changed, ended or not sure.", item=name),
            Anchor(Section.LAST_YEAR, item=item.id, field="operation", category=item.category),
        )
        return
    for field in fields_at_stake(item.category, programme):
        if field.only_if is not None and not is_asked(field, item):
            continue
        text = _lacking(field, item) if field.required and not is_given(field, item) else None
        if text is None and field.kind in BOUNDED and (value := getattr(item, field.name)) is not None:
            text = _impossible(value, field, item)
        if text:
            yield Gap(text, _at(item, field))
    yield from _holder(item, statement)


def _holder(item: Item, statement: Statement) -> Iterator[Gap]:
    """Who holds an item is in the household."""
    name = CATEGORY_NAMES[item.category]
    members = {member.id for member in statement.household} if item.holder is Holder.CHILD else set()
    if item.holder is Holder.CHILD and item.child and item.child not in members:
        yield Gap(
            message("%(item)s: the child who holds it is not in your household as listed.", item=name),
            Anchor(Section.ITEMS, item=item.id, field="child", category=item.category),
        )
    if item.holder is Holder.SPOUSE and not any(
        member.relation is HouseholdRelation.SPOUSE for member in statement.household
    ):
        yield Gap(
            message("%(item)s: your spouse holds it, but your household lists no spouse.", item=name),
            Anchor(Section.ITEMS, item=item.id, field="holder", category=item.category),
        )


def _lacking(field: Field, item: Item) -> Message | None:
    """Return what to say of a required field that is empty."""
    if item.operation is Operation.NOT_SURE:
        return None
    if item.operation is Operation.DISPOSED and field.name != "disposed_on":
        return None
    name = CATEGORY_NAMES[item.category]
    if field.kind is FieldKind.COUNTERPARTY and item.counterparty.name.strip():
        return message("%(item)s: say what kind of organisation or person it is.", item=name)
    return message("%(item)s: answer “%(field)s”.", item=name, field=field.label)


def _impossible(value: object, field: Field, item: Item) -> Message | None:
    """Return what to say when a field holds a `value` that cannot be."""
    if isinstance(value, Money):
        return _impossible_money(value, field, item)
    country = value.country if isinstance(value, Party) else value
    wanted = field.kind is FieldKind.COUNTRY or field.kind is FieldKind.COUNTERPARTY
    if wanted and country and not is_country(str(country)):
        return message(
            "%(item)s: write the name or the code of the country in “%(field)s”.", **_names(field, item)
        )
    if field.kind is FieldKind.PERCENT and isinstance(value, Decimal) and not 0 <= value <= PER_CENT:
        return message("%(item)s: “%(field)s” is a number from 0 to 100.", **_names(field, item))
    if (
        field.kind is FieldKind.NUMBER
        and isinstance(value, Decimal | int)
        and value < 0
        and field.name != "rate"
    ):
        return message("%(item)s: “%(field)s” cannot be less than nought.", **_names(field, item))
    return None


def _impossible_money(money: Money, field: Field, item: Item) -> Message | None:
    """Return what to say about an amount below nought or in no currency."""
    if not is_currency(money.currency):
        return message(
            "%(item)s: write the code of the currency, like USD, in “%(field)s”.", **_names(field, item)
        )
    if money.amount < 0:
        return message("%(item)s: “%(field)s” cannot be less than nought.", **_names(field, item))
    return None


def _names(field: Field, item: Item) -> dict[str, Message]:
    """Return what a sentence calls a field and the item it is of."""
    return {"item": CATEGORY_NAMES[item.category], "field": field.label}


def _at(item: Item, field: Field) -> Anchor:
    """Return the anchor of a field of an item."""
    return Anchor(Section.ITEMS, item=item.id, field=field.name, category=item.category)
