"""Parts of a whole, and how a share is rounded."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from disclosure.errors import BadInput

TENTH = Decimal("0.1")


class Part(Struct, frozen=True):
    """One line of a breakdown."""

    code: str
    count: int
    share: Decimal | None
    """Per cent of the whole; None when the whole is nothing."""


class Breakdown(Struct, frozen=True):
    """A whole and its parts, in the order they are printed."""

    parts: tuple[Part, ...]
    whole: int


def per_cent(part: int, whole: int) -> Decimal | None:
    """Give 100 * part / whole to one decimal place, halves up; None of nothing.

    5,898 of 5,904 is 99.9, and 5,999 of 6,000 is 100.0: print the counts beside it.
    Raises `BadInput` when the part is not between nothing and the whole.
    """
    if not 0 <= part <= whole:
        raise BadInput(f"{part} is not a part of {whole}: a share lies between nothing and all.")
    return (100 * Decimal(part) / whole).quantize(TENTH, ROUND_HALF_UP) if whole else None


def breakdown(counts: Mapping[str, int], *, order: Sequence[str]) -> Breakdown:
    """Set counts in order, each with its share of their sum; what was not counted stands as 0.

    Every share is rounded on its own, so the printed shares may not add up to exactly 100.
    Raises `BadInput` naming what has no place in the order or a count below 0.
    """
    faults = [f"{code} has no place among {', '.join(order)}." for code in counts if code not in order]
    faults += [
        f"{code} is counted {count} times; a count is never below 0."
        for code, count in counts.items()
        if count < 0
    ]
    if faults:
        raise BadInput(faults)
    whole = sum(counts.values())
    found = ((code, counts.get(code, 0)) for code in order)
    return Breakdown(tuple(Part(code, count, per_cent(count, whole)) for code, count in found), whole)
