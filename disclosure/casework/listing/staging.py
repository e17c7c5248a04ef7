"""The rows of a version that is being loaded: out of force until the list's number moves on to it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Table, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from disclosure.casework.listing.typing import MOST_NAMES, beginnings
from disclosure.domain.listed import SUGGESTED, Entry
from disclosure.models import ListEntry, ListVersion, ReferenceList
from disclosure.models.lists import ListedName

ENTRIES = cast("Table", ListEntry.__table__)
NAMES = cast("Table", ListedName.__table__)
PAGE = 5_000
ROOM = 2**24
"""Numbers that one version has for its entries."""


class Kept(NamedTuple):
    """An entry in force: its number and its content."""

    id: int
    content: str


class Changes(NamedTuple):
    """What some entries of a file are beside the list in force."""

    added: list[Entry]
    changed: list[tuple[Kept, Entry]]
    unchanged: int


def locked(db: Session, list_id: int) -> ReferenceList:
    """Return a list, locked until the transaction ends: versions follow one another."""
    return db.scalars(select(ReferenceList).where(ReferenceList.id == list_id).with_for_update()).one()


def is_begun(db: Session, row: ReferenceList) -> bool:
    """Tell whether a version of a list is in force or being loaded."""
    return db.scalar(select(exists().where(ListVersion.list_id == row.id))) or False


def in_force(row: ReferenceList) -> ColumnElement[bool]:
    """Say that an entry belongs to the version of a list that is in force."""
    return and_(
        ListEntry.list_id == row.id,
        ListEntry.since <= row.version,
        or_(ListEntry.until.is_(None), ListEntry.until > row.version),
    )


def compare(db: Session, row: ReferenceList, entries: Sequence[Entry]) -> Changes:
    """Tell which entries the list in force has not, has otherwise, and has."""
    of_keys = select(ListEntry.key, ListEntry.id, ListEntry.content).where(
        in_force(row), ListEntry.key.in_([entry.key for entry in entries])
    )
    kept = {key: Kept(number, content) for key, number, content in db.execute(of_keys)}
    changes = Changes([], [], 0)
    unchanged = 0
    for entry in entries:
        was = kept.get(entry.key)
        if was is None:
            changes.added.append(entry)
        elif was.content == entry.encode().decode():
            unchanged += 1
        else:
            changes.changed.append((was, entry))
    return changes._replace(unchanged=unchanged)


def stage(db: Session, version: ListVersion, entries: Sequence[Entry], *, first: int) -> None:
    """Write entries of a version that is not in force yet, numbered from `first` on."""
    numbered = list(enumerate(entries, first))
    list_id, number = version.list_id, version.number
    _insert(
        db,
        ENTRIES,
        ("id", "list_id", "key", "since", "content"),
        [(at, list_id, one.key, number, one.encode().decode()) for at, one in numbered],
    )
    if version.list.kind in SUGGESTED:
        _insert(db, NAMES, ("list_id", "leads", "typed", "entry_id"), list(_names(version.list_id, numbered)))


def _insert(db: Session, table: Table, columns: Sequence[str], rows: list[tuple[object, ...]]) -> None:
    """Insert rows as the driver takes them: of a million, naming each value takes longer than writing it."""
    connection = db.connection()
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    if rows:
        marks = ", ".join([mark] * len(columns))
        connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608 - our own names
            rows,
        )


def _names(list_id: int, numbered: Iterable[tuple[int, Entry]]) -> Iterator[tuple[object, ...]]:
    for at, entry in numbered:
        texts = (entry.name, *entry.aliases)[:MOST_NAMES]
        for leads, typed in sorted({begin for name in texts for begin in beginnings(name)}):
            yield list_id, leads, typed, at


def end(db: Session, version: ListVersion, ids: Sequence[int]) -> None:
    """Let entries end with a version that is not in force yet."""
    for start in range(0, len(ids), PAGE):
        some = ids[start : start + PAGE]
        db.connection().execute(update(ENTRIES).where(ENTRIES.c.id.in_(some)).values(until=version.number))


def keys_in_force(db: Session, row: ReferenceList, *, after: str) -> list[tuple[str, int]]:
    """Return the next keys of the list in force, in their order, and the numbers of their entries."""
    page = (
        select(ListEntry.key, ListEntry.id)
        .where(in_force(row), ListEntry.key > after)
        .order_by(ListEntry.key)
        .limit(PAGE)
    )
    return [(key, number) for key, number in db.execute(page)]


def forget(db: Session, row: ReferenceList) -> None:
    """Undo what an import that never came to its end had staged."""
    begun = select(ListVersion).where(ListVersion.list_id == row.id, ListVersion.number > row.version)
    for version in db.scalars(begun).all():
        last = version.first_entry + ROOM
        staged = (NAMES.c.entry_id >= version.first_entry, NAMES.c.entry_id < last)
        db.connection().execute(delete(NAMES).where(*staged))
        db.connection().execute(
            delete(ENTRIES).where(ENTRIES.c.list_id == row.id, ENTRIES.c.since == version.number)
        )
        db.connection().execute(
            update(ENTRIES)
            .where(ENTRIES.c.list_id == row.id, ENTRIES.c.until == version.number)
            .values(until=None)
        )
        db.delete(version)
    db.flush()


def drop_names(db: Session, version: ListVersion) -> None:
    """Offer the names of entries no more that ended with a version."""
    ended = select(ListEntry.id).where(
        ListEntry.list_id == version.list_id, ListEntry.until == version.number
    )
    db.connection().execute(delete(NAMES).where(NAMES.c.entry_id.in_(ended)))
