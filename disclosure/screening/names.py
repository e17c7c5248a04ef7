"""How alike two names are: `similarity` in a number, `explain` with the parts that agreed."""

from collections.abc import Mapping
from types import MappingProxyType

from anyascii import anyascii
from rapidfuzz import fuzz

from disclosure.screening.likeness import How, Kind, Likeness, NameKind, Part

__all__ = ["MATCH_THRESHOLD", "How", "Kind", "Likeness", "NameKind", "Part", "explain", "similarity"]

MATCH_THRESHOLD: Mapping[str, float] = MappingProxyType({NameKind.ORGANISATION: 0.8, NameKind.PERSON: 0.8})
"""From this likeness on, two names are put before a person as a possible match."""


def similarity(a: str, b: str, *, kind: Kind) -> float:
    """Return how alike two names are, from 0 to 1; symmetric; 1 when they fold to the same."""
    del kind
    return fuzz.token_sort_ratio(anyascii(a).casefold(), anyascii(b).casefold()) / 100


def explain(a: str, b: str, *, kind: Kind) -> Likeness:
    """Return how alike two names are and which parts agreed, and how."""
    score = similarity(a, b, kind=kind)
    how = How.EQUAL if score == 1 else How.SPELLING
    return Likeness(score, (Part(how, anyascii(a).casefold(), anyascii(b).casefold()),))
