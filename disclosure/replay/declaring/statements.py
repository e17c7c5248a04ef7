"""A whole statement, complete, as one person files it."""

from collections.abc import Sequence
from datetime import date
from random import Random

from disclosure.domain.interests import (
    SCHEMA,
    Answer,
    AnswerChoice,
    EmploymentAgreement,
    Item,
    SaleProfit,
    SoldKind,
    Statement,
)
from disclosure.domain.programme import Programme, Question
from disclosure.replay.declaring.choosing import items
from disclosure.replay.declaring.household import household
from disclosure.replay.declaring.pen import Pen
from disclosure.replay.population import Part

NO = Answer(AnswerChoice.NO)
YES = Answer(AnswerChoice.YES)
NOT_SURE = 0.01
"""The part of people who are not sure about one question."""
NEW_DUTIES = 0.03


def statement(
    part: Part, *, seed: int, year: int, covers_from: date, covers_to: date, programme: Programme
) -> Statement:
    """Return the statement of a person for the cycle of `year`; what their part says, they declare.

    It is complete by the rules of `programme` and follows from `seed` and the person alone.
    """
    rng = Random(f"{seed}:{year}:{part.person.index_number}")  # noqa: S311 - repeatable, nothing secret
    family = household(rng, part.person, year=year)
    pen = Pen(
        rng, part.person, programme=programme, household=family, covers_from=covers_from, covers_to=covers_to
    )
    declared = items(pen, part, seed=seed)
    moved = pen.chance(NEW_DUTIES)
    return Statement(
        schema=SCHEMA,
        cycle_year=year,
        covers_from=covers_from,
        covers_to=covers_to,
        household=family,
        household_confirmed=True,
        duties_unchanged=not moved,
        duties_note=pen.say("changed_duties") if moved else "",
        answers=answers(pen, declared),
        items=declared,
    )


def answers(pen: Pen, declared: Sequence[Item]) -> dict[str, Answer]:
    """Answer every question: yes where an item stands behind it, else no; a few are not sure of one."""
    asked = pen.programme.questions
    behind = {_question(item, pen.programme).code for item in declared}
    given = {question.code: YES if question.code in behind else NO for question in asked}
    if pen.chance(NOT_SURE):
        code = pen.rng.choice(asked).code
        if code not in behind:
            given[code] = Answer(AnswerChoice.NOT_SURE, pen.say("unsure"))
    return given


def _question(item: Item, programme: Programme) -> Question:
    """Return the question that `item` answers, where several could lead to it."""
    asked = programme.questions_for(item.category)
    of_property = isinstance(item, SaleProfit) and item.kind is SoldKind.REAL_ESTATE
    without_pay = isinstance(item, EmploymentAgreement) and not item.continuing_pay
    return asked[-1] if of_property or without_pay else asked[0]
