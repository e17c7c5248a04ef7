"""One language: its texts, and how it writes numbers, shares, days and lists."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from disclosure.catalogues import PSEUDO, catalogue
from disclosure.errors import BadInput

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""In the order the United Nations lists them."""
REHEARSED = "en-XA"
"""English made longer and turned round, in which pages are tried; no copy is made in it."""
_LOCALES = {"en": "en_GB", REHEARSED: PSEUDO}
"""English dates are written 31 March 2026, as the United Nations write them."""
_TAGS = {"zh": "zh-Hans"}
DASH = "\u2013"


class Tongue:
    """Says and writes things in one language. Raises BadInput for a language that is not offered."""

    def __init__(self, code: str) -> None:
        if code not in (*LANGUAGES, REHEARSED):
            raise BadInput(f"The report is not written in “{code}”. Choose one of {', '.join(LANGUAGES)}.")
        self.code = code
        self.tag = _TAGS.get(code, code)
        self.locale = Locale.parse(_LOCALES.get(code, code))
        self.direction = "rtl" if code == REHEARSED else self.locale.text_direction
        self._texts = catalogue(_LOCALES[code] if code == REHEARSED else code)

    def gettext(self, msgid: str, /, **params: object) -> str:
        """Return a text with its parameters filled in."""
        text = self._texts.gettext(msgid)
        return text % params if params else text

    def ngettext(self, one: str, many: str, number: int, /, **params: object) -> str:
        """Return the form of a text that goes with a number, which it names as `num`."""
        return self._texts.ngettext(one, many, number) % {"num": self.count(number), **params}

    def count(self, number: int) -> str:
        """Write a count: 5,904."""
        return str(format_decimal(number, locale=self.locale))

    def change(self, number: int) -> str:
        """Write a change with its sign, kept together in either direction of writing."""
        sign = "+" if number > 0 else "-" if number < 0 else ""
        return f"\u2066{sign}{self.count(abs(number))}\u2069" if sign else self.count(0)

    def share(self, per_cent: Decimal | None, *, places: int = 1) -> str:
        """Write a share of a hundred: 27.5%; a dash where there is nothing to share."""
        if per_cent is None:
            return DASH
        pattern = self.locale.percent_formats[None].pattern
        exact = pattern.replace("#,##0", "#,##0." + "0" * places) if places else pattern
        return str(format_percent(per_cent / 100, exact, locale=self.locale))

    def day(self, instant: datetime) -> str:
        """Write a day out: 31 March 2020."""
        return str(format_date(instant, "d MMMM y" if self.code == "en" else "long", locale=self.locale))

    def listed(self, things: Sequence[str]) -> str:
        """Write several things one after the other, as one says them."""
        return str(format_list(list(things), locale=self.locale))
