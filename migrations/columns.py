"""The few kinds of column that recur. Past migrations are written in these words: none may change meaning."""

from typing import Any

import sqlalchemy as sa

Column = sa.Column[Any]
Kind = sa.types.TypeEngine[Any] | type[sa.types.TypeEngine[Any]]


def key() -> Column:
    """Return the random 128-bit id of a row."""
    return sa.Column("id", sa.Uuid, primary_key=True)


def refers(
    name: str, to: str, *, required: bool = True, unique: bool = False, part_of_key: bool = False
) -> Column:
    """Return a column that refers to the id of a row of the table `to`."""
    where = sa.ForeignKey(f"{to}.id")
    if part_of_key:
        return sa.Column(name, sa.Uuid, where, primary_key=True)
    return sa.Column(name, sa.Uuid, where, nullable=not required, unique=unique)


def plain(name: str, kind: Kind, *, unique: bool = False) -> Column:
    """Return a column that always holds something."""
    return sa.Column(name, kind, nullable=False, unique=unique)


def code(name: str) -> Column:
    """Return a short code of the programme or of the roster."""
    return sa.Column(name, sa.String(64), nullable=False)


def instant(name: str, *, required: bool = True) -> Column:
    """Return a point in time, in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)


def choice(name: str, enum: str, *values: str, required: bool = True) -> Column:
    """Return one of a list of values; the CHECK constraint is named after the enum."""
    kind = sa.Enum(*values, name=enum, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=not required)


def row_version() -> Column:
    """Return the count of edits of a row that people edit."""
    return sa.Column("row_version", sa.Integer, nullable=False)
