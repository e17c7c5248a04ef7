"""A country as people write it: by its name in the page's language or in English, or by its code."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global
from wtforms import StringField

from disclosure.domain.identifiers import countries
from disclosure.domain.messages import message
from disclosure.web.amounts import page_locale
from disclosure.web.forms import said

ALSO = {
    "Czech Republic": "CZ",
    "Democratic People's Republic of Korea": "KP",
    "Democratic Republic of the Congo": "CD",
    "Great Britain": "GB",
    "Hong Kong": "HK",
    "Ivory Coast": "CI",
    "Palestine": "PS",
    "Republic of Korea": "KR",
    "Russian Federation": "RU",
    "Turkey": "TR",
    "United Republic of Tanzania": "TZ",
    "United States of America": "US",
}
"""Names in daily use at the United Nations that CLDR does not give first."""
_UNKNOWN = message("Enter the name of a country, or its code, like KE")


def plain(name: str) -> str:
    """Return a name as it is compared: without accents, capitals, spaces and punctuation."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if sign.isalnum())


def name_of(code: str) -> str:
    """Return a country's name in the language of the page, or the code where there is none."""
    return str(page_locale().territories.get(code, code))


def code_of(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of what a person wrote; nothing for what is no country."""
    code = text.strip().upper()
    return code if code in countries() else _known(str(page_locale())).get(plain(text), "")


class CountryField(StringField):
    """The code of a country, written and shown again by its name in the language of the page."""

    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed.

        Raises:
            ValueError: no country; the sentence says how to write one.

        """
        typed = valuelist[0].strip() if valuelist else ""
        self.data = code_of(typed)
        if typed and not self.data:
            raise ValueError(said(_UNKNOWN))

    def _value(self) -> str:
        if self.data:
            return name_of(self.data)
        return str(self.raw_data[0]) if self.raw_data else ""


@cache
def _known(locale: str) -> Mapping[str, str]:
    """Return the codes by names; where two languages disagree, the page's own is meant."""
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    known: dict[str, str] = {
        plain(old): new[0] for old, new in aliases.items() if len(new) == 1 and new[0] in countries()
    }
    known |= {plain(name): code for name, code in ALSO.items()}
    for language in ("en", locale):
        named: Mapping[str, Any] = Locale.parse(language).territories
        known |= {plain(named[code]): code for code in countries() if code in named}
    return known
