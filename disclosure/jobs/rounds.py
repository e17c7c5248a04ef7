"""What a worker does regularly besides what is owed: each act at its own pace."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class _Due:
    every: float
    act: Callable[[], object]
    at: float = 0.0


class Rounds:
    """Acts that are called in turn, each at most once in its number of seconds."""

    def __init__(self) -> None:
        self._due: list[_Due] = []

    def add(self, act: Callable[[], object], *, every: float) -> None:
        """Call `act` at the first round, and then every so many seconds."""
        self._due.append(_Due(every, act))

    def __call__(self) -> None:
        """Go round once. An act that raises is called again at the next round."""
        now = time.monotonic()
        for one in self._due:
            if now >= one.at:
                one.act()
                one.at = now + one.every
