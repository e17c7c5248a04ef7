"""Inserting rows past the session: for acts that write rows of many kinds and look at none of them again."""

from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, insert
from sqlalchemy.orm import Session

from disclosure.models.base import Base, Versioned


def insert_now(db: Session, *rows: Base) -> None:
    """Insert new rows of one table by one statement, in the transaction of `db`.

    The session does not keep them: what is changed in `rows` afterwards is not
    written. What they refer to has been flushed.
    """
    db.connection().execute(_into(type(rows[0])), [_values(row) for row in rows])


@cache
def _into(model: type[Base]) -> Insert:
    return insert(cast("Table", model.__table__))


def _values(row: Base) -> dict[str, Any]:
    if isinstance(row, Versioned):
        row.row_version = 1
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}
