"""Which cases are late by the clock of their state, as a condition over Filing.

Clocks run in working days. Questions and actions have their own dates; for the
holders in the office the week is Monday to Friday, where the programme is at home.
"""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from disclosure.casework import programmes
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import SATURDAY_AND_SUNDAY, due_instant
from disclosure.domain.lifecycle import AdviceState, CycleState, FilingState, QuestionState
from disclosure.domain.programme import Clocks
from disclosure.models import Advice, Cycle, Filing, Question

ONE_DAY = timedelta(days=1)


def is_late(db: Session, *, by: Actor, at: datetime) -> ColumnElement[bool]:
    """Return the condition that a filing is late at an instant, over the cycles the actor has to do with."""
    groups: dict[tuple[Clocks, str], list[UUID]] = {}
    begun = select(Cycle).where(
        Cycle.organisation_id.in_({held.organisation_id for held in by.held}),
        Cycle.state != CycleState.PLANNED,
    )
    for cycle in db.scalars(begun):
        programme = programmes.of(cycle)
        groups.setdefault((programme.clocks, programme.calendar.default_zone), []).append(cycle.id)
    return or_(
        false(),
        *(
            and_(Filing.cycle_id.in_(cycles), _late_under(clocks, zone, at))
            for (clocks, zone), cycles in groups.items()
        ),
    )


def ran_out(days: int, *, zone: str, at: datetime) -> datetime:
    """Return the instant before which a turn must have begun for `days` working days to be over at `at`."""
    day, left = at.astimezone(ZoneInfo(zone)).date(), days + 1
    while left:
        left -= day.weekday() not in SATURDAY_AND_SUNDAY
        day -= ONE_DAY
    return due_instant(day, zone)


def _late_under(clocks: Clocks, zone: str, at: datetime) -> ColumnElement[bool]:
    today = at.astimezone(ZoneInfo(zone)).date()
    turns = {
        FilingState.FILED: clocks.claim,
        FilingState.ADVICE_PROPOSED: clocks.approve,
        FilingState.ADVICE_SENT: clocks.advice,
        FilingState.TO_DISCUSS: clocks.advice,
        FilingState.DISAGREED: clocks.decide,
        FilingState.ESCALATED: clocks.decide,
    }
    reviewed = [FilingState.FILED, FilingState.IN_REVIEW, FilingState.PROOF]
    return or_(
        *(
            and_(Filing.state == state, Filing.turn_since < ran_out(days, zone=zone, at=at))
            for state, days in turns.items()
        ),
        and_(Filing.state.in_(reviewed), Filing.filed_at < ran_out(clocks.review, zone=zone, at=at)),
        _past_its_date(today),
    )


def _past_its_date(today: date) -> ColumnElement[bool]:
    question = exists().where(
        Question.filing_id == Filing.id, Question.state == QuestionState.ASKED, Question.due_on < today
    )
    action = exists().where(
        Advice.filing_id == Filing.id, Advice.state == AdviceState.AGREED, Advice.due_on < today
    )
    return or_(
        and_(Filing.state == FilingState.QUESTION_ASKED, question),
        and_(Filing.state == FilingState.ACTION_DUE, action),
    )
