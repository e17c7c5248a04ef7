"""Where a case goes after a piece of its advice moved: found in the tables, the same for every act."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import (
    ADVICE_OPEN,
    FILING,
    AdviceState,
    ConflictMove,
    ConflictState,
    FilingMove,
    FilingState,
    filing_state_after_advice,
)
from disclosure.models import Advice, Conflict, Filing

FOLLOWING = frozenset(
    {
        FilingMove.TALK,
        FilingMove.REPLY,
        FilingMove.AGREE,
        FilingMove.DISAGREE,
        FilingMove.UPHOLD,
        FilingMove.PROVE,
        FilingMove.REFUSE_PROOF,
        FilingMove.RESUME,
    }
)
"""Moves that a filing makes because of its advice once that was sent."""


def settle(filing: Filing, advices: Sequence[Advice]) -> None:
    """Move the filing to where its advice leaves it; back to its reviewer when none is open.

    Nothing moves while another piece of advice still keeps the case where it is.
    """
    target = filing_state_after_advice({advice.state for advice in advices}) or FilingState.IN_REVIEW
    if target is not filing.state:
        filing.move(move_to(filing.state, target), at=clock.now())


def move_to(state: FilingState, target: FilingState) -> FilingMove:
    """Return the one move that advice makes from `state` to `target`, as the table has it."""
    [move] = (
        move
        for move, (sources, after) in FILING.moves.items()
        if move in FOLLOWING and after is target and state in sources
    )
    return move


def about(conflict: Conflict, advices: Sequence[Advice]) -> list[Advice]:
    """Return the advice that is about one conflict."""
    return [advice for advice in advices if advice.conflict_id == conflict.id]


def settle_conflict(db: Session, *, by: Actor, conflict: Conflict, advices: Sequence[Advice]) -> None:
    """Mitigate a conflict when advice about it was carried out and none is open any more."""
    states = {advice.state for advice in about(conflict, advices)}
    if AdviceState.DONE in states and not states & ADVICE_OPEN and conflict.state is ConflictState.ADVISED:
        conflict.move(ConflictMove.MITIGATE)
        ledger.record(db, by, "conflict:mitigated", filing=conflict.filing, conflict_id=conflict.id)
