"""Conflicts by category, what is still open at the end of the year, and how long things have waited."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from disclosure.domain.statistics.shares import Breakdown, breakdown, per_cent
from disclosure.errors import BadInput

AGE_BANDS: Mapping[str, int | None] = {"0-7": 7, "8-14": 14, "15-30": 30, "31+": None}
"""Bands of whole days, each with its last day."""


class ConflictFigures(Struct, frozen=True):
    """Conflicts found in a cycle."""

    items: Breakdown
    """Conflicts by category. A filer can have several, so these are not people."""
    filers: int
    """People with at least one conflict."""
    share: Decimal | None
    """Those people, in per cent of all who had to file."""


class OpenFigures(Struct, frozen=True):
    """Filings that were still open when the year ended."""

    reasons: Breakdown
    share: Decimal | None
    """Open filings, in per cent of all who had to file."""


def conflicts_by_category(
    items: Mapping[str, int], *, order: Sequence[str], filers: int, required: int
) -> ConflictFigures:
    """Set out the conflicts that reviewers confirmed, by category, and the people they concern.

    `filers` counts people with at least one, `required` all who had to file. Raises `BadInput`
    when the two counts cannot both be right: everyone with a conflict has at least one item.
    """
    found = breakdown(items, order=order)
    if filers > found.whole or (found.whole and not filers):
        raise BadInput(f"{found.whole} conflicts cannot be those of {filers} people: each has at least one.")
    return ConflictFigures(items=found, filers=filers, share=per_cent(filers, required))


def open_at_year_end(reasons: Mapping[str, int], *, order: Sequence[str], required: int) -> OpenFigures:
    """Set out the filings that were filed but not closed on the last day of the cycle, by reason.

    Each filing counts once, under the reason recorded when the cycle closed, so the reasons
    add up to the open filings. `required` counts all who had to file.
    """
    counted = breakdown(reasons, order=order)
    return OpenFigures(reasons=counted, share=per_cent(counted.whole, required))


def age_bands(days: Mapping[int, int]) -> Breakdown:
    """Count into bands what has waited for so many whole days (`days[12] == 3`: three for 12 days).

    Something done on the day it began has waited 0 days. Raises `BadInput` for days below 0.
    """
    if early := [day for day in days if day < 0]:
        raise BadInput(
            f"Nothing has waited {min(early)} days: it begins after the day on which it is counted."
        )
    counts = dict.fromkeys(AGE_BANDS, 0)
    for day, count in days.items():
        counts[next(band for band, last in AGE_BANDS.items() if last is None or day <= last)] += count
    return breakdown(counts, order=list(AGE_BANDS))
