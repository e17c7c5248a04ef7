"""Items and answers as one sentence each, for cards and the check page.

Parameters may be messages, money or dates: the sites translate and format them in the
reader's language; `str()` gives plain English.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import (
    CATEGORY_NAMES,
    HOLDER_NAMES,
    Answer,
    AnswerChoice,
    Field,
    FieldKind,
    Item,
    Money,
    Party,
    Statement,
    fields_of,
)
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Band, Programme, Question

NOT_GIVEN = message("not given yet")
YES = message("Yes")
NO = message("No")

_LEAD = re.compile(r"%\((\w+)\)s")
"""A sentence begins with the kind of the item; while that is open, with its category."""

_SENTENCES: Mapping[Category, Message] = {
    Category.LISTED_SECURITY: message("%(kind)s: %(party)s, value %(value)s (%(holder)s)."),
    Category.FUND: message("%(kind)s: %(name)s, value %(value)s (%(holder)s)."),
    Category.PRIVATE_COMPANY: message("%(role)s: %(party)s, value %(value)s (%(holder)s)."),
    Category.REAL_ESTATE: message("%(kind)s: %(city)s, %(use)s, value %(value)s (%(holder)s)."),
    Category.OTHER_ASSET: message("%(kind)s: %(name)s, value %(value)s (%(holder)s)."),
    Category.STOCK_OPTION: message("Stock options: %(quantity)s on shares of %(party)s (%(holder)s)."),
    Category.SALE_PROFIT: message("Sale: %(name)s, profit %(value)s (%(holder)s)."),
    Category.INCOME: message("%(kind)s: from %(party)s, %(value)s (%(holder)s)."),
    Category.GIFT: message("%(kind)s: %(name)s from %(party)s, value %(value)s (%(holder)s)."),
    Category.LIABILITY: message("%(kind)s: owed to %(party)s, balance %(value)s (%(holder)s)."),
    Category.OUTSIDE_ACTIVITY: message("%(kind)s: %(role)s for %(party)s."),
    Category.LEADERSHIP: message("%(position)s: %(party)s (%(holder)s)."),
    Category.RELATIVE_IN_SYSTEM: message("%(relation)s: %(person)s works for %(party)s."),
    Category.RELATIVE_WITH_COUNTERPARTY: message("%(relation)s: %(role)s, %(party)s."),
    Category.EMPLOYMENT_AGREEMENT: message("%(kind)s: with %(party)s."),
    Category.EXTERNAL_INFLUENCE: message("Influence from outside: %(party)s, on %(occurred_on)s."),
}


def band_label(band: Band, currency: str) -> Message:
    """Return a band in words; its upper end is not in it."""
    low = Money(Decimal(band.at_least), currency)
    if band.below is None:
        return message("%(low)s or more", low=low)
    if band.at_least == 0:
        return message("less than %(high)s", high=Money(Decimal(band.below), currency))
    return message("%(low)s to less than %(high)s", low=low, high=Money(Decimal(band.below), currency))


def shown(field: Field, value: object, programme: Programme | None = None) -> object:
    """Return the value of a field as people read it: a message, money, a date, a number or a text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return NOT_GIVEN
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Party):
        return value.name.strip() or NOT_GIVEN
    return _coded(field, value, programme) if isinstance(value, str) else value


def _coded(field: Field, value: str, programme: Programme | None) -> object:
    """Return the words of a code, or a free text as it is."""
    band = programme.values.band(value) if programme and field.kind is FieldKind.BAND else None
    if band and programme:
        return band_label(band, programme.values.currency)
    return next((option.label for option in field.choices if option.code == value), value)


def value_shown(item: Item, programme: Programme | None = None) -> object:
    """Return the item's amount, or its band in words where there is no amount."""
    if item.amount is not None:
        return item.amount
    field = next((field for field in fields_of(item.category) if field.kind is FieldKind.BAND), None)
    return shown(field, item.band, programme) if field else NOT_GIVEN


def sentence(item: Item, programme: Programme | None = None) -> Message:
    """Return `item` in one sentence. `programme` puts its value bands into words."""
    params: dict[str, object] = {
        field.name: shown(field, getattr(item, field.name), programme) for field in fields_of(item.category)
    }
    lead = _LEAD.match(msgid := _SENTENCES[item.category].msgid)
    if lead and params[lead[1]] is NOT_GIVEN:
        params[lead[1]] = CATEGORY_NAMES[item.category]
    params |= {
        "party": item.counterparty.name.strip() or NOT_GIVEN,
        "value": value_shown(item, programme),
        "holder": _holder_shown(item),
    }
    return Message(msgid, {name: params[name] for name in params if f"%({name})s" in msgid})


def _holder_shown(item: Item) -> Message:
    """Return whose `item` is; a position without a holder is the filer's own, where only they are asked."""
    if item.holder is None:
        return HOLDER_NAMES[Holder.SELF] if item.category is Category.LEADERSHIP else NOT_GIVEN
    return HOLDER_NAMES[item.holder]


def question_params(statement: Statement, programme: Programme) -> dict[str, date | Money]:
    """Return what the texts of questions may name: the period, and the limits as money."""
    return period_params(statement.covers_from, statement.covers_to, programme)


def period_params(start: date, end: date, programme: Programme) -> dict[str, date | Money]:
    """Return the same for a period about which nobody has stated anything yet."""
    limits = {
        name: Money(Decimal(limit), programme.values.currency) for name, limit in programme.limits.items()
    }
    return {"start": start, "end": end, **limits}


def answer_sentence(
    question: Question, answer: Answer | None, params: Mapping[str, object] | None = None
) -> Message:
    """Return an answer in the first person; `params` as `question_params` gives them."""
    title = Message(question.title, params or {})
    if answer is None:
        return message("%(title)s: not answered yet.", title=title)
    if answer.choice is AnswerChoice.NO:
        return Message(question.none, params or {})
    if answer.choice is AnswerChoice.YES:
        return message("%(title)s: I have something to declare.", title=title)
    return message("%(title)s: I am not sure, and ask the ethics office to help me decide.", title=title)
