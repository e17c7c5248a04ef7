"""Public disclosure in figures: who might have published a summary, and what became of it."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from disclosure.casework.reporting.counting import REQUIRED, count, of_cycle
from disclosure.domain.lifecycle import UNDER_REVIEW, CycleState, SummaryState
from disclosure.models import Cycle, Filing, PublicSummary

_S = SummaryState
_DECLINED = frozenset({_S.CONFIDENTIAL, _S.WITHDRAWN})
"""Kept confidential, or taken back: it cannot be read."""


def public(db: Session, cycle: Cycle) -> dict[str, int]:
    """Return the numbers of public disclosure by key.

    Whoever has not chosen is counted apart where their review was not finished in time: until
    then there was nothing they could publish.
    """
    undecided = PublicSummary.state == _S.UNDECIDED
    unfinished = _unfinished(cycle)
    found = db.execute(
        select(
            count("eligible"),
            count("detailed", PublicSummary.state == _S.DETAILED),
            count("nil", PublicSummary.state == _S.NIL),
            count("declined", PublicSummary.state.in_(_DECLINED)),
            count("unanswered", undecided, ~unfinished),
            count("unfinished", undecided, unfinished),
        )
        .join(Filing, Filing.id == PublicSummary.filing_id)
        .where(*of_cycle(cycle), REQUIRED)
    ).one()
    return {
        "public": found.eligible,
        "public/took-part": found.detailed + found.nil,
        "public/took-part/detailed": found.detailed,
        "public/took-part/nil": found.nil,
        "public/declined": found.declined,
        "public/no-answer": found.unanswered,
        "public/unfinished": found.unfinished,
    }


def _unfinished(cycle: Cycle) -> ColumnElement[bool]:
    """Say whose review is not finished: when the cycle closed, or now while it runs."""
    if cycle.state is CycleState.CLOSED:
        return Filing.open_at_close.is_not(None)
    return Filing.state.in_(UNDER_REVIEW)
