"""Writing rows past the session's bookkeeping, for acts that write many and look at none of them again."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

from sqlalchemy import Insert, Table, Update, bindparam, insert, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from disclosure.models.base import Base, Versioned

Copied = TypeVar("Copied", bound=Base)


def insert_now(db: Session, *rows: Base) -> None:
    """Insert new rows of one table by one statement, in the transaction of `db`.

    The session does not keep them: what is changed in `rows` afterwards is not
    written. What they refer to has been flushed.
    """
    db.connection().execute(_insertion(type(rows[0])), [_values(row) for row in rows])


def unattached(model: type[Copied], values: Mapping[str, Any]) -> Copied:
    """Return a copy of a row, read or to be inserted, that no session keeps."""
    copy: Copied = model.__mapper__.class_manager.new_instance()
    vars(copy).update(values)
    return copy


def copied(model: type[Copied], found: Sequence[Any]) -> Copied:
    """Return a copy of the row whose columns, all of them in order, what was read begins with."""
    return unattached(model, dict(zip(_names(model), found, strict=False)))


class Named(Protocol):
    """A row with an id of its own."""

    id: UUID


class Kept(Named, Protocol):
    """A row that people edit."""

    row_version: int


def change_now(db: Session, row: Kept, **changes: object) -> None:
    """Change columns of a row by one statement; `row` shows them as read from there.

    Raises:
        StaleDataError: it is no longer as it was read.

    """
    changes["row_version"] = row.row_version + 1
    place = {"of_row": row.id, "as_read": row.row_version}
    if not db.connection().execute(_change(type(row)), place | changes).rowcount:
        raise StaleDataError("A row was changed by somebody else since it was read.")
    for name, value in changes.items():
        set_committed_value(row, name, value)


def note_now(db: Session, row: Named, **changes: object) -> None:
    """Change columns of a row as `change_now` does, whatever its version, and without making a new one."""
    db.connection().execute(_note(type(row)), {"of_row": row.id} | changes)
    for name, value in changes.items():
        set_committed_value(row, name, value)


@cache
def _insertion(model: type[Base]) -> Insert:
    return insert(_table(model))


@cache
def _change(model: type[Kept]) -> Update:
    columns = _table(model).columns
    return update(_table(model)).where(
        columns["id"] == bindparam("of_row"), columns["row_version"] == bindparam("as_read")
    )


@cache
def _note(model: type[Named]) -> Update:
    return update(_table(model)).where(_table(model).columns["id"] == bindparam("of_row"))


@cache
def _names(model: type[Base]) -> tuple[str, ...]:
    return tuple(column.key for column in _table(model).columns)


def _table(model: type[Any]) -> Table:
    return cast("Table", model.__table__)


def _values(row: Base) -> Mapping[str, Any]:
    if isinstance(row, Versioned):
        row.row_version = 1
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}
