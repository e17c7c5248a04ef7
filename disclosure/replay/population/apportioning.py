"""Shares of a whole number, exact to the last one."""

from collections.abc import Sequence


def apportion(whole: int, weights: Sequence[int]) -> list[int]:
    """Return whole parts that sum to `whole`, in proportion to `weights`, by largest remainders.

    No part exceeds its weight while `whole` does not exceed their sum; of equal remainders the
    earlier is served first.
    """
    total = sum(weights)
    parts = [whole * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(whole * weights[place] % total))
    for place in by_remainder[: whole - sum(parts)]:
        parts[place] += 1
    return parts
