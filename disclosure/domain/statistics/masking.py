"""Hiding counts so small that a reader could tell who is meant."""

from collections.abc import Mapping

from msgspec import Struct

MASKED_BELOW = 5
"""The smallest count that is printed, other than 0."""


class Masked(Struct, frozen=True):
    """Counts fit to be shown to many; None stands for a count that is hidden."""

    counts: dict[str, int | None]
    total: int | None


def masked(counts: Mapping[str, int]) -> Masked:
    """Hide every count from 1 to 4, and whatever would let a reader work one out again.

    The total less what is shown gives away a single hidden count, and several that are equal. So when
    the hidden counts do not differ, the next larger ones are hidden too; when there are none, the total is.
    Equal counts are treated alike: hidden counts could then stand in any other order, and even
    who knows this rule cannot tell which is which. It holds for one table by itself: print no shares
    beside it, nor the same people counted in another way.
    """
    values = sorted(set(counts.values()) - {0})
    hidden = {value for value in values if value < MASKED_BELOW}
    if len(hidden) == 1:
        hidden.update(values[1:2])
    return Masked(
        counts={code: None if count in hidden else count for code, count in counts.items()},
        total=None if len(hidden) == 1 else sum(counts.values()),
    )
