"""The organisation's own people, as relatives are looked up among them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.domain.listed import Entry, EntryKind
from disclosure.models import Entity, Person
from disclosure.screening.identified import Identifiers
from disclosure.screening.index import Index
from disclosure.screening.likeness import NameKind
from disclosure.screening.matches import ROSTER
from disclosure.screening.matching import Catalogue, Listed
from disclosure.screening.names import MATCH_THRESHOLD, similarity


class _Row(NamedTuple):
    id: UUID
    row_version: int
    index_number: str
    name: str
    supervisor_index: str | None
    left_on: date | None
    entity: dict[str, str]


@dataclass
class Roster:
    """The people of one organisation who are there, numbered as they came to be known here."""

    organisation_id: UUID
    catalogue: Catalogue = field(default_factory=lambda: Catalogue(Index(), Identifiers()))
    supervisors: dict[str, str] = field(default_factory=dict)
    """By index number, who supervises whom."""
    _numbers: dict[UUID, int] = field(default_factory=dict)
    _versions: dict[UUID, int] = field(default_factory=dict)
    _entries: dict[int, Entry] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _reports: dict[str, list[str]] = field(default_factory=dict)
    _mark: tuple[int, int] = (0, 0)

    def follow(self, db: Session) -> None:
        """Take in who came, left or changed since; the database is asked only whether anybody did."""
        of = Person.organisation_id == self.organisation_id
        count, versions = db.execute(
            select(func.count(), func.coalesce(func.sum(Person.row_version), 0)).where(of)
        ).one()
        if (count, int(versions)) == self._mark:
            return
        rows = db.execute(
            select(
                Person.id,
                Person.row_version,
                Person.index_number,
                Person.name,
                Person.supervisor_index,
                Person.left_on,
                Entity.names,
            )
            .join(Entity, Entity.id == Person.entity_id)
            .where(of)
        )
        changed = [_Row(*row) for row in rows if self._versions.get(row.id) != row.row_version]
        self._take(changed)
        self._mark = (count, int(versions))

    def read(self, numbers: Collection[int]) -> dict[int, Listed]:
        """Return people by their numbers."""
        return {
            number: Listed("", "", ROSTER, entry)
            for number in numbers
            if (entry := self._entries.get(number)) is not None
        }

    def are_in_line(self, one: str, other: str) -> bool:
        """Tell whether one of two people supervises the other, by their index numbers."""
        return self.supervisors.get(one) == other or self.supervisors.get(other) == one

    def has_in_line(self, filer: str, name: str) -> bool:
        """Tell whether somebody in a filer's reporting line has a name that is like this one."""
        line = [*self._reports.get(filer, ()), *filter(None, [self.supervisors.get(filer)])]
        least = MATCH_THRESHOLD[NameKind.PERSON]
        return any(
            similarity(name, self._names[one], kind=NameKind.PERSON) >= least
            for one in line
            if one in self._names
        )

    def _take(self, rows: list[_Row]) -> None:
        gone: list[int] = []
        new: list[tuple[int, str, NameKind]] = []
        for row in rows:
            number = self._numbers.setdefault(row.id, len(self._numbers) + 1)
            self._versions[row.id] = row.row_version
            if row.left_on is not None:
                gone.append(number)
                self._entries.pop(number, None)
                continue
            self._entries[number] = Entry(
                key=row.index_number, name=row.name, kind=EntryKind.PERSON, note=row.entity["en"]
            )
            new.append((number, row.name, NameKind.PERSON))
            self.supervisors[row.index_number] = row.supervisor_index or ""
        if gone:
            self.catalogue.index.remove(gone)
        if len(new) == len(self._entries):
            index = Index.build(new)
        else:
            index = self.catalogue.index
            index.upsert(new)
        self.catalogue = Catalogue(index, self.catalogue.identified)
        self._names = {entry.key: entry.name for entry in self._entries.values()}
        self._reports = {}
        for one, supervisor in self.supervisors.items():
            self._reports.setdefault(supervisor, []).append(one)
