"""Amounts of money as the language of the page writes them."""

from functools import cache
from unicodedata import bidirectional

from babel import Locale
from babel.numbers import NumberPattern, get_currency_precision, parse_pattern

from disclosure.domain.interests.money import Money
from disclosure.web.languages import locale_of_page

_ISOLATED = "\u2066%s\u2069"
"""Kept from left to right inside a line that runs the other way."""
_APART = "\u2068%s\u2069"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = frozenset({"L"}), frozenset({"R", "AL"})
"""Bidirectional classes of letters."""


def page_locale() -> Locale:
    """Return the rules of the page's language."""
    return locale_of_page()


def written(money: Money) -> str:
    """Return the amount as the page's language writes it: "1,200", but "1,200.50"."""
    whole = money.amount == money.amount.to_integral_value()
    places = (
        0 if whole else max(get_currency_precision(money.currency), -int(money.amount.as_tuple().exponent))
    )
    return str(_pattern(places).apply(money.amount, page_locale()))


def written_with_code(money: Money) -> str:
    """Return the amount with its currency's code, before or after it as the language has it."""
    locale = page_locale()
    parts = (money.currency, written(money)) if _code_first(locale) else (written(money), money.currency)
    text = "\u00a0".join(parts)
    return _ISOLATED % text if locale.text_direction == "rtl" else text


def isolated(text: str) -> str:
    """Return a name or other text so that it cannot turn the line around it, whichever way both run.

    Only a text that runs against the page is wrapped (U+2068 and U+2069, Unicode UAX 9).
    """
    against = _RIGHT_TO_LEFT if page_locale().text_direction == "ltr" else _LEFT_TO_RIGHT
    if against is _RIGHT_TO_LEFT and text.isascii():
        return text
    return _APART % text if any(bidirectional(sign) in against for sign in text) else text


@cache
def _pattern(places: int) -> NumberPattern:
    return parse_pattern("#,##0." + "0" * places)


@cache
def _code_first(locale: Locale) -> bool:
    return bool(locale.currency_formats["standard"].pattern.startswith("¤"))
