"""What somebody of the review office declares about themselves, so that no case with a tie comes to them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from disclosure.domain.comparison import is_live
from disclosure.domain.interests import PartyKind, Statement
from disclosure.domain.messages import message
from disclosure.errors import BadInput

MOST = 100
"""Names of one kind."""
LONGEST = 300
"""Characters of a name."""


class OwnInterests(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """Names alone: whom they work for, organisations they have a tie to, their close relatives."""

    employers: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """Return the bytes that are sealed."""
        return msgspec.json.encode(self)

    @staticmethod
    def decode(content: bytes) -> "OwnInterests":
        """Read what `encode` wrote."""
        return msgspec.json.decode(content, type=OwnInterests)

    def check(self) -> None:
        """Raise BadInput where there is no employer, or more or longer names than anybody needs."""
        if not self.employers:
            raise BadInput(message("Write who you work for."))
        for names in (self.employers, self.organisations, self.relatives):
            if len(names) > MOST:
                raise BadInput(message("Write %(most)d names at most in one box.", most=MOST))
            for name in names:
                if len(name) > LONGEST:
                    raise BadInput(
                        message("Shorten “%(name)s …” to %(most)d characters.", name=name[:40], most=LONGEST)
                    )


class Named(NamedTuple):
    """Organisations and persons by name."""

    organisations: frozenset[str]
    persons: frozenset[str]


def lines(text: str) -> tuple[str, ...]:
    """Return the names written one a line, each once."""
    return tuple(dict.fromkeys(filter(None, (" ".join(line.split()) for line in text.splitlines()))))


def named(organisations: Iterable[str], persons: Iterable[str]) -> Named:
    """Return names without those that are empty."""
    return Named(frozenset(filter(None, organisations)), frozenset(filter(None, persons)))


def named_in(statement: Statement) -> Named:
    """Return whom a statement names: the other sides, employers, relatives, the household."""
    return named(_organisations(statement), _persons(statement))


def together(parts: Sequence[Named]) -> Named:
    """Return the names of all parts."""
    return named(
        (name for part in parts for name in part.organisations),
        (name for part in parts for name in part.persons),
    )


def _organisations(statement: Statement) -> Iterator[str]:
    for item in filter(is_live, statement.items):
        if item.counterparty.kind is not PartyKind.PERSON:
            yield item.counterparty.name
        yield getattr(item, "employer", "")
    yield from (member.employer for member in statement.household)


def _persons(statement: Statement) -> Iterator[str]:
    for item in filter(is_live, statement.items):
        if item.counterparty.kind in (None, PartyKind.PERSON):
            yield item.counterparty.name
        yield getattr(item, "person", "")
    yield from (member.name for member in statement.household)
