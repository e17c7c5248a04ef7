"""Entities: read from a list in the order of the annual table, and taken over."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.casework.rosters.rows import EntityRow
from disclosure.casework.rosters.table import CONTROL, Faults, Source, lines
from disclosure.domain.actors import Actor
from disclosure.domain.programme import Language, load
from disclosure.models import Entity, Organisation

NAMED = {f"name_{language.value}": language.value for language in Language}
NEEDED = ("code", "name_en", "group")
LONGEST_CODE, LONGEST_NAME = 64, 300


@dataclass(frozen=True, slots=True)
class EntityDifference:
    """What taking a list of entities over changes, by their codes."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int


def read_entities(organisation: Organisation, source: Source) -> list[EntityRow]:
    """Read a list of entities: code, name_en and further names, group and, if given, position.

    Where there is no position the order of the file is the order of the
    table. Raises BadInput with a sentence for each faulty line.
    """
    groups = [group.code for group in load(organisation.programme).groups]
    faults = Faults()
    rows: list[EntityRow] = []
    seen: dict[str, int] = {}
    for number, cells, places, width in lines(source, needed=NEEDED, may={*NAMED, "position"}):
        if len(cells) != width:
            faults.add(number, "Line %(line)d: it has not as many cells as the first line.")
            continue
        cell = {name: cells[at].strip() for name, at in places.items()}
        _check(number, cell, groups, seen, faults)
        position = cell.get("position") or str(len(rows) + 1)
        if not position.isdecimal():
            faults.add(number, "Line %(line)d: “%(text)s” in position is no number.", text=position)
            continue
        names = {language: cell[column] for column, language in NAMED.items() if cell.get(column)}
        rows.append(EntityRow(code=cell["code"], names=names, group=cell["group"], position=int(position)))
    faults.raise_if_any()
    return rows


def apply_entities(
    db: Session, *, by: Actor, organisation: Organisation, rows: Sequence[EntityRow]
) -> EntityDifference:
    """Take a list of entities over. One that is missing from it stays: people and filings refer to it."""
    demand(by, Permission.ROSTER_IMPORT, organisation)
    kept = {
        entity.code: entity
        for entity in db.scalars(select(Entity).where(Entity.organisation_id == organisation.id))
    }
    added, changed = [], []
    for row in rows:
        entity = kept.get(row.code)
        if entity is None:
            entity = Entity(id=uuid4(), organisation_id=organisation.id, code=row.code)
            added.append(entity)
        elif (entity.names, entity.group, entity.position) == (row.names, row.group, row.position):
            continue
        else:
            changed.append(entity)
        entity.names, entity.group, entity.position = row.names, row.group, row.position
    db.add_all(added)
    ledger.record(
        db,
        by,
        "entities:imported",
        organisation_id=organisation.id,
        added=len(added),
        changed=len(changed),
        unchanged=len(rows) - len(added) - len(changed),
        digest=hashlib.sha256(msgspec.json.encode(rows)).hexdigest(),
    )
    db.flush()
    return EntityDifference(
        tuple(entity.code for entity in added),
        tuple(entity.code for entity in changed),
        len(rows) - len(added) - len(changed),
    )


def _check(
    number: int, cell: dict[str, str], groups: Sequence[str], seen: dict[str, int], faults: Faults
) -> None:
    for name in NEEDED:
        if not cell[name]:
            faults.add(number, "Line %(line)d: the column %(column)s is empty.", column=name)
    for name, text in cell.items():
        most = LONGEST_NAME if name in NAMED else LONGEST_CODE
        if len(text) > most:
            faults.add(
                number,
                "Line %(line)d: the column %(column)s is longer than %(most)d characters.",
                column=name,
                most=most,
            )
    if CONTROL.search("".join(cell.values())):
        faults.add(number, "Line %(line)d: it holds a line break or another control character.")
    if cell["group"] and cell["group"] not in groups:
        faults.add(
            number,
            "Line %(line)d: the programme has no group “%(group)s”; it has %(known)s.",
            group=cell["group"],
            known=", ".join(groups),
        )
    first = seen.setdefault(cell["code"], number)
    if first != number:
        faults.add(
            number,
            "Line %(line)d: the code %(code)s is on line %(first)d already.",
            code=cell["code"],
            first=first,
        )
