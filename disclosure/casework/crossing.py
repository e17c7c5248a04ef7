"""Checks over several statements: a firm that two filers own, a tie that only one relative declares.

A batch act of the worker. Statements with nothing in them are not opened, and
of the others only what is compared stays in memory.
"""

from collections.abc import Iterator
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import flags as records
from disclosure.casework import programmes, reading, screening
from disclosure.casework.reading import Opener
from disclosure.domain import interests
from disclosure.domain.actors import WORKER
from disclosure.domain.checks import Declared, Flag, across
from disclosure.domain.interests import PrivateCompany, RelativeInSystem
from disclosure.models import Cycle, Filing, Person, Statement
from disclosure.vault.sealing import Sealer

_WHY = reading.Why.CHECKS


def screen_across(
    db: Session, sealer: Sealer, opener: Opener, *, cycle: Cycle, batch: int = screening.BATCH
) -> int:
    """Raise what the statements of a cycle raise together; return how many cases that changed.

    A question that the statements do not raise any more is taken back.
    Somebody who filed twice in the cycle counts once, with the later filing.
    """
    latest: dict[str, UUID] = {}
    declared: dict[str, Declared] = {}
    for filing, person in _filed(db, cycle, batch=batch):
        key = str(person.id)
        latest[key] = filing.id
        declared[key] = Declared(key, person.name, _compared(db, opener, filing))
    found = across(list(declared.values()), programmes.of(cycle))
    by_filing = {latest[key]: raised for key, raised in found.items()}
    return sum(
        _raise(db, sealer, opener, filing=filing, raised=by_filing.get(filing.id, []))
        for filing, _person in _filed(db, cycle, batch=batch)
    )


def _filed(db: Session, cycle: Cycle, *, batch: int) -> Iterator[tuple[Filing, Person]]:
    """Yield every filing with a statement, the earlier of two first, without holding them all."""
    filed = (
        select(Filing.id)
        .where(Filing.cycle_id == cycle.id, Filing.version > 0)
        .order_by(Filing.filed_at, Filing.id)
    )
    ids = list(db.scalars(filed))
    for start in range(0, len(ids), batch):
        several = ids[start : start + batch]
        rows = {
            filing.id: (filing, person)
            for filing, person in db.execute(
                select(Filing, Person)
                .join(Person, Person.id == Filing.person_id)
                .where(Filing.id.in_(several))
            )
        }
        yield from (rows[one] for one in several)
        db.flush()


def _compared(db: Session, opener: Opener, filing: Filing) -> interests.Statement:
    """Return of a statement what is compared with others: its companies and relatives."""
    if filing.nil:
        cycle = filing.cycle
        return interests.blank(year=cycle.year, covers_from=cycle.covers_from, covers_to=cycle.covers_to)
    _row, statement = reading.statement(db, opener, by=WORKER, filing=filing, why=_WHY)
    kept = tuple(item for item in statement.items if isinstance(item, PrivateCompany | RelativeInSystem))
    return replace(statement, items=kept, household=(), answers={}, difference="", certification=None)


def _raise(db: Session, sealer: Sealer, opener: Opener, *, filing: Filing, raised: list[Flag]) -> bool:
    """Put what was raised in place of what earlier runs raised; tell whether that changed anything."""
    if not raised and not filing.flag_count:
        return False
    row = db.scalars(
        select(Statement).where(Statement.filing_id == filing.id, Statement.version == filing.version)
    ).one()
    before = reading.screening(db, opener, by=WORKER, filing=filing, why=_WHY)
    if before is None:
        screening.screen(db, sealer, opener, statement_id=row.id)
        before = reading.screening(db, opener, by=WORKER, filing=filing, why=_WHY)
    result = records.read(before or b"[]")
    was = [flag for flag in result.flags if flag.code in screening.ACROSS]
    if records.encode(was) == records.encode(raised):
        return False
    own = [flag for flag in result.flags if flag.code not in screening.ACROSS]
    screening.put(db, sealer, statement=row, result=result._replace(flags=(*own, *raised)))
    return True
