"""Records that the office holds and a statement does not mention: asked about, never decided on.

A prompt comes after an answer, never before it, and keeps nobody from filing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from disclosure.domain.categories import Category
from disclosure.domain.interests import (
    Answer,
    AnswerChoice,
    FieldKind,
    HeldRecord,
    Item,
    Operation,
    Reply,
    ReplyChoice,
    Statement,
    fields_for,
    struct_of,
)
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme, Question

SAYS_WHAT = frozenset({"name", "role", "title"})
"""Fields that hold what an item is, where they hold words."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A record to ask about, with what was said about it; nothing where it waits for that."""

    record: HeldRecord
    reply: Reply | None


def prompts(statement: Statement, records: Iterable[HeldRecord], programme: Programme) -> list[Prompt]:
    """Return what to ask: records whose category is answered and does not hold as many items as records.

    Whatever is not theirs, or ended, needs no item. Which record an item stands for nobody can
    tell from words, so as long as one of a category may be missing, each of them is asked about.
    """
    ordered = sorted(records, key=lambda record: (record.category, record.on, record.id))
    return [
        prompt
        for category, held in groupby(ordered, key=lambda record: record.category)
        for prompt in _of_category(statement, category, list(held), programme)
    ]


def _of_category(
    statement: Statement, category: Category, held: Sequence[HeldRecord], programme: Programme
) -> list[Prompt]:
    given = [statement.answers.get(question.code) for question in programme.questions_for(category)]
    if not any(given):
        return []
    replies = {reply.id: reply for reply in statement.replies if reply.choice is not ReplyChoice.ADDED}
    waiting = [record for record in held if record.id not in replies]
    enough = _items(statement, category, given) >= len(waiting)
    return [Prompt(record, replies.get(record.id)) for record in held if record.id in replies or not enough]


def _items(statement: Statement, category: Category, given: Iterable[Answer | None]) -> int:
    """Count the items of a category; under "no" alone there are none to speak of."""
    if all(answer is None or answer.choice is AnswerChoice.NO for answer in given):
        return 0
    return sum(item.category is category for item in statement.items)


def leading_to(record: HeldRecord, statement: Statement, programme: Programme) -> Question:
    """Return the question under which a record belongs: the first that is not answered no, else the first.

    Raises StopIteration where no question leads to its category; no prompt is made of such a record.
    """
    asked = programme.questions_for(record.category)
    said = [question for question in asked if question.code in statement.answers]
    open_ = [one for one in said if statement.answers[one.code].choice is not AnswerChoice.NO]
    return next(iter([*open_, *asked]))


def begun(record: HeldRecord, programme: Programme, *, item_id: str) -> Item:
    """Return a new item with the office's words where its category asks for some, else as its remark."""
    names = [
        field.name
        for field in fields_for(record.category, programme)
        if field.kind is FieldKind.TEXT and field.name in SAYS_WHAT
    ]
    blank = struct_of(record.category)(id=item_id, operation=Operation.NEW)
    return replace(blank, **{next(iter(names), "remark"): record.what})


def standing(statement: Statement) -> list[Reply]:
    """Return the replies that still hold: what was added is there until its item is taken out again."""
    there = {item.id for item in statement.items}
    return [
        reply for reply in statement.replies if reply.choice is not ReplyChoice.ADDED or reply.item in there
    ]


def reply_to(
    record: HeldRecord, choice: ReplyChoice, *, ended_on: date | None = None, item: str = ""
) -> Reply:
    """Return a reply with the record as it was shown; a day only where it ended."""
    return Reply(
        id=record.id,
        category=record.category,
        what=record.what,
        on=record.on,
        choice=choice,
        ended_on=ended_on if choice is ReplyChoice.ENDED else None,
        item=item,
    )


def reply_sentence(reply: Reply) -> Message:
    """Return what the filer says about a record, in the first person."""
    about = {"what": reply.what, "on": reply.on}
    match reply.choice:
        case ReplyChoice.ADDED:
            return message("“%(what)s”, recorded on %(on)s: I have added it to my statement.", **about)
        case ReplyChoice.ENDED:
            return message(
                "“%(what)s”, recorded on %(on)s: it ended on %(ended_on)s.",
                ended_on=reply.ended_on or message("a day not given"),
                **about,
            )
        case ReplyChoice.NOT_MINE:
            return message("“%(what)s”, recorded on %(on)s: it is not mine.", **about)
