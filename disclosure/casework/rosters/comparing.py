"""What a roster would change: who comes, who changes in what, who leaves. Nothing is written here."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from msgspec.structs import astuple

from disclosure.casework.rosters.rows import COLUMNS, PersonRow

LEFT_ON = COLUMNS.index("left_on")


class Kept(NamedTuple):
    """A person as the roster has them: `values` in the order of `COLUMNS`, the entity by its code."""

    key: str
    """The id as its database writes it: thousands are compared, and few of their ids are looked at."""
    values: tuple[Any, ...]

    @property
    def id(self) -> UUID:
        """The person's id."""
        return UUID(self.key)

    @property
    def is_there(self) -> bool:
        """Whether no day of leaving is known."""
        return self.values[LEFT_ON] is None


@dataclass(frozen=True, slots=True)
class Change:
    """One person of the roster, and what changes: by column, what was and what is now."""

    person_id: UUID
    index_number: str
    name: str
    fields: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """People of one entity and one name under several index numbers: perhaps one person twice."""

    name: str
    entity: str
    index_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking a roster over changes. A person who leaves is in `left`, not in `changed`."""

    added: tuple[PersonRow, ...]
    changed: tuple[Change, ...]
    left: tuple[Change, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.added or self.changed or self.left)


def compared(
    kept: Mapping[str, Kept],
    rows: Sequence[PersonRow],
    *,
    complete: bool,
    today: date,
    without: Collection[str] = (),
) -> Difference:
    """Compare rows with what is kept, by index number.

    With `complete` the file is the whole roster, so whoever is there and not
    in it has left `today`; otherwise nothing is known of them. The columns
    `without` which the file is stay as they are kept.
    """
    stays = frozenset(COLUMNS.index(name) for name in without)
    added: list[PersonRow] = []
    changed: list[Change] = []
    left: list[Change] = []
    unchanged = 0
    for row in rows:
        person = kept.get(row.index_number)
        if person is None:
            added.append(row)
            continue
        values = astuple(row)
        if stays:
            values = tuple(person.values[at] if at in stays else value for at, value in enumerate(values))
        if values == person.values:
            unchanged += 1
            continue
        change = _change(person, values)
        (left if person.is_there and values[LEFT_ON] else changed).append(change)
    if complete:
        left.extend(_missing(kept, rows, today))
    return Difference(tuple(added), tuple(changed), tuple(left), unchanged)


def lookalikes(rows: Iterable[PersonRow]) -> list[Lookalikes]:
    """Return who may be on the roster twice: one name in one entity under several index numbers.

    It is a question for whoever keeps the roster, never a reason to refuse it.
    """
    alike: defaultdict[tuple[str, str], list[PersonRow]] = defaultdict(list)
    for row in rows:
        if row.left_on is None:
            alike[_folded(row.name), row.entity].append(row)
    return [
        Lookalikes(some[0].name, some[0].entity, tuple(row.index_number for row in some))
        for some in alike.values()
        if len(some) > 1
    ]


def _folded(name: str) -> str:
    return " ".join(sorted(unicodedata.normalize("NFKC", name).casefold().split()))


def _change(person: Kept, values: tuple[Any, ...]) -> Change:
    fields = {
        column: (was, now)
        for column, was, now in zip(COLUMNS, person.values, values, strict=True)
        if was != now
    }
    return Change(person.id, values[0], values[1], fields)


def _missing(kept: Mapping[str, Kept], rows: Sequence[PersonRow], today: date) -> Iterable[Change]:
    listed = {row.index_number for row in rows}
    for index_number, person in kept.items():
        if person.is_there and index_number not in listed:
            yield Change(person.id, index_number, person.values[1], {"left_on": (None, today)})
