"""The compliance table of the annual report: who had to file, who did, who did not, per entity."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from disclosure.domain.statistics.shares import per_cent
from disclosure.errors import BadInput

TOTAL = "TOTAL"
"""The code of the table's last line."""


class TableRow(Struct, frozen=True):
    """One entity, counted."""

    code: str
    name: str
    group: str
    required: int
    """People designated for the cycle and neither exempted nor withdrawn."""
    filed: int
    """Of those, who filed their statement before the cycle closed, late or not."""
    not_filed: int
    """Of those, who did not."""


class LineKind(StrEnum):
    """What a line of the table sums up."""

    ENTITY = "entity"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class TableLine(Struct, frozen=True):
    """One printed line. A sum has no name and no group here: the programme file names it by its code."""

    kind: LineKind
    code: str
    name: str
    group: str
    required: int
    filed: int
    not_filed: int

    @property
    def rate(self) -> Decimal | None:
        """The compliance rate: filed, in per cent of required; None where nobody had to file."""
        return per_cent(self.filed, self.required)


def compliance_table(
    rows: Iterable[TableRow], *, groups: Sequence[str], subtotals: Mapping[str, Sequence[str]]
) -> list[TableLine]:
    """Lay out the table: the entities group by group, sub-totals where their last group ends, the total.

    Groups come in the order of `groups`, entities within a group in the order of `rows`. `subtotals`
    gives for each sum its groups; a sum may span several, and a group may belong to several sums.
    Raises `BadInput` with one sentence per row or sum that cannot be right.
    """
    counted = list(rows)
    if faults := [*_row_faults(counted, groups), *_subtotal_faults(subtotals, groups)]:
        raise BadInput(faults)
    lines: list[TableLine] = []
    for group in groups:
        lines += (_line(row) for row in counted if row.group == group)
        for code, summed in subtotals.items():
            if group == max(summed, key=groups.index):
                lines.append(_sum(LineKind.SUBTOTAL, code, [row for row in counted if row.group in summed]))
    return [*lines, _sum(LineKind.TOTAL, TOTAL, counted)]


def _row_faults(rows: Sequence[TableRow], groups: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        who = f"{row.code} ({row.name})"
        if row.required != row.filed + row.not_filed:
            yield (
                f"{who}: {row.required} had to file, but {row.filed} who did and {row.not_filed} "
                f"who did not make {row.filed + row.not_filed}."
            )
        if min(row.required, row.filed, row.not_filed) < 0:
            yield f"{who}: a count is below 0."
        if row.group not in groups:
            yield f"{who}: its group {row.group} is not one of {', '.join(groups)}."
        if row.code in seen:
            yield f"{who}: it stands in the table twice."
        seen.add(row.code)


def _subtotal_faults(subtotals: Mapping[str, Sequence[str]], groups: Sequence[str]) -> Iterator[str]:
    for code, summed in subtotals.items():
        if not summed or not set(summed) <= set(groups):
            yield f"The sub-total {code} must sum one or more of the groups {', '.join(groups)}."


def _line(row: TableRow) -> TableLine:
    counts = (row.required, row.filed, row.not_filed)
    return TableLine(LineKind.ENTITY, row.code, row.name, row.group, *counts)


def _sum(kind: LineKind, code: str, rows: Sequence[TableRow]) -> TableLine:
    required, filed = sum(row.required for row in rows), sum(row.filed for row in rows)
    return TableLine(kind, code, "", "", required, filed, sum(row.not_filed for row in rows))
