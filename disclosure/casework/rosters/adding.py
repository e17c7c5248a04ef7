"""Putting people on the roster: one order to the driver for thousands, its values made here.

SQLAlchemy converts each value of each row by itself, which takes longer than
all else that an import does. What is written is the same.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast
from uuid import UUID

import msgspec
from msgspec.structs import astuple
from sqlalchemy import Table, TextClause, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from disclosure.casework.rosters.rows import COLUMNS, PersonRow
from disclosure.models import Organisation, Person

PEOPLE = cast("Table", Person.__table__)
ADDED_AT_ONCE = 10_000
"""So many at once that their columns fit in memory."""
_PASSING_OVER = " ON CONFLICT DO NOTHING"
_VERSION_4 = 0x4 << 76 | 0b10 << 62
_RANDOM = ~(0xF << 76 | 0b11 << 62)
"""The bits of an id that are drawn, and those that say so (RFC 9562, section 5.4)."""
_STATED = tuple(name for name in COLUMNS if name != "entity")
_WRITTEN = ("id", "organisation_id", "entity_id", "row_version", *_STATED)
_ENTITY, _FUNCTIONS, _JOINED_ON, _LEFT_ON = (
    COLUMNS.index(name) for name in ("entity", "functions", "joined_on", "left_on")
)


def add(
    db: Session,
    organisation: Organisation,
    added: Sequence[PersonRow],
    entities: Mapping[str, UUID],
    *,
    over_doubles: bool = False,
) -> None:
    """Put people on the roster; each entity's code is among `entities`.

    `over_doubles` passes over an index number that is there already: for whoever finds doubles later.
    """
    db.flush()
    put = _put_in_sqlite if db.get_bind().dialect.name == "sqlite" else _put_in_postgresql
    for at in range(0, len(added), ADDED_AT_ONCE):
        put(db, organisation, added[at : at + ADDED_AT_ONCE], entities, over_doubles=over_doubles)


def _put_in_sqlite(
    db: Session,
    organisation: Organisation,
    added: Sequence[PersonRow],
    entities: Mapping[str, UUID],
    *,
    over_doubles: bool,
) -> None:
    """Hand the driver rows of values as this database keeps them: ids and days as text, lists as JSON.

    In the order of their ids: each page of the index of ids is then met once.
    """
    marks = ", ".join("?" for _ in _WRITTEN)
    order = f"INSERT INTO people ({', '.join(_WRITTEN)}) VALUES ({marks})"  # noqa: S608 - our own names
    ours, of = organisation.id.hex, {code: entity.hex for code, entity in entities.items()}
    rows = []
    for key, row in zip(sorted(_new_ids(len(added))), added, strict=True):
        values = list(astuple(row))
        values[_FUNCTIONS] = _as_json(values[_FUNCTIONS])
        for at in (_JOINED_ON, _LEFT_ON):
            if values[at] is not None:
                values[at] = values[at].isoformat()
        rows.append((key, ours, of[values.pop(_ENTITY)], 1, *values))
    db.connection().exec_driver_sql(order + _PASSING_OVER * over_doubles, rows)


def _new_ids(count: int) -> Iterator[str]:
    """Yield ids as `uuid4` makes them, as this database writes them, many at a time."""
    drawn = os.urandom(16 * count)
    for at in range(0, len(drawn), 16):
        yield f"{int.from_bytes(drawn[at : at + 16]) & _RANDOM | _VERSION_4:032x}"


def _put_in_postgresql(
    db: Session,
    organisation: Organisation,
    added: Sequence[PersonRow],
    entities: Mapping[str, UUID],
    *,
    over_doubles: bool,
) -> None:
    """Hand the server the rows as one value, and let it make the ids."""
    given = {
        "ours": organisation.id,
        "entities": msgspec.json.encode(entities).decode(),
        "rows": msgspec.json.encode(added).decode(),
    }
    db.connection().execute(_recordset(db.get_bind().dialect, over_doubles=over_doubles), given)


def _recordset(dialect: Dialect, *, over_doubles: bool) -> TextClause:
    said = [f"{name} {PEOPLE.c[name].type.compile(dialect=dialect)}" for name in _STATED]
    return text(
        f"INSERT INTO people ({', '.join(_WRITTEN)}) "  # noqa: S608 - our own names
        f"SELECT gen_random_uuid(), CAST(:ours AS uuid), CAST(its.id AS uuid), 1, {', '.join(_STATED)} "
        f"FROM json_to_recordset(CAST(:rows AS json)) AS stated(entity text, {', '.join(said)}) "
        "LEFT JOIN json_each_text(CAST(:entities AS json)) AS its(code, id) ON its.code = stated.entity"
        f"{_PASSING_OVER * over_doubles}"
    )


@lru_cache(maxsize=1_000)
def _as_json(functions: tuple[str, ...]) -> str:
    return msgspec.json.encode(functions).decode()
