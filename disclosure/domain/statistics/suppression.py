"""Hiding small counts in tables that add up in several directions, so that none can be worked out again.

A reader knows the sums, that a count which is shown as 0 is 0, and that a hidden one is at least 1.
A hidden count is safe when the hidden ones could be others and still give every sum that is shown:
such other counts are looked for, and while there are none, one more count is hidden.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import lcm

from disclosure.domain.statistics.masking import MASKED_BELOW

Equation = tuple[str, Sequence[str]]
"""A total, and the parts that it is the sum of."""
Row = dict[str, Fraction]
Worth = Callable[[str], int]
"""How much is lost when a count is hidden."""


def _alike(_key: str) -> int:
    return 0


class _Table:
    """The counts with their sums, and which of them is hidden before another."""

    def __init__(self, counts: Mapping[str, int], sums: Iterable[Equation], worth: Worth) -> None:
        self.counts, self._worth = counts, worth
        self.equations = [{total: 1, **dict.fromkeys(parts, -1)} for total, parts in sums]
        self._with: dict[str, list[Mapping[str, int]]] = {}
        for equation in self.equations:
            for key in equation:
                self._with.setdefault(key, []).append(equation)

    def least(self, keys: Iterable[str], hidden: set[str]) -> str | None:
        """Return the count that is best hidden of those that are shown and not 0."""
        left = [key for key in keys if key not in hidden and self.counts[key]]
        return min(left, key=lambda key: self.loss(key, hidden), default=None)

    def loss(self, key: str, hidden: set[str]) -> tuple[int, int, int, str]:
        """Weigh a count: its worth, in how many more sums one must be hidden for it, its size."""
        lone = sum(hidden.isdisjoint(equation) for equation in self._with.get(key, ()))
        return self._worth(key), lone, self.counts[key], key

    def near(self, keys: set[str]) -> Iterator[str]:
        """Yield the counts that stand in a sum with any of these."""
        return (one for equation in self.equations if not keys.isdisjoint(equation) for one in equation)


def suppressed(
    counts: Mapping[str, int], sums: Iterable[Equation], *, worth: Worth = _alike
) -> frozenset[str]:
    """Return the keys of the counts to hide: those from 1 to 4, and what would tell one of them.

    Every sum holds among `counts`. What is 0 is always shown, and what stands in no sum is hidden
    only where it is small itself. Of several that might be hidden the one of least `worth` is, then
    the one for which the fewest others must be hidden.
    """
    table = _Table(counts, sums, worth)
    hidden = {key for key, count in counts.items() if 0 < count < MASKED_BELOW}
    while True:
        _close(table, hidden)
        more = {one for key in _bare(table, hidden) for one in _cover(table, hidden, key)}
        if not more:
            return frozenset(hidden)
        hidden |= more


def _close(table: _Table, hidden: set[str]) -> None:
    """Hide a second count wherever a sum would tell the only hidden one; where least is lost first."""
    while lone := [one for one in table.equations if sum(key in hidden for key in one) == 1]:
        seconds = {second for one in lone if (second := table.least(one, hidden))}
        if not seconds:
            return
        hidden.add(min(seconds, key=lambda key: table.loss(key, hidden)))


def _cover(table: _Table, hidden: set[str], key: str) -> Iterator[str]:
    """Choose one more count to hide for the sake of one: in a sum with it, else with any hidden one."""
    for reach in ({key}, hidden):
        if found := table.least(table.near(reach), hidden):
            yield found
            return


def _bare(table: _Table, hidden: set[str]) -> list[str]:
    """Return the small hidden counts for which no others were found that give the same sums."""
    counts = table.counts
    restricted = ({key: side for key, side in one.items() if key in hidden} for one in table.equations)
    rows = [{key: Fraction(side) for key, side in one.items()} for one in restricted if one]
    bound = {key for row in rows for key in row}
    ways = list(_ways(rows, bound))
    safe = hidden - bound
    for way in ways:
        safe |= _told_apart(counts, way)
    if not bound <= safe:
        for one, other in combinations(ways, 2):
            if not one.keys().isdisjoint(other):
                for sign in (1, -1):
                    safe |= _told_apart(counts, _added(one, other, sign))
    return sorted(key for key in bound - safe if counts[key] < MASKED_BELOW)


def _told_apart(counts: Mapping[str, int], way: Mapping[str, int]) -> set[str]:
    """Return which counts differ when one goes this way, or the opposite one, and stays at 1 or more."""
    for sign in (1, -1):
        if all(counts[key] + sign * step >= 1 for key, step in way.items()):
            return set(way)
    return set()


def _added(one: Mapping[str, int], other: Mapping[str, int], sign: int) -> dict[str, int]:
    keys = one.keys() | other.keys()
    together = {key: one.get(key, 0) + sign * other.get(key, 0) for key in keys}
    return {key: step for key, step in together.items() if step}


def _ways(rows: list[Row], bound: set[str]) -> Iterator[dict[str, int]]:
    """Yield, in whole steps, how hidden counts can change together without changing any sum."""
    pivots = _reduced(rows)
    for free in sorted(bound - pivots.keys()):
        way = {free: Fraction(1)}
        way |= {pivot: -row[free] for pivot, row in pivots.items() if row.get(free)}
        scale = lcm(*(step.denominator for step in way.values()))
        yield {key: int(step * scale) for key, step in way.items()}


def _reduced(rows: list[Row]) -> dict[str, Row]:
    """Solve the sums for as many counts as they allow: each by those that stay free (Gauss and Jordan)."""
    pivots: dict[str, Row] = {}
    for row in sorted(rows, key=len):
        left = dict(row)
        for pivot in [key for key in left if key in pivots]:
            _subtract(left, pivots[pivot], left[pivot])
        if not left:
            continue
        pivot = min(left, key=lambda key: (abs(left[key]) != 1, key))
        scale = left[pivot]
        solved = {key: side / scale for key, side in left.items()}
        for other in pivots.values():
            if pivot in other:
                _subtract(other, solved, other[pivot])
        pivots[pivot] = solved
    return pivots


def _subtract(row: Row, other: Row, times: Fraction) -> None:
    for key, side in other.items():
        left = row.get(key, Fraction(0)) - times * side
        if left:
            row[key] = left
        else:
            row.pop(key, None)
