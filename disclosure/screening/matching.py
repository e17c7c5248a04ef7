"""Declared names matched with reference lists: identifiers first, then names through the index.

A match is a question. It is put where an identifier is the same, or where
names are at least `names.MATCH_THRESHOLD` alike; what country and year of birth
say is shown beside it and counts in its weight, but hides nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from disclosure.domain.listed import Entry, EntryKind, Identifier, ListKind, Relation, Tie
from disclosure.screening import names
from disclosure.screening.declared import Declared
from disclosure.screening.index import Candidate, Index
from disclosure.screening.matches import ROSTER, Agreement, Match, Owner

MOST_MATCHES = 5
"""Of one declared name: more of them say that the name is a common one."""
CANDIDATES = 10
MOST_OWNERS = 10
SAME_NAME = 0.95
"""From this likeness on an owner counts as on another list."""
REMEMBERED = 100_000
"""Names whose candidates are kept, so that each is looked up once."""

WEIGHTS: Mapping[str, int] = {
    ListKind.SANCTIONS: 6,
    ListKind.DEBARMENT: 6,
    ListKind.VENDOR: 3,
    ListKind.IMPLEMENTING_PARTNER: 3,
    ListKind.DONOR: 2,
    ROSTER: 1,
}
"""How much a match adds to the priority of a case, of 10."""
LEAST = 1
"""The weight of a match that country or year of birth speak against."""
FORBIDDEN = frozenset({ListKind.SANCTIONS, ListKind.DEBARMENT})


class Listed(NamedTuple):
    """An entry, and the list it is on; `kind` is a value of `ListKind`, or `ROSTER`."""

    list_code: str
    list_title: str
    kind: str
    entry: Entry


class Identified(Protocol):
    """Knows which entries have an identifier."""

    def having(self, identifiers: Collection[Identifier]) -> Mapping[Identifier, Sequence[int]]:
        """Return the numbers of the entries that have each of the identifiers."""


Read = Callable[[Collection[int]], Mapping[int, Listed]]
"""Returns the entries of these numbers that are in force."""


def names_of(entry: Entry, kind: str) -> Iterator[tuple[str, EntryKind]]:
    """Yield the names by which an entry of a list of some kind is found: its own, and of who is beside it.

    Somebody beside it who is an entry as well is found there.
    """
    for bearer in _kinds(entry, kind):
        yield entry.name, bearer
        yield from ((alias, bearer) for alias in entry.aliases)
    for tie in entry.ties:
        if not tie.key:
            yield from ((tie.name, bearer) for bearer in _TIED[tie.relation])


def _kinds(entry: Entry, kind: str) -> tuple[EntryKind, ...]:
    """Lists of sanctions that do not say what an entry is hold people and firms in one column."""
    if entry.kind is not None:
        return (entry.kind,)
    return tuple(EntryKind) if kind in FORBIDDEN else (EntryKind.ORGANISATION,)


_TIED: Mapping[Relation, tuple[EntryKind, ...]] = {
    Relation.PARENT: (EntryKind.ORGANISATION,),
    Relation.OWNER: (EntryKind.ORGANISATION, EntryKind.PERSON),
    Relation.DIRECTOR: (EntryKind.PERSON,),
    Relation.RELATIVE: (EntryKind.PERSON,),
    Relation.ASSOCIATE: (EntryKind.PERSON,),
}


@dataclass
class Catalogue:
    """The names and identifiers of the lists in force. It remembers what it looked up."""

    index: Index
    identified: Identified
    _found: dict[tuple[EntryKind, str], list[Candidate]] = field(default_factory=dict)

    def candidates(
        self, wanted: Iterable[tuple[EntryKind, str]]
    ) -> dict[tuple[EntryKind, str], list[Candidate]]:
        """Return which entries are like each of these names; each name is looked up once."""
        asked = {one for one in wanted if one[1]}
        if len(self._found) > REMEMBERED:
            self._found.clear()
        for kind in EntryKind:
            new = sorted(name for of, name in asked if of is kind and (of, name) not in self._found)
            found = self.index.search(new, kind.value, CANDIDATES) if new else ()
            self._found.update(((kind, name), some) for name, some in zip(new, found, strict=False))
        return {one: self._found[one] for one in asked}


@dataclass(frozen=True, slots=True)
class _Hit:
    """An entry that may be the one declared, before it is put in words."""

    number: int
    score: float = 0.0
    name: str = ""
    identifiers: tuple[Identifier, ...] = ()


def match(
    catalogue: Catalogue,
    read: Read,
    wanted: Sequence[Declared],
    *,
    at: datetime,
    owners_in: tuple[Catalogue, Read] | None = None,
) -> list[list[Match]]:
    """Return for each declared name the matches there are at the instant `at`, the weightiest first.

    The owners of what matches are looked up in `owners_in`, where that is another catalogue.
    """
    found = catalogue.candidates((one.kind, one.name) for one in wanted)
    known = catalogue.identified.having({each for one in wanted for each in one.identifiers})
    hits = [list(_hits(one, found.get((one.kind, one.name), []), known)) for one in wanted]
    entries = read({hit.number for some in hits for hit in some})
    owners = _Owners(*(owners_in or (catalogue, read)), entries)
    return [
        sorted(
            (_worded(one, hit, entries[hit.number], owners, at) for hit in some if hit.number in entries),
            key=lambda made: (-len(made.identifiers), -made.weight, -made.score, made.entry),
        )[:MOST_MATCHES]
        for one, some in zip(wanted, hits, strict=True)
    ]


def _hits(
    one: Declared, candidates: Sequence[Candidate], known: Mapping[Identifier, Sequence[int]]
) -> Iterator[_Hit]:
    same: dict[int, list[Identifier]] = {}
    for identifier in one.identifiers:
        for number in known.get(identifier, ()):
            same.setdefault(number, []).append(identifier)
    least = names.MATCH_THRESHOLD[one.kind.value]
    for candidate in candidates:
        if candidate.score >= least or candidate.entry in same:
            numbers = tuple(same.pop(candidate.entry, ()))
            yield _Hit(candidate.entry, candidate.score, candidate.name, numbers)
    yield from (_Hit(number, identifiers=tuple(some)) for number, some in same.items())


class _Owners:
    """Who owns the entries that were hit, and on which lists they are themselves."""

    def __init__(self, catalogue: Catalogue, read: Read, entries: Mapping[int, Listed]) -> None:
        ties = {tie for one in entries.values() for tie in _owning(one.entry)}
        wanted = [(kind, tie.name) for tie in ties for kind in _TIED[tie.relation]]
        found = catalogue.candidates(wanted)
        self._same = {
            (kind, name): [one.entry for one in some if one.score >= SAME_NAME]
            for (kind, name), some in found.items()
        }
        self._entries = read({number for numbers in self._same.values() for number in numbers})

    def of(self, listed: Listed) -> Iterator[tuple[Owner, bool]]:
        """Yield the owners of an entry, and whether a list that forbids dealings holds one."""
        for tie in _owning(listed.entry):
            on = [
                one
                for one in self._bearing(tie)
                if one.kind in FORBIDDEN or one.list_code != listed.list_code
            ]
            titles = tuple(dict.fromkeys(one.list_title for one in on))
            yield Owner(tie, titles), any(one.kind in FORBIDDEN for one in on)

    def _bearing(self, tie: Tie) -> Iterator[Listed]:
        """Yield the entries that are the owner by name, not those beside whom the owner is named."""
        for kind in _TIED[tie.relation]:
            for number in self._same.get((kind, tie.name), ()):
                one = self._entries.get(number)
                if one is not None and _is_own_name(one.entry, tie.name, kind):
                    yield one


def _owning(entry: Entry) -> list[Tie]:
    return [tie for tie in entry.ties if tie.relation in (Relation.PARENT, Relation.OWNER)][:MOST_OWNERS]


def _is_own_name(entry: Entry, name: str, kind: EntryKind) -> bool:
    own = (entry.name, *entry.aliases)
    return any(names.similarity(name, each, kind=kind.value) >= SAME_NAME for each in own)


def _worded(one: Declared, hit: _Hit, listed: Listed, owners: _Owners, at: datetime) -> Match:
    """Put a hit in the words of a match."""
    entry = listed.entry
    name = hit.name or entry.name
    via = _via(entry, name)
    country, born = _agree_on_country(one, entry), _agree_on_birth(one, entry)
    owned = list(owners.of(listed))
    likeness = names.explain(one.name, name, kind=one.kind.value) if hit.name else None
    return Match(
        item=one.item,
        field=one.field,
        declared=one.name,
        kind=one.kind,
        list_kind=listed.kind,
        list_title=listed.list_title,
        list_code=listed.list_code,
        entry=entry.key,
        entry_name=entry.name,
        name="" if name == entry.name else name,
        via=None if via is None else via.relation,
        score=hit.score,
        parts=likeness.parts if likeness else (),
        identifiers=hit.identifiers,
        country=country,
        declared_country=one.country,
        entry_countries=entry.countries,
        born=born,
        owners=tuple(owner for owner, _forbidden in owned),
        of=entry.of[:MOST_OWNERS],
        note=entry.note,
        weight=_weight(
            listed.kind,
            sure=bool(hit.identifiers),
            against=Agreement.DIFFER in (country, born),
            owned_by_forbidden=any(forbidden for _owner, forbidden in owned),
        ),
        found_at=at,
    )


def _via(entry: Entry, name: str) -> Tie | None:
    """Return who beside the entry bears a name; nothing when it is the entry itself."""
    if name == entry.name or name in entry.aliases:
        return None
    return next((tie for tie in entry.ties if tie.name == name), None)


def _agree_on_country(one: Declared, entry: Entry) -> Agreement:
    if not one.country or not entry.countries:
        return Agreement.UNKNOWN
    return Agreement.AGREE if one.country in entry.countries else Agreement.DIFFER


def _agree_on_birth(one: Declared, entry: Entry) -> Agreement:
    if one.born is None or not entry.born:
        return Agreement.UNKNOWN
    return Agreement.AGREE if one.born in entry.born else Agreement.DIFFER


def _weight(kind: str, *, sure: bool, against: bool, owned_by_forbidden: bool) -> int:
    weight = WEIGHTS[ListKind.SANCTIONS] if owned_by_forbidden else WEIGHTS[kind]
    return LEAST if against and not sure else weight
