"""The lists that the review site offers, each as the strands of the docket that make it up.

A strand is what one index holds together and in order: the cases of one state
of an organisation, a reviewer, an entity or a cycle, or the few of which a
fact is true. Whoever assigns cases oversees them all; a reviewer sees their own.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.sql.elements import False_

from disclosure.access import Permission, permits, where
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import HOLDER, UNDER_REVIEW, AdviceState, CaseHolder, FilingState
from disclosure.models import Advice, DocketLine, Filing

LAST_LATE = 10
"""The highest rank of a case that is late (see `DocketLine`)."""
OPEN_STATES = tuple(sorted(UNDER_REVIEW))


class View(StrEnum):
    """The lists that the review site offers."""

    MY_TURN = "my-turn"
    UNCLAIMED = "unclaimed"
    LATE = "late"
    WAITING_ON_FILER = "waiting-on-filer"
    NOT_SURE = "not-sure"
    DROPPED_TO_NIL = "dropped-to-nil"
    SENIOR = "senior"
    SAMPLED = "sampled"
    APPROVALS = "approvals"
    DISAGREED = "disagreed"
    OPEN = "open"
    CLOSED_LATELY = "closed-lately"
    MATCHED_LATER = "matched-later"
    """Closed cases with a name that a list brought into question since."""
    FOUND = "found"
    """Every case, open or closed, for a search."""


_FACTS = frozenset({View.NOT_SURE, View.DROPPED_TO_NIL, View.SENIOR, View.SAMPLED})


class Strand(NamedTuple):
    """Cases that one index holds in the order of the lists."""

    organisation_id: UUID
    state: FilingState | None = None
    reviewer_id: UUID | None = None
    fact: str | None = None
    late_only: bool = False
    to_approve: bool = False
    """Only those with advice that this account may approve."""
    states: tuple[FilingState, ...] = ()
    """Several states in place of one: for counting, which needs no order."""

    @property
    def is_closed(self) -> bool:
        """Whether it holds closed cases, which are in the order of closing."""
        return self.state is FilingState.CLOSED


def strands(view: View, *, by: Actor) -> list[Strand]:
    """Return what a list is made of, over the organisations in which `by` sees cases."""
    return [one for place in organisations(by, Permission.CASE_SEE) for one in _strands(view, by, place)]


def for_counting(parts: Sequence[Strand]) -> list[Strand]:
    """Return as few strands as hold the same cases, in no order."""
    together: dict[Strand, list[FilingState]] = {}
    for one in parts:
        alike = one if one.state in (None, FilingState.CLOSED) else one._replace(state=None)
        together.setdefault(alike, []).extend([one.state] if one.state else [])
    return [
        one._replace(states=tuple(states)) if one.state is None and one.fact is None else one
        for one, states in together.items()
    ]


def organisations(by: Actor, permission: Permission) -> list[UUID]:
    """Return the organisations in which `by` has a permission."""
    places = sorted({held.organisation_id for held in by.held})
    return [place for place in places if permits(by, permission, DocketLine(organisation_id=place))]


def may_approve(by: Actor) -> ColumnElement[bool]:
    """Return that a case has advice which waits for the approval of `by`."""
    return exists(
        select(Advice.id)
        .join(Filing, Filing.id == Advice.filing_id)
        .where(
            Advice.filing_id == DocketLine.filing_id,
            Advice.state == AdviceState.PROPOSED,
            Advice.approved_by_id.is_(None),
            where(by, Permission.ADVICE_APPROVE, Advice),
        )
        .correlate(DocketLine)
    )


def _strands(view: View, by: Actor, place: UUID) -> list[Strand]:
    if view in _FACTS:
        return [Strand(place, fact=view.value.replace("-", "_"))]
    oversees = place in organisations(by, Permission.CASE_ASSIGN)
    whose = None if oversees else by.account_id
    made: dict[View, Callable[[], list[Strand]]] = {
        View.MY_TURN: lambda: _my_turn(by, place),
        View.UNCLAIMED: lambda: [Strand(place, FilingState.FILED)],
        View.LATE: lambda: _late(by, place, oversees=oversees),
        View.WAITING_ON_FILER: lambda: _of(place, _held_by(CaseHolder.FILER), whose),
        View.APPROVALS: lambda: _to_approve(by, place),
        View.DISAGREED: lambda: _of(place, _held_by(CaseHolder.ETHICS_OFFICE)),
        View.OPEN: lambda: _of(place, OPEN_STATES),
        View.CLOSED_LATELY: lambda: [Strand(place, FilingState.CLOSED, whose)],
        View.MATCHED_LATER: lambda: [Strand(place, FilingState.CLOSED, whose, fact="later_matches")],
        View.FOUND: lambda: _of(place, (*OPEN_STATES, FilingState.CLOSED)),
    }
    return made[view]()


def _my_turn(by: Actor, place: UUID) -> list[Strand]:
    decides = place in organisations(by, Permission.ADVICE_DECIDE)
    contested = _of(place, _held_by(CaseHolder.ETHICS_OFFICE)) if decides else []
    mine = _of(place, _held_by(CaseHolder.REVIEWER), by.account_id)
    return [*mine, *_to_approve(by, place), *contested]


def _to_approve(by: Actor, place: UUID) -> list[Strand]:
    if isinstance(where(by, Permission.ADVICE_APPROVE, Advice), False_):
        return []
    return [Strand(place, FilingState.ADVICE_PROPOSED, to_approve=True)]


def _late(by: Actor, place: UUID, *, oversees: bool) -> list[Strand]:
    mine = [state for state in OPEN_STATES if state is not FilingState.FILED]
    own = [Strand(place, FilingState.FILED), *_of(place, mine, by.account_id)]
    return [one._replace(late_only=True) for one in (_of(place, OPEN_STATES) if oversees else own)]


def _of(place: UUID, states: Sequence[FilingState], reviewer_id: UUID | None = None) -> list[Strand]:
    return [Strand(place, state, reviewer_id) for state in states]


def _held_by(holder: CaseHolder) -> list[FilingState]:
    return [state for state in OPEN_STATES if HOLDER[state] is holder]
