"""The other sides of declared items: organisations that do not exist."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from disclosure.domain.interests import Party, PartyKind


class Pool(StrEnum):
    """The kinds of invented organisations, as the file names them."""

    LISTED = "listed"
    BANKS = "banks"
    FUNDS = "funds"
    VENDORS = "vendors"
    ASSOCIATIONS = "associations"
    SCHOOLS = "schools"
    FIRMS = "firms"
    AUTHORITIES = "authorities"
    TRUSTS = "trusts"


_KINDS: Mapping[Pool, PartyKind] = {
    Pool.LISTED: PartyKind.COMPANY,
    Pool.BANKS: PartyKind.BANK,
    Pool.FUNDS: PartyKind.COMPANY,
    Pool.VENDORS: PartyKind.COMPANY,
    Pool.ASSOCIATIONS: PartyKind.NGO,
    Pool.SCHOOLS: PartyKind.SCHOOL,
    Pool.FIRMS: PartyKind.COMPANY,
    Pool.AUTHORITIES: PartyKind.GOVERNMENT,
    Pool.TRUSTS: PartyKind.TRUST,
}
NUMBERED = 90_000_000
"""Register numbers and vendor numbers are invented from here on."""
BEARING_A_NAME = 0.3
"""The part of private companies that are called after their owner."""
ENOUGH_WORDS = 3
"""Words of a name from which the last may be left out."""


@cache
def _file() -> dict[str, Any]:
    written = resources.files(__package__).joinpath("parties.toml").read_text(encoding="utf-8")
    return tomllib.loads(written)


@cache
def pool(kind: Pool) -> tuple[Party, ...]:
    """Return the invented organisations of one kind; vendors with their numbers."""
    lines = (line.partition(" | ") for line in _file()[kind.value])
    return tuple(
        Party(
            name=name,
            kind=_KINDS[kind],
            country=country,
            registration=f"R-{NUMBERED + 37 * place}" if kind in (Pool.LISTED, Pool.VENDORS) else "",
            ungm=str(NUMBERED + 101 * place) if kind is Pool.VENDORS else "",
        )
        for place, (country, _, name) in enumerate(lines)
    )


@cache
def pool_in(kind: Pool, country: str) -> tuple[Party, ...]:
    """Return the organisations of one kind in a country."""
    return tuple(party for party in pool(kind) if party.country == country)


def vendors() -> list[Party]:
    """Return the vendors of the replay: what a reference list of vendors holds."""
    return list(pool(Pool.VENDORS))


@cache
def _parts(name: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in _file()["private"][name])


def private_firm(rng: Random, family: str = "") -> Party:
    """Invent a private company of its own, with a register number; some bear the `family` name."""
    country, _, form = rng.choice(_parts("forms")).partition(" ")
    word = family if family and rng.random() < BEARING_A_NAME else rng.choice(_parts("words"))
    return Party(
        name=f"{word} {rng.choice(_parts('trades'))} {form}",
        kind=PartyKind.COMPANY,
        country=country,
        registration=str(rng.randrange(NUMBERED, NUMBERED + 9_000_000)),
    )


def respelled(rng: Random, party: Party) -> Party:
    """Return `party` as people write it from memory: without its numbers, in capitals or cut short."""
    words = party.name.split()
    short = " ".join(words[:-1]) if len(words) >= ENOUGH_WORDS else party.name
    forms = (party.name, party.name.upper(), short)
    return Party(name=rng.choice(forms), kind=party.kind, country=party.country)
