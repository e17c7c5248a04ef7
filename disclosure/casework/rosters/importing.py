"""Taking a roster of people over: all of it in a few statements, or none of it."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Table, Text, bindparam, literal, select, sql, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework.rosters.adding import PEOPLE, add
from disclosure.casework.rosters.comparing import Change, Difference, Kept, compared
from disclosure.casework.rosters.following import follow, refuse_taken_addresses
from disclosure.casework.rosters.rows import COLUMNS, PersonRow
from disclosure.domain.actors import Actor
from disclosure.errors import BadInput
from disclosure.models import Entity, LedgerEntry, Organisation, Person

ENTITIES = cast("Table", Entity.__table__)
FUNCTIONS = COLUMNS.index("functions")


def difference(
    db: Session,
    *,
    by: Actor,
    organisation: Organisation,
    rows: Sequence[PersonRow],
    complete: bool = False,
    without: Collection[str] = (),
) -> Difference:
    """Tell what taking `rows` over would change; the columns `without` which they are stay as they are.

    Raises BadInput where an address is somebody else's.
    """
    demand(by, Permission.ROSTER_IMPORT, organisation)
    db.flush()
    kept = kept_people(db, organisation)
    found = compared(kept, rows, complete=complete, today=clock.now().date(), without=without)
    refuse_taken_addresses(db, organisation, kept, found)
    return found


def apply(
    db: Session,
    *,
    by: Actor,
    organisation: Organisation,
    rows: Sequence[PersonRow],
    complete: bool = False,
    without: Collection[str] = (),
) -> Difference:
    """Take a roster over and return what changed; accounts follow their people's names and addresses.

    Nobody is ever deleted. Whoever is missing from the file stays as they are,
    unless the file is said to be `complete`. Raises BadInput, and changes
    nothing, for an unknown entity or an address that is somebody else's.
    """
    found = difference(db, by=by, organisation=organisation, rows=rows, complete=complete, without=without)
    entities = entities_of(db, organisation)
    if unknown := sorted({row.entity for row in rows} - entities.keys()):
        raise BadInput(
            [f"There is no entity with the code {code}. Import the entities first." for code in unknown]
        )
    add(db, organisation, found.added, entities)
    changes = (*found.changed, *found.left)
    change_people(db, changes, entities)
    follow(db, changes)
    ledger.record(
        db,
        by,
        "roster:imported",
        organisation_id=organisation.id,
        added=len(found.added),
        changed=len(found.changed),
        left=len(found.left),
        unchanged=found.unchanged,
        digest=hashlib.sha256(msgspec.json.encode(rows)).hexdigest(),
    )
    db.flush()
    return found


def taken_over_at(db: Session, *, by: Actor, organisation: Organisation) -> datetime | None:
    """Return when a roster was last taken over, changed or not; None while none ever was."""
    demand(by, Permission.SEASON_SEE, organisation)
    imported = literal("roster:imported", literal_execute=True)  # a partial index is not used for a parameter
    newest = (
        select(LedgerEntry.at)
        .where(LedgerEntry.organisation_id == organisation.id, LedgerEntry.kind == imported)
        .order_by(LedgerEntry.at.desc())
    )
    return db.scalar(newest.limit(1))


def kept_people(
    db: Session, organisation: Organisation, numbers: Collection[str] | None = None
) -> dict[str, Kept]:
    """Return the people of an organisation, or those of these index numbers, by index number.

    Columns alone: 38,675 mapped objects would take longer than the whole import.
    """
    columns = [_column(name) for name in COLUMNS]
    wanted = (
        select(sql.cast(PEOPLE.c.id, Text), *columns)
        .join_from(PEOPLE, ENTITIES, ENTITIES.c.id == PEOPLE.c.entity_id)
        .where(PEOPLE.c.organisation_id == organisation.id)
    )
    rows = db.execute(wanted if numbers is None else wanted.where(PEOPLE.c.index_number.in_(numbers)))
    return {
        row[1]: Kept(row[0], (*row[1 : FUNCTIONS + 1], _functions(row[FUNCTIONS + 1]), *row[FUNCTIONS + 2 :]))
        for row in rows
    }


def _column(name: str) -> ColumnElement[Any]:
    if name == "entity":
        return ENTITIES.c.code
    return sql.cast(PEOPLE.c[name], Text) if name == "functions" else PEOPLE.c[name]


@lru_cache(maxsize=1_000)
def _functions(written: str) -> tuple[str, ...]:
    return msgspec.json.decode(written, type=tuple[str, ...])


def entities_of(db: Session, organisation: Organisation) -> dict[str, UUID]:
    """Return the entities of an organisation, by code."""
    rows = db.execute(select(Entity.code, Entity.id).where(Entity.organisation_id == organisation.id))
    return {row.code: row.id for row in rows}


def change_people(db: Session, changes: Sequence[Change], entities: Mapping[str, UUID]) -> None:
    """Write what changed, one statement for each set of columns that changed together."""
    together: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for change in changes:
        now = {name: value for name, (_was, value) in change.fields.items()}
        if "entity" in now:
            now["entity_id"] = entities[str(now.pop("entity"))]
        together.setdefault(tuple(sorted(now)), []).append({**now, "of_person": change.person_id})
    for columns, rows in together.items():
        db.execute(
            update(PEOPLE)
            .where(PEOPLE.c.id == bindparam("of_person"))
            .values(row_version=PEOPLE.c.row_version + 1, **{name: bindparam(name) for name in columns}),
            rows,
        )
    ids = {change.person_id for change in changes}
    for row in list(db.identity_map.values()):
        if isinstance(row, Person) and row.id in ids:
            db.expire(row)
