"""An amount of money in two parts, number and currency, as people of six languages write it."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.numbers import (
    NumberFormatError,
    get_currency_name,
    get_currency_precision,
    get_territory_currencies,
    parse_decimal,
)
from wtforms.fields.core import Field

from disclosure.domain.interests.money import DIGITS, Money
from disclosure.domain.messages import Message, message
from disclosure.web.amounts import isolated, page_locale, written
from disclosure.web.countries import plain
from disclosure.web.forms import said

OFTEN = ("USD", "EUR", "CHF", "GBP", "KES", "XOF")
"""Offered first: the currencies of the duty stations where most people work."""
SUGGESTED = (*OFTEN, "AUD", "CAD", "CNY", "ETB", "INR", "JPY", "RUB", "THB", "XAF")
"""Suggested while one writes; any other will do as well."""
LISTED_ON = date(2026, 1, 1)
"""Currencies in use on this day are offered, so that a list does not change under an open form."""

_NUMBER = re.compile(r"(?=.*\d)[\d.,]+")
_IGNORED = re.compile(r"[\s'’_\u200e\u200f]")  # noqa: RUF001
_ARABIC_MARKS = str.maketrans("٫٬،", ".,,")  # noqa: RUF001
_CONVENTIONS = ("en", "de")

_NO_AMOUNT = message("Enter the amount too, like 1200")
_NO_CURRENCY = message("Choose the currency too")
_LONGEST_SHOWN = 40
_NOT_A_NUMBER = message("Enter the amount in digits, like 1200 or 1200.50")
_NEGATIVE = message("Enter the amount without a minus sign")
_TOO_LARGE = message(
    "Enter a smaller amount. Digits allowed before the decimal point: %(digits)s", digits=str(DIGITS)
)
_UNSURE = message("Enter the amount without a point or comma, like 1200, so that we read it right")


def read_amount(text: str, *, locale: Locale | str, places: int = 2) -> Decimal:
    """Return the number a person wrote, or refuse to guess.

    The rule: spaces and apostrophes only group. Points and commas are read
    as the language of the page reads them; if that makes no sense, as
    English does (1,234.56), then as German does (1.234,56). More decimals
    than the currency has (`places`) means that we misread: we ask.

    Raises:
        ValueError: nothing readable; the sentence says how to write it.

    """
    plain = _IGNORED.sub("", text.translate(_ARABIC_MARKS))
    if plain.startswith(("-", "−")):  # noqa: RUF001
        raise ValueError(said(_NEGATIVE))
    plain = "".join(str(int(mark)) if mark.isdecimal() else mark for mark in plain)
    if not _NUMBER.fullmatch(plain):
        raise ValueError(said(_NOT_A_NUMBER))
    if len(re.split(r"[.,]\d{0,2}$", plain)[0].replace(",", "").replace(".", "").lstrip("0")) > DIGITS:
        raise ValueError(said(_TOO_LARGE))
    number = _first_reading(plain, (locale, *_CONVENTIONS))
    if number is None:
        raise ValueError(said(_NOT_A_NUMBER))
    if -int(number.as_tuple().exponent) > places:
        raise ValueError(said(_UNSURE))
    return number


def _first_reading(plain: str, locales: tuple[Locale | str, ...]) -> Decimal | None:
    for locale in locales:
        try:
            return parse_decimal(plain, locale=locale, strict=True)
        except NumberFormatError:
            continue
    return None


class MoneyField(Field):
    """An amount posted as `<name>-amount` and `<name>-currency`; gives `Money`, nothing, or a sentence.

    The currency is written by its code, or by its name in the page's language or in English.
    """

    data: Money | None

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **settings)
        self.typed = {"amount": "", "currency": ""}
        self.faulty = "amount"

    @property
    def focus_id(self) -> str:
        """Return the id of the part to repair."""
        return f"{self.id}-{self.faulty}"

    def process(self, formdata: Any, *args: Any, **settings: Any) -> None:  # noqa: ANN401
        """Take the amount given, then the two parts if the form was sent."""
        super().process(None, *args, **settings)
        if isinstance(self.data, Money):
            self.typed = {"amount": written(self.data), "currency": self.data.currency}
        if formdata is not None:
            self.typed = {part: (formdata.get(f"{self.name}-{part}") or "").strip() for part in self.typed}
            self.raw_data = [self.typed["amount"]] if self.typed["amount"] else []
            self.data = None
            try:
                self.data = self._read()
            except ValueError as fault:
                self.process_errors = [*self.process_errors, str(fault)]

    def _read(self) -> Money | None:
        amount, currency = self.typed["amount"], self.typed["currency"]
        if not amount and not currency:
            return None
        if not amount:
            raise ValueError(said(_NO_AMOUNT))
        code = currency_of(currency)
        places = get_currency_precision(code) if code else 2
        number = read_amount(amount, locale=page_locale(), places=places)
        if not code:
            self.faulty = "currency"
            shown = isolated(currency[:_LONGEST_SHOWN])
            raise ValueError(said(_unknown(shown) if currency else _NO_CURRENCY))
        return Money(number, code)


def currency_of(text: str) -> str:
    """Return the ISO 4217 code of what a person wrote; nothing for what is no currency in use."""
    code = text.strip().upper()
    return code if code in currencies("en") else _known(str(page_locale())).get(plain(text), "")


def _unknown(typed: str) -> Message:
    return message("“%(code)s” is not the code of a currency, like USD", code=typed)


@cache
def currencies(locale: str) -> dict[str, str]:
    """Return every currency in use, code to name in `locale`, in the order of the codes."""
    territories = get_global("territory_currencies")
    codes = {
        str(code)
        for territory in territories
        for code in get_territory_currencies(territory, start_date=LISTED_ON, end_date=LISTED_ON)
    }
    return {code: get_currency_name(code, locale=Locale.parse(locale)) for code in sorted(codes)}


@cache
def _known(locale: str) -> dict[str, str]:
    """Return the codes by names; where two languages disagree, the page's own is meant."""
    return {plain(name): code for language in ("en", locale) for code, name in currencies(language).items()}
