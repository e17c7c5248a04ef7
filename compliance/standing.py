"""The table of a season: entities, a sum for each group of the programme, the total."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from disclosure.casework.chasing import EntityStanding
from disclosure.domain.programme import Programme
from disclosure.domain.statistics import LineKind, per_cent


class Line(NamedTuple):
    """One line, counted in filings."""

    kind: LineKind
    code: str
    name: str
    address: dict[str, str]
    """The part of an address that lists the people of this line."""
    required: int
    filed: int
    owing: int
    late: int
    """Of those filed, the late ones."""
    drafting: int
    overdue: int

    @property
    def rate(self) -> Decimal | None:
        """Filed, in per cent of required."""
        return per_cent(self.filed, self.required)


def table(standings: Sequence[EntityStanding], programme: Programme, *, language: str) -> list[Line]:
    """Lay out the lines: the entities group by group, each group's sum after it, the total last."""
    lines: list[Line] = []
    for group in programme.groups:
        of_group = [one for one in standings if one.group == group.code]
        if of_group:
            lines += (_entity(one, language) for one in of_group)
            name = group.names.in_language(language)
            lines.append(_sum(LineKind.SUBTOTAL, name, {"group": group.code}, of_group))
    return [*lines, total(standings, programme, language=language)]


def total(standings: Sequence[EntityStanding], programme: Programme, *, language: str) -> Line:
    """Return the line of all entities together."""
    return _sum(LineKind.TOTAL, programme.total.in_language(language), {}, standings)


def _entity(one: EntityStanding, language: str) -> Line:
    name = one.names.get(language, one.names["en"])
    return Line(LineKind.ENTITY, one.code, name, {"entity": one.code}, *_counts(one))


def _sum(kind: LineKind, name: str, address: dict[str, str], summed: Sequence[EntityStanding]) -> Line:
    columns = zip(*(_counts(one) for one in summed), strict=True)
    counts = [sum(column) for column in columns] or [0] * len(_NAMES)
    return Line(kind, "", name, address, *counts)


_NAMES = ("required", "filed", "owing", "late", "drafting", "overdue")


def _counts(one: EntityStanding) -> Iterator[int]:
    owing = one.not_started + one.drafting + one.not_filed
    yield from (one.required, one.filed, owing, one.late, one.drafting, one.overdue)
