"""The lists as a process screens against them: one index for each organisation, kept by the lists' versions.

It lies in a folder of the review site, made from the database's versions in
force, anew where it is missing. When a list moves on, what it changed is taken
into the index; nothing else is read again.
"""

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from disclosure.casework.listing.roster import Roster
from disclosure.domain.listed import Entry
from disclosure.models import ListEntry, ListVersion, ReferenceList
from disclosure.screening.identified import FILE, Identifiers
from disclosure.screening.index import Index
from disclosure.screening.likeness import NameKind
from disclosure.screening.matching import Catalogue, Listed, names_of
from disclosure.screening.yente import Yente

PAGE = 5_000
AT_ONCE = 1_000
MOST_APART = 20_000
"""Changed entries of one version that are worth an index of their own."""
STATE = "versions.json"
NAMES = "names"

Versions = dict[int, int]
"""The number in force of each list."""


@dataclass
class Held:
    """The lists of one organisation, at the versions they are held in."""

    lists: dict[int, ReferenceList]
    versions: Versions
    index: Index
    identifiers: Identifiers
    catalogue: Catalogue = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing looked up."""
        self.catalogue = Catalogue(self.index, self.identifiers)

    def read(self, db: Session) -> Callable[[Collection[int]], dict[int, Listed]]:
        """Return what reads entries that are in force by their numbers."""

        def found(numbers: Collection[int]) -> dict[int, Listed]:
            wanted = sorted(numbers)
            made: dict[int, Listed] = {}
            for start in range(0, len(wanted), AT_ONCE):
                rows = select(ListEntry.id, ListEntry.list_id, ListEntry.content).where(
                    ListEntry.id.in_(wanted[start : start + AT_ONCE]), _in_force(self.versions)
                )
                for number, list_id, content in db.execute(rows):
                    made[number] = listed(self.lists[list_id], Entry.decode(content))
            return made

        return found


class Shelf:
    """What this process screens against. Without a folder the indexes stay in memory."""

    def __init__(self, folder: Path | None = None, *, yente: Yente | None = None) -> None:
        self._folder = folder
        self.yente = yente
        self._held: dict[UUID, Held] = {}
        self._rosters: dict[UUID, Roster] = {}
        self._changed: tuple[UUID, Held] | None = None

    def lists(self, db: Session, organisation_id: UUID) -> Held:
        """Return the lists of an organisation at the versions that are in force now."""
        rows = select(ReferenceList).where(
            ReferenceList.organisation_id == organisation_id, ReferenceList.version > 0
        )
        lists = {row.id: row for row in db.scalars(rows)}
        versions = {row.id: row.version for row in lists.values()}
        held = self._held.get(organisation_id)
        if held is None:
            held = self._opened(organisation_id, lists, versions) or Held(lists, {}, Index(), Identifiers())
        held.lists = lists
        if held.versions != versions:
            self._held.pop(organisation_id, None)  # half followed it would be neither
            held = _followed(db, held, versions)
            self._keep(organisation_id, held)
        self._held[organisation_id] = held
        return held

    def changed(self, db: Session, held: Held, version: ListVersion) -> Held:
        """Return the entries in force that a version of a list brought or changed, as lists of their own.

        Where they are many that is no shorter way, and `held` does as well.
        """
        if version.added + version.changed > MOST_APART:
            return held
        if self._changed is None or self._changed[0] != version.id:
            made = Held(held.lists, held.versions, Index(), Identifiers())
            new = and_(ListEntry.list_id == version.list_id, ListEntry.since == version.number)
            built = Index.build(_entries(db, made, and_(new, _in_force(held.versions))))
            self._changed = (version.id, Held(held.lists, held.versions, built, made.identifiers))
        return self._changed[1]

    def roster(self, db: Session, organisation_id: UUID) -> Roster:
        """Return the people of an organisation as they are on its roster now."""
        known = self._rosters.setdefault(organisation_id, Roster(organisation_id))
        known.follow(db)
        return known

    def _place(self, organisation_id: UUID, versions: Versions) -> Path | None:
        if self._folder is None:
            return None
        told = hashlib.sha256(msgspec.json.encode(sorted(versions.items()))).hexdigest()[:16]
        return self._folder / str(organisation_id) / told

    def _opened(
        self, organisation_id: UUID, lists: dict[int, ReferenceList], versions: Versions
    ) -> Held | None:
        """Return what an earlier process left: the same versions, or earlier ones to go on from."""
        place = self._place(organisation_id, versions)
        if place is None or not place.parent.exists():
            return None
        kept = sorted(place.parent.glob(f"*/{STATE}"), key=lambda path: path.stat().st_mtime, reverse=True)
        for state in [place / STATE, *kept]:
            if state.exists():
                held = {int(one): number for one, number in msgspec.json.decode(state.read_bytes()).items()}
                if all(held[one] <= versions.get(one, -1) for one in held):
                    index = Index.open(state.parent / NAMES)
                    if index is not None:
                        return Held(lists, held, index, Identifiers(state.parent / FILE))
        return None

    def _keep(self, organisation_id: UUID, held: Held) -> None:
        """Write the index beside the one before, and let that go: whoever has it open still reads it."""
        place = self._place(organisation_id, held.versions)
        if place is None or place.exists():
            return
        making = place.parent / f"making-{uuid4()}"
        making.mkdir(parents=True, mode=0o700)
        held.index.save(making / NAMES)
        Identifiers.copied(held.identifiers, making / FILE).close()
        (making / STATE).write_bytes(msgspec.json.encode({str(k): v for k, v in held.versions.items()}))
        before = [one for one in place.parent.iterdir() if one not in (making, place)]
        making.replace(place)
        for one in before:
            shutil.rmtree(one, ignore_errors=True)


def listed(row: ReferenceList, entry: Entry) -> Listed:
    """Return an entry with the list it is on."""
    return Listed(row.code, row.title, row.kind.value, entry)


def _followed(db: Session, held: Held, versions: Versions) -> Held:
    """Take what the lists changed since into the index; nothing that was looked up before holds."""
    new = {one: (held.versions.get(one, 0), number) for one, number in versions.items()}
    gone = _any(
        and_(ListEntry.list_id == one, ListEntry.until > was, ListEntry.until <= now)
        for one, (was, now) in new.items()
    )
    came = _any(and_(ListEntry.list_id == one, ListEntry.since > was) for one, (was, _now) in new.items())
    if held.versions:
        numbers = list(db.scalars(select(ListEntry.id).where(gone)))
        held.index.remove(numbers)
        held.identifiers.remove(numbers)
    found = _entries(db, held, and_(came, _in_force(versions)))
    if held.versions:
        held.index.upsert(found)
        index = held.index
    else:
        index = Index.build(found)
    held.identifiers.settle()
    return Held(held.lists, versions, index, held.identifiers)


def _entries(db: Session, held: Held, condition: ColumnElement[bool]) -> Iterator[tuple[int, str, NameKind]]:
    """Yield the names of entries for the index, and note their identifiers on the way."""
    rows = select(ListEntry.id, ListEntry.list_id, ListEntry.content).where(condition)
    for number, list_id, content in db.execute(rows.execution_options(yield_per=PAGE)):
        entry = Entry.decode(content)
        if entry.identifiers:
            held.identifiers.add([(number, entry.identifiers)])
        for name, kind in names_of(entry, held.lists[list_id].kind.value):
            yield number, name, NameKind(kind.value)


def _in_force(versions: Mapping[int, int]) -> ColumnElement[bool]:
    return _any(
        and_(
            ListEntry.list_id == one,
            ListEntry.since <= number,
            or_(ListEntry.until.is_(None), ListEntry.until > number),
        )
        for one, number in versions.items()
    )


def _any(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(false(), *conditions)
