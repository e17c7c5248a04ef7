"""Codes that prove themselves: check digits or a list tell a slip of the pen, without a network."""

import re
from functools import cache
from string import ascii_uppercase, digits

from babel import Locale
from babel.core import get_global

_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_VALUES = {sign: str(value) for value, sign in enumerate(digits + ascii_uppercase)}

NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
"""Two-letter codes of the territory list that ISO 3166-1 reserves or leaves to users.

XK (Kosovo) is left to users as well but stays in: people own property there, and no other code says so.
"""

MONEY_SINCE = (2015, 1, 1)
"""A currency that was withdrawn before is no longer offered; later ones are in statements we keep."""

NOT_ISO_4217 = frozenset({"CNH"})
"""Market names in the currency list that ISO 4217 does not have."""


def tidy(code: str) -> str:
    """Return a code as standards write it: capitals, without the spaces and hyphens people add."""
    return re.sub(r"[\s\-]", "", code).upper()


def is_isin(code: str) -> bool:
    """Tell whether `code` is a well-formed ISIN (ISO 6166): its check digit holds.

    Letters count as 10 to 35; over the digits so written, the Luhn formula gives a multiple of ten.
    """
    code = tidy(code)
    if not _ISIN.fullmatch(code):
        return False
    spelled = [int(digit) for sign in code for digit in _VALUES[sign]]
    doubled = (sum(divmod(2 * digit, 10)) for digit in spelled[-2::-2])
    return (sum(spelled[-1::-2]) + sum(doubled)) % 10 == 0


def is_lei(code: str) -> bool:
    """Tell whether `code` is a well-formed LEI (ISO 17442).

    Its last two digits are check digits by ISO/IEC 7064, MOD 97-10: with letters counted as
    10 to 35, the number leaves the remainder 1.
    """
    code = tidy(code)
    return bool(_LEI.fullmatch(code)) and int("".join(_VALUES[sign] for sign in code)) % 97 == 1


@cache
def countries() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes, and XK."""
    codes = (code for code in Locale("en").territories if isinstance(code, str))
    return frozenset(code for code in codes if len(code) == len("CH") and code.isalpha()) - NOT_COUNTRIES


@cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes of money that is, or lately was, legal tender somewhere."""
    rows = (row for territory in get_global("territory_currencies").values() for row in territory)
    return frozenset(
        code for code, _, end, tender in rows if tender and (end is None or end >= MONEY_SINCE)
    ) - (NOT_ISO_4217)


def is_country(code: str) -> bool:
    """Tell whether `code` is a country code of ISO 3166-1 alpha-2."""
    return code in countries()


def is_currency(code: str) -> bool:
    """Tell whether `code` is a currency code of ISO 4217 in use."""
    return code in currencies()
