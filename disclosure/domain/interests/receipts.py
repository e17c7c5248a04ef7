"""What was received or is owed: sale profits, income, gifts, debts.

The counterparty is the buyer, the payer, the giver and the creditor in turn.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from disclosure.domain.categories import Category
from disclosure.domain.interests.choices import Frequency
from disclosure.domain.interests.choices_financial import (
    DebtKind,
    GiftKind,
    GiftOutcome,
    IncomeKind,
    SoldKind,
)
from disclosure.domain.interests.envelope import Interest
from disclosure.domain.interests.money import Money


class SaleProfit(Interest, tag="sale-profit", kw_only=True, frozen=True):
    """A profit on something held as an investment; `amount` is the profit."""

    category: ClassVar[Category] = Category.SALE_PROFIT

    name: str = ""
    kind: SoldKind | None = None
    sold_on: date | None = None
    proceeds: Money | None = None
    cost: Money | None = None


class Income(Interest, tag="income", kw_only=True, frozen=True):
    """Income from outside the organisation; `amount` is the total of the year."""

    category: ClassVar[Category] = Category.INCOME

    kind: IncomeKind | None = None
    service: str = ""
    frequency: Frequency | None = None
    started_on: date | None = None
    ended_on: date | None = None


class Gift(Interest, tag="gift", kw_only=True, frozen=True):
    """A gift, honour, favour or paid travel; `amount` is its value."""

    category: ClassVar[Category] = Category.GIFT

    name: str = ""
    kind: GiftKind | None = None
    received_on: date | None = None
    occasion: str = ""
    giver_deals_with_organisation: bool | None = None
    outcome: GiftOutcome | None = None


class Liability(Interest, tag="liability", kw_only=True, frozen=True):
    """A debt; `amount` is the balance at the end of the year.

    Attributes:
        rate: interest in per cent a year.
        term: years.
        new_draw: more was borrowed during the year.
        open_terms: anybody could have had the same terms.

    """

    category: ClassVar[Category] = Category.LIABILITY

    kind: DebtKind | None = None
    original: Money | None = None
    highest: Money | None = None
    rate: Decimal | None = None
    term: Decimal | None = None
    since_year: int | None = None
    new_draw: bool | None = None
    security: str = ""
    open_terms: bool | None = None
