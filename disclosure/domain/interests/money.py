"""Amounts, and the one rate date at which they are compared."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec

DIGITS = 15
"""Amounts and numbers are below 10**15: beyond any estate, and safe for exact arithmetic."""
PLACES = 8
"""Decimal places kept, as many as a crypto asset is divided into."""


def demand_plain(number: Decimal) -> None:
    """Refuse numbers that cannot be reckoned with exactly.

    Raises:
        ValueError: `number` is infinite, not a number, too large or too fine.

    """
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -PLACES or number.adjusted() >= DIGITS:
        raise ValueError(f"A number has at most {DIGITS} digits before the point and {PLACES} after it.")


class Money(msgspec.Struct, frozen=True):
    """An amount in one currency.

    Attributes:
        amount: units of the currency, kept as a decimal text.
        currency: ISO 4217 code; a draft may hold a code that does not exist.

    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        """Refuse an amount that cannot be reckoned with."""
        demand_plain(self.amount)

    def __str__(self) -> str:
        """Return the plain text that logs of differences and English sentences show."""
        return f"{self.currency} {self.amount:,f}"


class Rates(msgspec.Struct, frozen=True):
    """Exchange rates of one date.

    Attributes:
        on: the date the rates are of.
        per_dollar: units of a currency for one United States dollar, as the United
            Nations operational rates of exchange quote them. The dollar itself need not be listed.

    """

    on: date
    per_dollar: Mapping[str, Decimal]

    def convert(self, money: Money, *, to: str) -> Decimal | None:
        """Return `money` in the currency `to`, or nothing if a rate is missing."""
        if money.currency == to:
            return money.amount
        given, wanted = self._per_dollar(money.currency), self._per_dollar(to)
        return money.amount / given * wanted if given and wanted else None

    def _per_dollar(self, currency: str) -> Decimal | None:
        """Return the rate of `currency`; a rate that is not positive is none."""
        rate = Decimal(1) if currency == "USD" else self.per_dollar.get(currency)
        return rate if rate is not None and rate > 0 else None
