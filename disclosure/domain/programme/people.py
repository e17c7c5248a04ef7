"""Who takes part: entities by group, and the grounds on which a person is designated."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from disclosure.domain.programme.names import Code, Names, Text


class Occasion(StrEnum):
    """When a person designated on a ground files."""

    ANNUAL = "annual"
    ENTRY = "entry"
    EXIT = "exit"


class Group(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Entities that are printed together. The order in the file is the order of the table."""

    code: Code
    names: Names


class Subtotal(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sum over groups.

    In the table it stands after the last of its groups; one that is not `printed` is only quoted
    in the text of the report.
    """

    code: Code
    names: Names
    groups: Annotated[tuple[str, ...], Meta(min_length=1)]
    printed: bool = True


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a roster person must be; every criterion that is given must hold.

    `min_level` is compared with the number that ends the grade ("IICA-4" is level 4).
    """

    grades: tuple[Text, ...] = ()
    functions: tuple[Code, ...] = ()
    contracts: tuple[Code, ...] = ()
    entities: tuple[Text, ...] = ()
    min_level: Annotated[int, Meta(ge=1)] | None = None


class Ground(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A reason to designate: it applies to whoever meets any one of its rules."""

    code: Code
    names: Names
    rules: Annotated[tuple[Rule, ...], Meta(min_length=1)]
    occasions: Annotated[tuple[Occasion, ...], Meta(min_length=1)] = (Occasion.ANNUAL,)


class PublicDisclosure(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose summary may be published, if they choose so; an empty list means nobody's."""

    grades: tuple[Text, ...] = ()
