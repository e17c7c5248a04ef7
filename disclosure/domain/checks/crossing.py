"""Questions that only several statements together raise.

They tell of another person, so they are for reviewers and never shown to a filer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from disclosure.domain.checks.flags import Flag, Rule
from disclosure.domain.comparison import is_live
from disclosure.domain.interests import Item, PrivateCompany, RelativeInSystem, Statement
from disclosure.domain.messages import message
from disclosure.domain.programme import Programme
from disclosure.domain.sentences import sentence

SAME_FIRM = Rule("same-private-firm", message("Two filers own the same private company"), 4, for_filer=False)
ONE_SIDED = Rule(
    "relative-one-sided", message("A tie that only one of two relatives declares"), 3, for_filer=False
)


@dataclass(frozen=True, slots=True)
class Declared:
    """One person and what they declared."""

    person_id: str
    name: str
    statement: Statement


def across(several: Sequence[Declared], programme: Programme | None = None) -> dict[str, list[Flag]]:
    """Return, by person id, the questions that the statements raise together.

    Names are compared as written, in any order of their parts; fuzzy and multi-script matching is
    the screening's work. `programme` puts value bands into words.
    """
    flags: dict[str, list[Flag]] = {one.person_id: [] for one in several}
    for person_id, flag in (*_same_firm(several, programme), *_one_sided(several)):
        flags[person_id].append(flag)
    return flags


def _same_firm(several: Sequence[Declared], programme: Programme | None) -> Iterator[tuple[str, Flag]]:
    """A private company that more than one person declares is asked of each."""
    owners: dict[tuple[str, ...], list[tuple[Declared, Item]]] = {}
    for one in several:
        for item in one.statement.items:
            for key in _firm_keys(item) if isinstance(item, PrivateCompany) and is_live(item) else ():
                owners.setdefault(key, []).append((one, item))
    told: set[tuple[str, str, str]] = set()
    for group in owners.values():
        for (one, item), (other, _) in permutations(group, 2):
            mark = (one.person_id, item.id, other.person_id)
            if one.person_id == other.person_id or mark in told:
                continue
            told.add(mark)
            yield (
                one.person_id,
                SAME_FIRM.flag(
                    message(
                        "%(item)s %(other)s declares it as well.",
                        item=sentence(item, programme),
                        other=other.name,
                    ),
                    items=[item],
                    fields=("counterparty",),
                ),
            )


def _firm_keys(item: PrivateCompany) -> Iterator[tuple[str, ...]]:
    """Yield what identifies a company: its LEI, its number in a country's register, its name there."""
    firm = item.counterparty
    country = firm.country.strip().upper()
    if firm.lei.strip():
        yield ("lei", firm.lei.strip().upper())
    if firm.registration.strip() and country:
        yield ("registration", country, firm.registration.strip().upper())
    if firm.name.strip():
        yield ("name", country, " ".join(firm.name.casefold().split()))


def _one_sided(several: Sequence[Declared]) -> Iterator[tuple[str, Flag]]:
    """A relative who files as well declares the tie, too; if not, they are asked."""
    by_name: dict[frozenset[str], list[Declared]] = {}
    for one in several:
        by_name.setdefault(_parts(one.name), []).append(one)
    for one in several:
        for item in one.statement.items:
            if not isinstance(item, RelativeInSystem) or not is_live(item) or not item.person.strip():
                continue
            for other in by_name.get(_parts(item.person), ()):
                if other.person_id != one.person_id and not _declares(other, one.name):
                    yield (
                        other.person_id,
                        ONE_SIDED.flag(
                            message("%(name)s declares this filer as a relative.", name=one.name),
                            fields=("person",),
                        ),
                    )


def _declares(one: Declared, name: str) -> bool:
    """Tell whether `one` declares somebody of this name as a relative in the system."""
    wanted = _parts(name)
    return any(
        isinstance(item, RelativeInSystem) and _parts(item.person) == wanted for item in one.statement.items
    )


def _parts(name: str) -> frozenset[str]:
    """Return the parts of a name without regard to case and order; family names come first or last."""
    return frozenset(name.casefold().replace(",", " ").split())
