"""What is killed at a random moment of an act, point by point."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.faults.crowd import Crowd
from tests.faults.door import AGAIN, Filer

CHANCE = random.Random(7)
AT_A_POINT = 3
"""Who sends the form at the same moment; the last of them sends it once and goes away."""
WITHIN = 0.15
"""Seconds in which a form is answered: the point lies anywhere in them."""


def refused(filers: Sequence[Filer]) -> list[int]:
    """Answers that said neither yes nor "again"."""
    return [status for filer in filers for status in filer.answers if status not in AGAIN | {303}]


def cut_at_points(crowd: Crowd, points: int, cut: Callable[[], object]) -> list[Filer]:
    """Let three people file at a time, and cut something off at a random moment of it; return them all."""
    filers = crowd.take(points * AT_A_POINT)
    with ThreadPoolExecutor(AT_A_POINT) as pool:
        for first in range(0, len(filers), AT_A_POINT):
            two, leaves = filers[first : first + 2], filers[first + 2]
            sent = [pool.submit(crowd.file_once, leaves), *(pool.submit(crowd.file, one) for one in two)]
            time.sleep(CHANCE.uniform(0, WITHIN))
            cut()
            for one in sent:
                one.result()
    return filers


def at_random(act: Callable[[], object], *, least: float, most: float) -> Callable[[threading.Event], None]:
    """Do something again and again at random moments."""

    def repeat(ended: threading.Event) -> None:
        while not ended.wait(CHANCE.uniform(least, most)):
            act()

    return repeat
