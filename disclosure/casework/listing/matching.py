"""Matching what statements declare with the lists in force, the roster, and a server of lists."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy.orm import Session

from disclosure.casework.flags import Result
from disclosure.casework.listing.roster import Roster
from disclosure.casework.listing.shelf import Shelf
from disclosure.domain.checks.flags import TOP_PRIORITY, Flag
from disclosure.domain.checks.running import priority as of_flags
from disclosure.domain.listed import EntryKind
from disclosure.models import ListVersion
from disclosure.screening.declared import Declared
from disclosure.screening.matches import Match
from disclosure.screening.matching import WEIGHTS, match

MEMBER = "name"
"""The field of a member of the household that holds the name."""
IN_LINE = 4
"""The weight of a relative in the filer's reporting line."""


@dataclass(frozen=True, slots=True)
class Named:
    """What one statement declares by name, and whose it is, by the index number of the roster."""

    filer: str
    names: tuple[Declared, ...]


def matched(
    db: Session, shelf: Shelf, *, organisation_id: UUID, statements: Sequence[Named], at: datetime
) -> list[tuple[Match, ...]]:
    """Return the matches of what each of several statements of an organisation declares."""
    wanted = [name for one in statements for name in one.names]
    if not wanted:
        return [() for _one in statements]
    held = shelf.lists(db, organisation_id)
    found = match(held.catalogue, held.read(db), wanted, at=at)
    on_roster = _among_people(shelf.roster(db, organisation_id), statements, at)
    on_server = shelf.yente.match(wanted, at=at) if shelf.yente else [[] for _name in wanted]
    every = [[*one, *other, *more] for one, other, more in zip(found, on_roster, on_server, strict=True)]
    return _by_statement(statements, every)


def matched_anew(
    db: Session, shelf: Shelf, *, version: ListVersion, statements: Sequence[Named], at: datetime
) -> list[tuple[Match, ...]]:
    """Return the matches with the entries that a version of a list brought or changed, and no others."""
    wanted = [name for one in statements for name in one.names]
    if not wanted:
        return [() for _one in statements]
    held = shelf.lists(db, version.list.organisation_id)
    new = shelf.changed(db, held, version)
    found = match(new.catalogue, new.read(db), wanted, at=at, owners_in=(held.catalogue, held.read(db)))
    code = version.list.code
    return _by_statement(statements, [[one for one in some if one.list_code == code] for some in found])


def _among_people(roster: Roster, statements: Sequence[Named], at: datetime) -> list[list[Match]]:
    """Look up declared persons among the organisation's own; nobody is their own relative.

    Tens of thousands of people share names. A member of the household who only has the name of
    some colleague is therefore no question; in the filer's reporting line, or declared as tied to
    the organisation or to an interest, they are.
    """
    asked = [[one for one in some.names if _is_asked(roster, some.filer, one)] for some in statements]
    found = iter(match(roster.catalogue, roster.read, [one for some in asked for one in some], at=at))
    return [
        [
            told
            for each in (next(found) if one in wanted else ())
            if each.entry != some.filer
            and ((told := _in_line(each, roster, some.filer)).in_line or one.field != MEMBER)
        ]
        for some, wanted in zip(statements, asked, strict=True)
        for one in some.names
    ]


def _is_asked(roster: Roster, filer: str, one: Declared) -> bool:
    if one.kind is not EntryKind.PERSON:
        return False
    return one.field != MEMBER or roster.has_in_line(filer, one.name)


def _in_line(one: Match, roster: Roster, filer: str) -> Match:
    return replace(one, in_line=True, weight=IN_LINE) if roster.are_in_line(one.entry, filer) else one


def _by_statement(statements: Sequence[Named], every: Iterable[Sequence[Match]]) -> list[tuple[Match, ...]]:
    rest = iter(every)
    return [tuple(each for _name in one.names for each in next(rest)) for one in statements]


def merged(
    before: Sequence[Match], now: Sequence[Match], *, asked_anew: Callable[[Match], bool], at: datetime
) -> tuple[Match, ...]:
    """Return what is known after matching again: what is not `asked_anew` stays as it was.

    A match that is found again keeps the day on which it was found first; one that is not
    found any more is marked as gone; one that was not there before is marked as later.
    """
    known = {one.place: one for one in before}
    found = {one.place: one for one in now}
    kept = [one for one in before if one.place not in found]
    gone = [one if one.gone_at or not asked_anew(one) else replace(one, gone_at=at) for one in kept]
    new = [
        replace(one, found_at=known[place].found_at, later=known[place].later)
        if place in known and known[place].is_open
        else replace(one, later=True)
        for place, one in found.items()
    ]
    return ordered([*new, *gone])


def ordered(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return matches as they are read: open ones first, the weightiest of them before the others."""
    return tuple(
        sorted(matches, key=lambda one: (not one.is_open, -len(one.identifiers), -one.weight, -one.score))
    )


def count(result: Result) -> int:
    """Return how many questions there are: flags, and declared names with an open match."""
    return len(result.flags) + len({one.place[2:] for one in result.matches if one.is_open})


def priority(flags: Sequence[Flag], matches: Sequence[Match]) -> int:
    """Return the priority of a case, 0 to 10: each rule and each kind of list is counted once."""
    weights = {
        kind: max((one.weight for one in matches if one.is_open and one.list_kind == kind), default=0)
        for kind in WEIGHTS
    }
    return min(of_flags(flags) + sum(weights.values()), TOP_PRIORITY)
