"""What a lifecycle is: a table of moves, and the sentence for a move it does not allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from disclosure.domain.messages import message
from disclosure.errors import WrongState

PASSED = message(
    "This was answered, changed or closed in the meantime, so it cannot be done now. "
    "Go back and see where it stands."
)
"""What pages say of a move that cannot be made: the exact sentence could not be bent in every language."""

State = TypeVar("State", bound=StrEnum)
Move = TypeVar("Move", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[State, Move]):
    """What may follow what. `noun` names the row in the error's sentence."""

    noun: str
    moves: Mapping[Move, tuple[frozenset[State], State]]

    def after(self, state: State, move: Move) -> State:
        """Return the state that `move` leads to from `state`.

        Raises WrongState when the table does not allow it.
        """
        sources, target = self.moves[move]
        if state not in sources:
            verb = move.value.replace("-", " ")
            exact = f"You cannot {verb} this {self.noun}: it is {state.value.replace('-', ' ')}."
            raise WrongState(exact, told=PASSED)
        return target

    def allows(self, state: State, move: Move) -> bool:
        """Whether `move` can be made from `state`."""
        return state in self.moves[move][0]
