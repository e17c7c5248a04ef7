"""What comparing two names says: how alike they are, and which parts agreed how."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class NameKind(StrEnum):
    """What bears the name."""

    ORGANISATION = "organisation"
    PERSON = "person"


Kind = NameKind | Literal["organisation", "person"]


class How(StrEnum):
    """How a part of one name stands to its counterpart in the other."""

    EQUAL = "equal"
    SPELLING = "spelling"
    """Some letters differ, as in a slip of the pen."""
    SOUND = "sound"
    """Another spelling of the same sound: another alphabet, or another way to write it in this one."""
    VARIANT = "variant"
    """A known variant or short form of the same given name, or another gender of the same surname."""
    INITIAL = "initial"
    ABBREVIATION = "abbreviation"
    """A short form or a translation of the same word."""
    ACRONYM = "acronym"
    JOINED = "joined"
    """Written as one word here and as several there."""
    DIFFERENT = "different"
    """A part of each name that the other has not: they speak against each other."""
    ONLY_FIRST = "only first"
    ONLY_SECOND = "only second"
    WORD_ORDER = "word order"
    LEGAL_FORM_MISSING = "legal form missing"
    LEGAL_FORM_EQUAL = "legal form equal"
    LEGAL_FORM_DIFFERS = "legal form differs"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of two names: the words as folded; a side that has none is empty."""

    how: How
    first: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, from 0 to 1, and why."""

    score: float
    parts: tuple[Part, ...]
