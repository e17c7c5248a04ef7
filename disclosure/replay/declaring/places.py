"""Places, currencies and rounded rates of the replay."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from msgspec import Struct

from disclosure.domain.interests import Rates

RATES_ON = date(2019, 12, 31)


class Place(Struct, frozen=True):
    """A city, its country (ISO 3166-1) and the money used there (ISO 4217)."""

    country: str
    currency: str
    city: str


@cache
def _file() -> dict[str, Any]:
    written = resources.files(__package__).joinpath("places.toml").read_text(encoding="utf-8")
    return tomllib.loads(written)


@cache
def per_dollar() -> Mapping[str, Decimal]:
    """Return the units of each currency for one United States dollar."""
    return {code: Decimal(rate) for code, rate in _file()["per_dollar"].items()} | {"USD": Decimal(1)}


def rates() -> Rates:
    """Return the rounded rates as the checks take them; good for the replay alone."""
    return Rates(on=RATES_ON, per_dollar=per_dollar())


def _place(line: str) -> Place:
    country, currency, city = line.split()
    return Place(country, currency, city.replace("_", " "))


@cache
def homes(culture: str) -> tuple[Place, ...]:
    """Return where people of a culture come from."""
    return tuple(_place(line) for line in _file()["cultures"][culture])


@cache
def duty_places() -> tuple[Place, ...]:
    """Return where people buy or rent while they serve."""
    return tuple(_place(line) for line in _file()["duty"]["places"])
