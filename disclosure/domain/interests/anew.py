"""When a statement that began with last year's items is asked anew after all, and what stays of it then."""

from msgspec.structs import replace

from disclosure.domain.interests.choices import AnswerChoice, Operation
from disclosure.domain.interests.sameness import person
from disclosure.domain.interests.statement import Member, Statement
from disclosure.domain.messages import Message, message

NEW_DUTIES = message(
    "Your duties have changed, so this year we ask about everything anew instead of showing what you "
    "listed last time."
)
NEW_MEMBER = message(
    "Somebody is new in your household, so this year we ask about everything anew instead of showing what "
    "you listed last time."
)


def reason_to_ask_anew(statement: Statement, previous: Statement) -> Message | None:
    """Return why nothing may be carried into `statement` any longer; nothing where it may.

    As with the short OGE Form 450-A, the shorter way is for whoever has the duties and the
    family of the year before.
    """
    if statement.carried_from is None:
        return None
    if statement.duties_unchanged is False:
        return NEW_DUTIES
    return NEW_MEMBER if joined(statement, previous) else None


def joined(statement: Statement, previous: Statement) -> list[Member]:
    """Return the members of the household who were not in the one of `previous`."""
    ids = {member.id for member in previous.household}
    people = {person(member) for member in previous.household} - {None}
    return [one for one in statement.household if one.id not in ids and person(one) not in people]


def begun_anew(statement: Statement) -> Statement:
    """Let go of what was carried into `statement`; household, duties and what was added this year stay.

    With items carried, "no" meant nothing besides them: it is asked again. "Yes" and "not
    sure" stay true.
    """
    added = tuple(item for item in statement.items if item.operation is Operation.NEW)
    if len(added) == len(statement.items):
        return replace(statement, carried_from=None)
    answers = {
        code: answer for code, answer in statement.answers.items() if answer.choice is not AnswerChoice.NO
    }
    return replace(statement, carried_from=None, items=added, answers=answers)
