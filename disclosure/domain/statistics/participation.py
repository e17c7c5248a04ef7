"""Participation by year and group: how the programme grew, over the years a report looks back on."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from disclosure.domain.statistics.shares import Breakdown, breakdown, per_cent
from disclosure.errors import BadInput


class YearRow(Struct, frozen=True):
    """People counted in one year: of a group, or of one of its entities."""

    year: int
    group: str
    required: int
    filed: int


class Participation(Struct, frozen=True):
    """One year of the programme."""

    year: int
    groups: Breakdown
    """Who had to file, by group, with each group's share of the year."""
    required: int
    filed: int
    rate: Decimal | None
    """Filed, in per cent of required."""
    change: int | None
    """Required, less required in the year before; None when that year is not among the rows."""


def participation(rows: Iterable[YearRow], *, groups: Sequence[str]) -> list[Participation]:
    """Sum rows into years, the earliest first. Several rows of one group and year are added up.

    Raises `BadInput` when a group is unknown or more people filed than had to.
    """
    by_year: dict[int, list[YearRow]] = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row)
    required = {year: sum(row.required for row in counted) for year, counted in by_year.items()}
    return [_year(year, by_year[year], groups, required) for year in sorted(by_year)]


def _year(
    year: int, rows: Sequence[YearRow], groups: Sequence[str], required: dict[int, int]
) -> Participation:
    if faults := [
        f"{row.year}, {row.group}: {row.filed} filed, but {row.required} had to."
        for row in rows
        if not 0 <= row.filed <= row.required
    ]:
        raise BadInput(faults)
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.group] = counts.get(row.group, 0) + row.required
    filed = sum(row.filed for row in rows)
    return Participation(
        year=year,
        groups=breakdown(counts, order=groups),
        required=required[year],
        filed=filed,
        rate=per_cent(filed, required[year]),
        change=required[year] - required[year - 1] if year - 1 in required else None,
    )
