"""Flags as bytes, before they are sealed for the review site and after they are opened there.

A sentence keeps its parameters with their kinds, so that the site can say it
in the reader's language: money, dates and sentences within it included.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from disclosure.domain.checks import Flag
from disclosure.domain.interests import Money
from disclosure.domain.messages import Message


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


_encoder = msgspec.json.Encoder(order="deterministic", decimal_format="string")
_decoder = msgspec.json.Decoder(list[Raised])


def encode(flags: Sequence[Flag]) -> bytes:
    """Return the canonical JSON of `flags`."""
    return _encoder.encode(
        [
            Raised(
                code=flag.code,
                rule=_said(flag.rule),
                explanation=_said(flag.explanation),
                weight=flag.weight,
                items=flag.items,
                fields=flag.fields,
                for_filer=flag.for_filer,
            )
            for flag in flags
        ]
    )


def decode(content: bytes) -> list[Flag]:
    """Read what `encode` wrote, the weightiest first as it was."""
    return [
        Flag(
            code=raised.code,
            rule=raised.rule.given(),
            items=raised.items,
            fields=raised.fields,
            explanation=raised.explanation.given(),
            weight=raised.weight,
            for_filer=raised.for_filer,
        )
        for raised in _decoder.decode(content)
    ]


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
