"""Everything that is sealed, found from its data keys: the row each belongs to, the place it is bound to.

A table with a column `sealed` is one of them by that alone, so none can be forgotten here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Column, ColumnElement, FromClause, Row, Table, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from disclosure.casework.sealed import WRAPS
from disclosure.errors import SealBroken
from disclosure.models import Attachment, Base, CycleKey, DataKey
from disclosure.vault.sealing import Binding, Recipient, Wrap

STORED_FILES = "attachments.content"
"""What the content of a stored file is bound to, instead of a table."""


WORDS = {
    STORED_FILES: "stored files",
    "attachments": "names of files",
    "upload_pieces": "pieces of files on their way",
    "kept_forms": "forms kept after a session ended",
    "office_records": "records of the office",
    "own_interests": "own interests of reviewers",
    "screenings": "results of checks",
    "sealed_texts": "texts of correspondence",
}


class Kind(NamedTuple):
    """One kind of sealed object: the name it is bound to, and its columns of ids and versions."""

    name: str
    table: Table
    id: Column[UUID]
    version: Column[int] | None


@dataclass(frozen=True, slots=True)
class Held:
    """The wrap of a data key, and the place that its object is bound to."""

    wrap: Wrap
    bound_to: Binding


@cache
def kinds() -> tuple[Kind, ...]:
    """Return every kind of sealed object."""
    return tuple(_kinds())


def _kinds() -> Iterator[Kind]:
    for table in Base.metadata.sorted_tables:
        if "sealed" in table.c:
            yield Kind(table.name, table, table.c.id, table.c.get("version"))
    stored = Attachment.__table__
    assert isinstance(stored, Table)  # noqa: S101 - a mapped class has one
    yield Kind(STORED_FILES, stored, stored.c.content_id, None)


def held_by(db: Session, key_id: UUID, *, after: UUID, limit: int) -> list[Held]:
    """Return the next wraps to a key in the order of their objects, read in one statement.

    Raises SealBroken when one belongs to nothing that is there: it names neither a row nor a file.
    """
    some = select(WRAPS).where(WRAPS.c.key_id == key_id, WRAPS.c.object_id > after)
    wraps = some.order_by(WRAPS.c.object_id).limit(limit).cte("wraps")
    columns: list[ColumnElement[Any]] = [*wraps.c]
    joined: FromClause = wraps
    for number, kind in enumerate(kinds()):
        place = kind.table.alias(f"place_{number}")
        joined = joined.outerjoin(place, place.c[kind.id.name] == wraps.c.object_id)
        columns.append(place.c[kind.id.name].label(f"id_{number}"))
        if kind.version is not None:
            columns.append(place.c.version.label(f"version_{number}"))
    rows = db.execute(select(*columns).select_from(joined).order_by(wraps.c.object_id))
    return [_held(row) for row in rows]


def _held(row: Row[Any]) -> Held:
    wrap = Wrap(Recipient(row.recipient), row.key_id, row.wrapped, row.suite)
    for number, kind in enumerate(kinds()):
        if getattr(row, f"id_{number}") is not None:
            version = 1 if kind.version is None else getattr(row, f"version_{number}")
            return Held(wrap, Binding(kind.name, row.object_id, version))
    raise SealBroken(f"The data key of object {row.object_id} belongs to nothing that is kept.")


def counted(db: Session, *wanted: ColumnElement[bool]) -> dict[str, int]:
    """Count by kind the sealed objects that have a data key of which `wanted` is true."""
    found = {}
    for kind in kinds():
        of_kind = exists().where(DataKey.object_id == kind.id, *wanted)
        number = db.scalar(select(func.count()).select_from(kind.table).where(of_kind)) or 0
        if number:
            found[kind.name] = number
    return found


def no_other_live_key(*, than: list[UUID]) -> ColumnElement[bool]:
    """Say of a data key that no other wrap of its object is to a key which a site still holds."""
    other = aliased(DataKey)
    live = exists().where(
        CycleKey.id == other.key_id, CycleKey.retired_at.is_(None), CycleKey.destroyed_at.is_(None)
    )
    return and_(
        DataKey.key_id.in_(than),
        ~exists().where(other.object_id == DataKey.object_id, other.key_id.not_in(than), live),
    )


def said(numbers: Mapping[str, int]) -> str:
    """Return counts by kind in words, such as "3 drafts, 1 own interests"."""
    return ", ".join(in_words(kind, number) for kind, number in numbers.items())


def in_words(kind: str, number: int) -> str:
    """Return how many there are of a kind, in words."""
    return f"{number} {WORDS.get(kind, kind)}"
