"""What screening raised as bytes, before it is sealed for the review site and after it is opened there.

Beside the flags of the checks stand the matches with reference lists, and the
names that were declared: when a list changes, only these few bytes are opened
again and not the statement, which is ten times as long and says far more.

A sentence keeps its parameters with their kinds, so that the site can say it
in the reader's language: money, dates and sentences within it included.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from disclosure.domain.checks import Flag
from disclosure.domain.interests import Money
from disclosure.domain.messages import Message
from disclosure.screening.declared import Declared
from disclosure.screening.matches import Match


class Day(msgspec.Struct, frozen=True, tag="day"):
    """A date."""

    on: date

    def given(self) -> date:
        """Return what was kept."""
        return self.on


class Instant(msgspec.Struct, frozen=True, tag="instant"):
    """An instant."""

    at: datetime

    def given(self) -> datetime:
        """Return what was kept."""
        return self.at


class Number(msgspec.Struct, frozen=True, tag="number"):
    """A number that is exact."""

    value: Decimal

    def given(self) -> Decimal:
        """Return what was kept."""
        return self.value


class Amount(msgspec.Struct, frozen=True, tag="money"):
    """An amount of money."""

    amount: Decimal
    currency: str

    def given(self) -> Money:
        """Return what was kept."""
        return Money(self.amount, self.currency)


class Said(msgspec.Struct, frozen=True, tag="said"):
    """A sentence."""

    msgid: str
    params: "dict[str, Said | Day | Instant | Number | Amount | str | int]" = {}

    def given(self) -> Message:
        """Return what was kept."""
        params = {
            name: value if isinstance(value, str | int) else value.given()
            for name, value in self.params.items()
        }
        return Message(self.msgid, params)


class Raised(msgspec.Struct, frozen=True, omit_defaults=True):
    """A flag as it is kept; the fields are those of `Flag`."""

    code: str
    rule: Said
    explanation: Said
    weight: int
    items: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    for_filer: bool = True


class Result(NamedTuple):
    """What screening raised about one version of a statement, and the names that it matched."""

    flags: tuple[Flag, ...] = ()
    matches: tuple[Match, ...] = ()
    names: tuple[Declared, ...] = ()


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """A result as it is kept."""

    flags: tuple[Raised, ...] = ()
    matches: tuple[Match, ...] = ()
    names: tuple[Declared, ...] = ()


_encoder = msgspec.json.Encoder(order="deterministic", decimal_format="string")
_decoder = msgspec.json.Decoder(Kept)
_flags_decoder = msgspec.json.Decoder(tuple[Raised, ...])


def encode(flags: Sequence[Flag], *, matches: Sequence[Match] = (), names: Sequence[Declared] = ()) -> bytes:
    """Return the canonical JSON of a result."""
    return _encoder.encode(Kept(tuple(map(_raised, flags)), tuple(matches), tuple(names)))


def read(content: bytes) -> Result:
    """Read what `encode` wrote, the weightiest first as it was; once it wrote flags alone."""
    kept = Kept(_flags_decoder.decode(content)) if content.startswith(b"[") else _decoder.decode(content)
    return Result(tuple(map(_flag, kept.flags)), kept.matches, kept.names)


def decode(content: bytes) -> list[Flag]:
    """Read the flags of what `encode` wrote."""
    return list(read(content).flags)


def _raised(flag: Flag) -> Raised:
    return Raised(
        code=flag.code,
        rule=_said(flag.rule),
        explanation=_said(flag.explanation),
        weight=flag.weight,
        items=flag.items,
        fields=flag.fields,
        for_filer=flag.for_filer,
    )


def _flag(raised: Raised) -> Flag:
    return Flag(
        code=raised.code,
        rule=raised.rule.given(),
        items=raised.items,
        fields=raised.fields,
        explanation=raised.explanation.given(),
        weight=raised.weight,
        for_filer=raised.for_filer,
    )


def _said(message: Message) -> Said:
    return Said(
        message.msgid,
        {name: _KEEPERS.get(type(value), str)(value) for name, value in message.params.items()},
    )


_KEEPERS: Mapping[type, Callable[[Any], Said | Day | Instant | Number | Amount | str | int]] = {
    Message: _said,
    Money: lambda money: Amount(money.amount, money.currency),
    Decimal: Number,
    datetime: Instant,
    date: Day,
    int: int,
}
"""How each kind of parameter is kept; anything else is kept as its English text."""
