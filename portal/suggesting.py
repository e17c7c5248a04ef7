"""Organisations, countries and currencies that may be meant, offered while the filer writes one.

They stand in the page itself, as the browser's own list of suggestions: it is used by keys, needs no
script, and a name that is not on it is written as ever.
"""

from collections.abc import Iterator

from babel.core import get_global
from msgspec.structs import asdict

from disclosure.domain.identifiers import is_country
from disclosure.domain.interests import Money, PartyKind
from disclosure.web import countries as countries_written
from disclosure.web.amounts import page_locale
from disclosure.web.money import SUGGESTED
from disclosure.web.money import currencies as currencies_named
from portal.drafts import Work

MOST = 100
MOST_COUNTRIES = 20
COUNTRIES = ("country", "focus_country")
"""Names of fields of items that hold a country."""


def organisations(work: Work) -> list[str]:
    """Return each organisation of the statement once, by the alphabet; never a private person."""
    named = {" ".join(name.split()).casefold(): name.strip() for name in _named(work) if name.strip()}
    return [named[key] for key in sorted(named)][:MOST]


def _named(work: Work) -> Iterator[str]:
    for member in work.statement.household:
        yield member.employer
    for item in work.statement.items:
        if item.counterparty.kind is not PartyKind.PERSON:
            yield item.counterparty.name
        yield str(getattr(item, "employer", ""))


def countries(work: Work) -> list[str]:
    """Return the names of the countries of the statement and of duty stations, by the alphabet."""
    found = dict.fromkeys(code for code in _countries(work) if is_country(code))
    return sorted(countries_written.name_of(code) for code in list(found)[:MOST_COUNTRIES])


def _countries(work: Work) -> Iterator[str]:
    for item in work.statement.items:
        yield from (item.counterparty.country, *(str(getattr(item, name, "")) for name in COUNTRIES))
    calendar, territories = work.programme.calendar, get_global("zone_territories")
    own = calendar.duty_station(work.filing.person.duty_station)
    zones = [own.zone] if own else []
    zones += [calendar.default_zone, *(station.zone for station in calendar.duty_stations.values())]
    yield from (territories.get(zone, "") for zone in zones)


def currencies(work: Work) -> dict[str, str]:
    """Return the names of the currencies of the statement and of those used most, by their codes."""
    named = currencies_named(str(page_locale()))
    used = (
        value.currency
        for item in work.statement.items
        for value in asdict(item).values()
        if isinstance(value, Money)
    )
    return {code: named[code] for code in dict.fromkeys((*SUGGESTED, *used)) if code in named}
