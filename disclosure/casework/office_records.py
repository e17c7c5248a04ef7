"""Records the office holds about people: brought for one cycle, and sealed at once."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.casework.rosters.table import Faults, Source, lines
from disclosure.casework.sealed import BOTH_SITES, keep_all
from disclosure.domain.actors import Actor
from disclosure.domain.categories import Category
from disclosure.domain.interests import HeldRecord
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Cycle, Filing, OfficeRecord, Person
from disclosure.models.writing import insert_now
from disclosure.vault.sealing import Sealer

COLUMNS = ("reference", "index_number", "category", "what", "on")
LONGEST = 300
"""Characters of what a record says."""
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]{0,63}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of a file. `reference` is the office's own number; it says nothing about the record."""

    reference: str
    person_id: UUID
    category: Category
    what: str
    on: date


@dataclass(frozen=True, slots=True)
class Brought:
    """How many records of a file were new, and how many the cycle had by their reference."""

    new: int
    known: int


def read(db: Session, *, by: Actor, cycle: Cycle, source: Source) -> list[RecordRow]:
    """Read a CSV file of records. Raises BadInput, naming every line that is wrong."""
    demand(by, Permission.RECORDS_BRING, cycle)
    people = {
        row.index_number: row.id
        for row in db.execute(
            select(Person.index_number, Person.id).where(Person.organisation_id == cycle.organisation_id)
        )
    }
    asked = {one for question in programmes.of(cycle).questions for one in question.categories}
    faults, seen, rows = Faults(), set[str](), []
    for number, cells, places, width in lines(source, needed=COLUMNS):
        if len(cells) != width:
            faults.add(number, "Line %(line)d: it has another number of cells than the first line.")
            continue
        row = {name: cells[places[name]].strip() for name in COLUMNS}
        before = len(faults)
        _check(faults, number, row, people=people, asked=asked, seen=seen)
        seen.add(row["reference"])
        if len(faults) == before:
            rows.append(_made(row, people))
    faults.raise_if_any()
    if not rows:
        raise BadInput(message("The file holds no records."))
    return rows


def bring(db: Session, sealer: Sealer, *, by: Actor, cycle: Cycle, rows: Sequence[RecordRow]) -> Brought:
    """Seal records to both sites. One whose reference the cycle has already stays as it was."""
    demand(by, Permission.RECORDS_BRING, cycle)
    known = _known(db, cycle)
    new = [row for row in rows if row.reference not in known]
    made = [(_row(cycle, one), one) for one in new]
    contents = ((row, _content(row, one)) for row, one in made)
    keep_all(db, sealer, contents, cycle_id=cycle.id, recipients=BOTH_SITES)
    if made:
        insert_now(db, *(row for row, _one in made))
    found = Brought(new=len(new), known=len(rows) - len(new))
    ledger.record(
        db,
        by,
        "records:brought",
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        brought=found.new,
        known=found.known,
    )
    return found


def counted(db: Session, *, by: Actor, cycle: Cycle, rows: Sequence[RecordRow]) -> Brought:
    """Tell what bringing `rows` would do."""
    demand(by, Permission.RECORDS_BRING, cycle)
    known = _known(db, cycle)
    new = sum(row.reference not in known for row in rows)
    return Brought(new=new, known=len(rows) - new)


def some_held(db: Session, filings: Iterable[Filing]) -> frozenset[UUID]:
    """Return the ids of those filings about whose people the office holds something for their cycle."""
    places = {one.id: (one.cycle_id, one.person_id) for one in filings}
    theirs = OfficeRecord.person_id.in_({person_id for _cycle_id, person_id in places.values()})
    rows = db.execute(select(OfficeRecord.cycle_id, OfficeRecord.person_id).where(theirs))
    found = {(row.cycle_id, row.person_id) for row in rows}
    return frozenset(filing_id for filing_id, held in places.items() if held in found)


def _known(db: Session, cycle: Cycle) -> set[str]:
    return set(db.scalars(select(OfficeRecord.reference).where(OfficeRecord.cycle_id == cycle.id)))


def _row(cycle: Cycle, one: RecordRow) -> OfficeRecord:
    return OfficeRecord(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        person_id=one.person_id,
        reference=one.reference,
        brought_at=clock.now(),
    )


def _content(row: OfficeRecord, one: RecordRow) -> bytes:
    return HeldRecord(id=row.id.hex, category=one.category, what=one.what, on=one.on).encode()


def _made(row: dict[str, str], people: dict[str, UUID]) -> RecordRow:
    return RecordRow(
        reference=row["reference"],
        person_id=people[row["index_number"]],
        category=Category(row["category"]),
        what=row["what"],
        on=date.fromisoformat(row["on"]),
    )


def _check(
    faults: Faults,
    number: int,
    row: dict[str, str],
    *,
    people: Collection[str],
    asked: Collection[str],
    seen: Collection[str],
) -> None:
    """Note what is wrong with a line. What a record says is repeated in no sentence."""
    for fault, value in _faults(row, people=people, asked=asked, seen=seen):
        faults.add(number, fault, value=value)


def _faults(
    row: dict[str, str], *, people: Collection[str], asked: Collection[str], seen: Collection[str]
) -> Iterator[tuple[str, str]]:
    if not _REFERENCE.fullmatch(row["reference"]):
        yield "Line %(line)d: the reference is a number of your own: up to 64 letters, digits and . / _ -", ""
    elif row["reference"] in seen:
        yield "Line %(line)d: the reference %(value)s is there twice.", row["reference"]
    if row["index_number"] not in people:
        yield "Line %(line)d: nobody on the roster has the index number “%(value)s”.", row["index_number"]
    if row["category"] not in asked:
        yield "Line %(line)d: no question leads to the category “%(value)s”.", row["category"]
    if not 0 < len(row["what"]) <= LONGEST:
        yield "Line %(line)d: say what the record is in up to %(value)s characters.", str(LONGEST)
    if not _is_day(row["on"]):
        yield "Line %(line)d: “%(value)s” is not a day like 2019-12-31.", row["on"]


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
