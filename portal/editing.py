"""What the pages do to a statement: pure functions from one statement to the next."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from msgspec.structs import replace

from disclosure.domain.interests import Answer, AnswerChoice, Item, Member, Operation, Reply, Statement
from disclosure.domain.programme import Programme, Question


class Named(Protocol):
    """Something that keeps its id."""

    @property
    def id(self) -> str:
        """Its id."""


Entry = TypeVar("Entry", bound=Named)


def with_answers(statement: Statement, choices: Mapping[str, AnswerChoice]) -> Statement:
    """Answer questions by code; a remark stays with an answer that is still "not sure"."""
    answers = dict(statement.answers)
    for code, choice in choices.items():
        before = answers.get(code)
        keeps = before is not None and choice is AnswerChoice.NOT_SURE
        answers[code] = Answer(choice, before.remark if before and keeps else "")
    return replace(statement, answers=answers)


def with_remark(statement: Statement, code: str, remark: str) -> Statement:
    """Say what one is not sure about."""
    answer = statement.answers[code]
    return replace(statement, answers={**statement.answers, code: replace(answer, remark=remark.strip())})


def with_household(
    statement: Statement, *, confirmed: bool, duties_unchanged: bool, duties_note: str
) -> Statement:
    """Confirm household and duties, or not."""
    note = "" if duties_unchanged else duties_note.strip()
    return replace(
        statement, household_confirmed=confirmed, duties_unchanged=duties_unchanged, duties_note=note
    )


def with_member(statement: Statement, member: Member) -> Statement:
    """Add or change a member of the household. The household must then be confirmed anew."""
    return replace(statement, household=_in_place(statement.household, member), household_confirmed=None)


def without_member(statement: Statement, member_id: str) -> Statement:
    """Take somebody out of the household. The household must then be confirmed anew."""
    household = tuple(member for member in statement.household if member.id != member_id)
    return replace(statement, household=household, household_confirmed=None)


def with_item(statement: Statement, item: Item) -> Statement:
    """Add or change an item; it keeps its place."""
    return replace(statement, items=_in_place(statement.items, item))


def with_items(statement: Statement, items: Iterable[Item]) -> Statement:
    """Change several items."""
    for item in items:
        statement = with_item(statement, item)
    return statement


def without_item(statement: Statement, item_id: str) -> Statement:
    """Remove an item that was added this year, and with it that it answered a record of the office."""
    return replace(
        statement,
        items=tuple(item for item in statement.items if item.id != item_id),
        replies=tuple(reply for reply in statement.replies if reply.item != item_id),
    )


def with_reply(statement: Statement, reply: Reply) -> Statement:
    """Say something about a record of the office, in place of what was said about it before."""
    return replace(statement, replies=_in_place(statement.replies, reply))


def items_in(statement: Statement, question: Question) -> list[Item]:
    """Return the items that a question leads to, in the order in which they were added."""
    return [item for item in statement.items if item.category in question.categories]


def carried(statement: Statement) -> list[Item]:
    """Return the items that came from an earlier statement."""
    return [item for item in statement.items if item.operation is not Operation.NEW]


def sections(statement: Statement, questions: Iterable[Question]) -> list[Question]:
    """Return the questions answered yes or not sure: what there is to fill in."""
    return [
        question
        for question in questions
        if (answer := statement.answers.get(question.code)) and answer.choice is not AnswerChoice.NO
    ]


def home_of(item: Item, statement: Statement, programme: Programme) -> Question | None:
    """Return the one question under which an item stands: the first answered yes or not sure, else any."""
    asked = programme.questions_for(item.category)
    return next(iter([*sections(statement, asked), *asked]), None)


def _in_place(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """Put `entry` where the one of its id stands, or at the end."""
    places = [place for place, one in enumerate(entries) if one.id == entry.id]
    start = places[0] if places else len(entries)
    return (*entries[:start], entry, *entries[start + 1 :])
