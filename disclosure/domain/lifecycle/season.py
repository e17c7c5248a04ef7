"""Cycle, designation and extension: who must file, in which year, by when."""

from enum import StrEnum

from disclosure.domain.lifecycle.table import Lifecycle


class CycleState(StrEnum):
    """One year of the programme."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class CycleMove(StrEnum):
    """What the office does to a cycle."""

    OPEN = "open"
    CLOSE = "close"


CYCLE = Lifecycle(
    "cycle",
    {
        CycleMove.OPEN: (frozenset({CycleState.PLANNED}), CycleState.OPEN),
        CycleMove.CLOSE: (frozenset({CycleState.OPEN}), CycleState.CLOSED),
    },
)


class DesignationState(StrEnum):
    """Whether a person must file in a cycle."""

    NOMINATED = "nominated"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"
    WITHDRAWN = "withdrawn"


class DesignationMove(StrEnum):
    """Confirm a nomination, contest a designation, and decide the contest."""

    CONFIRM = "confirm"
    CONTEST = "contest"
    UPHOLD = "uphold"
    WITHDRAW = "withdraw"


_D = DesignationState
DESIGNATION = Lifecycle(
    "designation",
    {
        DesignationMove.CONFIRM: (frozenset({_D.NOMINATED}), _D.CONFIRMED),
        DesignationMove.CONTEST: (frozenset({_D.CONFIRMED}), _D.CONTESTED),
        DesignationMove.UPHOLD: (frozenset({_D.CONTESTED}), _D.CONFIRMED),
        DesignationMove.WITHDRAW: (frozenset({_D.NOMINATED, _D.CONFIRMED, _D.CONTESTED}), _D.WITHDRAWN),
    },
)


class ExtensionState(StrEnum):
    """A request for more time."""

    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"


class ExtensionMove(StrEnum):
    """The office decides."""

    GRANT = "grant"
    REFUSE = "refuse"


EXTENSION = Lifecycle(
    "extension",
    {
        ExtensionMove.GRANT: (frozenset({ExtensionState.REQUESTED}), ExtensionState.GRANTED),
        ExtensionMove.REFUSE: (frozenset({ExtensionState.REQUESTED}), ExtensionState.REFUSED),
    },
)
