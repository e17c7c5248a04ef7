"""What a statement is asked: questions, limits and how exact a value must be."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from disclosure.domain.categories import Category, Holder
from disclosure.domain.programme.names import Code, Text

WholeAmount = Annotated[int, Meta(ge=0)]
"""Whole units of the programme's currency."""


class Question(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One forced choice: yes, no or not sure, with nothing pre-selected.

    The texts are English msgids. They may hold `%(start)s` and `%(end)s` (the cover period) and,
    for each category with a limit, `%(limit_liability)s` and the like.
    """

    code: Code
    title: Text
    text: Text
    example: Text
    brief: str = ""
    """The question on the page of all eight, under the period and whom they are about; else `text`."""
    none: Text
    """What "no" says on the check page, in the first person."""
    categories: Annotated[tuple[Category, ...], Meta(min_length=1)]
    """What a "yes" leads to."""


class Reach(StrEnum):
    """Whether an amount equal to the limit is declared."""

    AT_LEAST = "at-least"
    MORE_THAN = "more-than"


class Aggregation(StrEnum):
    """What is compared with the limit: each item, or the sum of a source (giver, creditor, payer)."""

    ITEM = "item"
    SOURCE = "source"


class ValueMode(StrEnum):
    """How a value is given."""

    BANDS = "bands"
    EXACT = "exact"


class Threshold(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """From what amount a category is declared, and for whom. No `amount` means any value."""

    covers: Annotated[tuple[Holder, ...], Meta(min_length=1)]
    amount: WholeAmount | None = None
    reach: Reach = Reach.AT_LEAST
    per: Aggregation = Aggregation.ITEM
    value: ValueMode | None = None
    """Overrides the programme's value mode for this category."""

    def reaches(self, amount: Decimal | int) -> bool:
        """Tell whether `amount`, in the programme's currency, must be declared."""
        if self.amount is None:
            return True
        return amount > self.amount if self.reach is Reach.MORE_THAN else amount >= self.amount

    def covers_holder(self, holder: Holder) -> bool:
        """Tell whether an interest of `holder` is asked. A joint one is partly the filer's own."""
        return (Holder.SELF if holder is Holder.JOINT else holder) in self.covers


class Band(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A range of values: `at_least` is in it, `below` is not. The last band has no `below`."""

    code: Code
    at_least: WholeAmount
    below: WholeAmount | None = None

    def holds(self, amount: Decimal | int) -> bool:
        """Tell whether `amount` falls into the band."""
        return self.at_least <= amount and (self.below is None or amount < self.below)


class RateDate(StrEnum):
    """On which day's rate amounts in other currencies are converted."""

    COVER_PERIOD_END = "cover-period-end"
    DUE_DATE = "due-date"


class Values(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How values are given, in which currency, converted at which day's rate."""

    mode: ValueMode
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$")]
    rate_date: RateDate
    bands: tuple[Band, ...] = ()

    def band_of(self, amount: Decimal | int) -> Band | None:
        """Return the band that holds `amount`, or None where none does."""
        return next((band for band in self.bands if band.holds(amount)), None)

    def band(self, code: str) -> Band | None:
        """Return the band with this code, if the programme has one."""
        return next((band for band in self.bands if band.code == code), None)


class Certification(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the filer certifies: two sentences, each with its own box (English msgids)."""

    version: Text
    statements: Annotated[tuple[Text, ...], Meta(min_length=2, max_length=2)]


Thresholds = Mapping[Category, Threshold]
