"""What a copy of the report may show: every number by its key, unless it is hidden."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from disclosure.annual.document import Cell, Row
from disclosure.annual.tongue import DASH, Tongue
from disclosure.domain.annual import Annual, share_key

HIDDEN = "*"


class Shown:
    """The numbers of a report as one copy shows them, in one language."""

    def __init__(self, annual: Annual, tongue: Tongue, hidden: frozenset[str]) -> None:
        self.annual, self.tongue, self.hidden = annual, tongue, hidden

    def knows(self, *keys: str) -> bool:
        """Whether all of these numbers exist and may be shown."""
        return all(key in self.annual.numbers and key not in self.hidden for key in keys)

    def number(self, key: str) -> int:
        """Return a number, to choose words by it. Raises KeyError where there is none."""
        return self.annual.numbers[key]

    def count(self, key: str) -> str:
        """Write a number; a star where it is hidden, a dash where nobody knows it."""
        if key in self.hidden:
            return HIDDEN
        number = self.annual.numbers.get(key)
        return DASH if number is None else self.tongue.count(number)

    def share(self, part: str, whole: str) -> str:
        """Write a share to one decimal place. One of a hidden number would tell it, so it is hidden."""
        if {part, whole} & self.hidden:
            return HIDDEN
        return self.tongue.share(self._share(part, whole))

    def roughly(self, part: str, whole: str) -> str:
        """Write a share in whole per cent: 47%."""
        if {part, whole} & self.hidden or not self.number(whole):
            return HIDDEN
        exact = 100 * Decimal(self.number(part)) / self.number(whole)
        return self.tongue.share(exact.quantize(Decimal(1), ROUND_HALF_UP), places=0)

    def ngettext(self, one: str, many: str, key: str, /, **params: object) -> str:
        """Return the form of a text that goes with a number, which it names as `num`."""
        number = 0 if key in self.hidden else self.number(key)
        return self.tongue.ngettext(one, many, number, num=self.count(key), **params)

    def value(self, key: str) -> float | None:
        """Return a number for a bar or a spreadsheet; None where it is hidden or not known."""
        return None if key in self.hidden else self.annual.numbers.get(key)

    def rate(self, part: str, whole: str) -> float | None:
        """Return a share in per cent for a bar; None where it is hidden or there is none."""
        exact = None if {part, whole} & self.hidden else self._share(part, whole)
        return None if exact is None else float(exact)

    def cell(self, key: str) -> Cell:
        """Return the cell of a number."""
        return Cell(self.count(key), self.value(key))

    def share_cell(self, part: str, whole: str) -> Cell:
        """Return the cell of a share."""
        rate = self.rate(part, whole)
        return Cell(self.share(part, whole), None if rate is None else rate / 100, is_share=True)

    def row(self, name: str, *keys: str, strong: bool = False) -> Row:
        """Return a row of numbers under its name."""
        return Row((Cell(name), *map(self.cell, keys)), strong=strong)

    def named(self, names: Mapping[str, str]) -> str:
        """Return a name in the language of the copy, in English where it has none."""
        return names.get(self.tongue.code) or names["en"]

    def _share(self, part: str, whole: str) -> Decimal | None:
        told = self.annual.shares.get(share_key(part, whole))
        return None if told is None else Decimal(told)
