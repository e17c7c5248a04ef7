"""What a snapshot of the annual report holds, and its one form as text."""

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from disclosure.errors import SealBroken

FORM = 1
"""The form of the content. A snapshot of an older form is printed as that form was."""

STANDING = ("designated", "exempted", "required", "in-time", "late", "filed", "not-filed")
"""How people stand, counted for each entity, group, sum and for all."""

Names = Mapping[str, str]
"""A name by language."""


class Named(Struct, frozen=True, kw_only=True):
    """Something with a code and its names."""

    code: str
    names: Names


class EntityNamed(Named, frozen=True, kw_only=True):
    """An entity of which somebody was designated."""

    group: str


class Summed(Named, frozen=True, kw_only=True):
    """A sum over groups; one that is not `printed` is only quoted in the text."""

    groups: tuple[str, ...]
    printed: bool


class YearTold(Struct, frozen=True, kw_only=True):
    """A year the report looks back on; `source` says where its figures were published.

    Without a source they were counted here.
    """

    year: int
    source: str | None


class Price(Struct, frozen=True, kw_only=True):
    """What the service costs for each filer, in whole units; None where no price is agreed."""

    currency: str
    per_filer: int | None


class Annual(Struct, frozen=True, kw_only=True):
    """All that a report of one year is printed from."""

    form: int
    organisation: Named
    programme: Named
    programme_version: str
    year: int
    closed_at: str | None
    """When the cycle was closed (ISO 8601); None while it runs."""
    total: Names
    groups: tuple[Named, ...]
    entities: tuple[EntityNamed, ...]
    """In the order of the table."""
    subtotals: tuple[Summed, ...]
    years: tuple[YearTold, ...]
    """The earliest first, this year last."""
    draw_rate: str
    """The part of filers that the programme wants drawn, such as 0.05."""
    price: Price | None
    """How costs are shared; None where the programme shares none."""
    numbers: dict[str, int]
    shares: dict[str, str | None]
    """Shares in per cent to one decimal place, by the keys of part and whole; None of nothing."""


def share_key(part: str, whole: str) -> str:
    """Return the key of the share that one number is of another."""
    return f"{part} of {whole}"


def encoded(annual: Annual) -> str:
    """Return the content in its one form: JSON in UTF-8, names sorted, no blanks."""
    return msgspec.json.encode(annual, order="sorted").decode()


def decoded(content: str) -> Annual:
    """Read a content. Raises SealBroken where it is none."""
    try:
        return msgspec.json.decode(content, type=Annual)
    except msgspec.MsgspecError as error:
        raise SealBroken(f"This is not the content of a report ({error}).") from None


def digest(content: str) -> str:
    """Return the SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()
