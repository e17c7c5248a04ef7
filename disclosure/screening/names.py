"""How alike two names are: `similarity` in a number, `explain` with the parts that agreed."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from disclosure.screening import scoring
from disclosure.screening.alignment import Alignment, Pair, align
from disclosure.screening.likeness import How, Kind, Likeness, NameKind, Part
from disclosure.screening.organisations import ANY_FORM, organisation
from disclosure.screening.persons import person
from disclosure.screening.tokens import Name

__all__ = ["MATCH_THRESHOLD", "RULES", "How", "Kind", "Likeness", "NameKind", "Part", "explain", "similarity"]

RULES = "3"
"""Version of the rules: it changes when a likeness may come out differently, and is kept with each match."""
MATCH_THRESHOLD: Mapping[str, float] = MappingProxyType({NameKind.ORGANISATION: 0.8, NameKind.PERSON: 0.8})
"""From this likeness on, two names are put before a person as a possible match."""


def similarity(a: str, b: str, *, kind: Kind) -> float:
    """Return how alike two names are, from 0 to 1; symmetric; 1 when they fold to the same.

    A name without a letter or digit is like no other and like itself.
    """
    return judge(take_apart(a, kind), take_apart(b, kind), kind)


def take_apart(name: str, kind: Kind) -> Name:
    """Return the words of a name with what they are."""
    return person(name) if kind == NameKind.PERSON else organisation(name)


def judge(a: Name, b: Name, kind: Kind) -> float:
    """Return how alike two names taken apart are; see `similarity`."""
    return _judged(a, b, kind)[0]


def explain(a: str, b: str, *, kind: Kind) -> Likeness:
    """Return how alike two names are and which parts agreed, and how."""
    first, second = take_apart(a, kind), take_apart(b, kind)
    score, found, swapped = _judged(first, second, kind)
    pairs = [(j, i, one, how) if swapped else (i, j, one, how) for i, j, one, how in found.pairs]
    open_first, open_second = (found.second, found.first) if swapped else (found.first, found.second)
    parts = [
        *(Part(how, _said(first, i), _said(second, j)) for i, j, _, how in sorted(pairs)),
        *_open(first, open_first, second, open_second),
        *_order(pairs),
        *_form(first, second, kind),
    ]
    return Likeness(score, tuple(parts))


def _judged(a: Name, b: Name, kind: Kind) -> tuple[float, Alignment, bool]:
    """Return likeness and alignment; the two are put into one order first, so that both ways are the same."""
    if a.form == b.form and _spelt(a) == _spelt(b):
        whole = Alignment([((i,), (i,), 1.0, How.EQUAL) for i in range(len(a.tokens))])
        return 1.0, whole, False
    swapped = _rank(a) > _rank(b)
    if swapped:
        a, b = b, a
    is_person = kind == NameKind.PERSON
    found = align(a, b, kind)
    score = (scoring.persons if is_person else scoring.organisations)(a, b, found)
    return round(min(max(score, 0.0), scoring.MOST), 4), found, swapped


def _rank(name: Name) -> tuple[int, list[str], str]:
    return len(name.tokens), _spelt(name), name.form


def _spelt(name: Name) -> list[str]:
    return [one.surface for one in name.tokens]


def _said(name: Name, places: Sequence[int]) -> str:
    return " ".join(name.tokens[place].surface for place in places)


def _open(a: Name, first: Sequence[int], b: Name, second: Sequence[int]) -> Iterator[Part]:
    if first and second:
        yield Part(How.DIFFERENT, _said(a, first), _said(b, second))
    elif first:
        yield Part(How.ONLY_FIRST, first=_said(a, first))
    elif second:
        yield Part(How.ONLY_SECOND, second=_said(b, second))


def _order(pairs: Sequence[Pair]) -> Iterator[Part]:
    places = [j for _, j, _, _ in sorted(pairs)]
    if places != sorted(places):
        yield Part(How.WORD_ORDER)


def _form(a: Name, b: Name, kind: Kind) -> Iterator[Part]:
    if a.form == b.form and (kind == NameKind.PERSON or not a.form):
        return
    if kind == NameKind.PERSON:
        how = How.DIFFERENT if a.form and b.form else How.ONLY_FIRST if a.form else How.ONLY_SECOND
    elif a.form == b.form or ANY_FORM in (a.form, b.form):
        how = How.LEGAL_FORM_EQUAL
    else:
        how = How.LEGAL_FORM_DIFFERS if a.form and b.form else How.LEGAL_FORM_MISSING
    yield Part(how, a.form, b.form)
