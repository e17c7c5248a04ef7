"""Taking a very large roster over: read once, line by line, in batches, in the memory of one batch.

It does what `importing.apply` does. Lines are written while later ones are still unread, so whoever calls
undoes the transaction when a fault is found, as raising does.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from uuid import UUID

import msgspec
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework.rosters.adding import add
from disclosure.casework.rosters.columns import missing
from disclosure.casework.rosters.comparing import Change, compared
from disclosure.casework.rosters.following import FOLLOWING, follow
from disclosure.casework.rosters.importing import change_people, entities_of, kept_people
from disclosure.casework.rosters.meeting import Exact, Hashed
from disclosure.casework.rosters.people import Reader
from disclosure.casework.rosters.rows import COLUMNS, PersonRow, known_to
from disclosure.casework.rosters.table import Faults, lines
from disclosure.domain.actors import Actor
from disclosure.domain.messages import Message, message
from disclosure.errors import BadInput
from disclosure.models import Account, Organisation, Person

BATCH = 5_000
"""People who are compared and written together."""


@dataclass(slots=True)
class Totals:
    """What taking a roster over changed, in people."""

    added: int = 0
    changed: int = 0
    left: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Course:
    """One import on its way."""

    organisation: Organisation
    entities: Mapping[str, UUID]
    without: frozenset[str]
    was_empty: bool
    today: date
    totals: Totals = field(default_factory=Totals)
    following: list[Change] = field(default_factory=list)
    """The changes that accounts follow, when it is known that none takes another's address."""


def take_over(
    db: Session,
    *,
    by: Actor,
    organisation: Organisation,
    source: Path | bytes,
    complete: bool = False,
    names: Mapping[str, str] | None = None,
) -> Totals:
    """Take a roster over from a file of any length and return what changed.

    Raises BadInput, naming the faulty lines, as `read` and `apply` do; the caller's transaction is to be
    undone then.
    """
    demand(by, Permission.ROSTER_IMPORT, organisation)
    db.flush()
    without = frozenset[str]() if names is None else missing(names)
    indexes, addresses, faults = Hashed(), Hashed(), Faults()
    reader = Reader(known_to(db, organisation), without=without, indexes=indexes, addresses=addresses)
    course = _begun(db, organisation, without)
    digest = hashlib.sha256(b"[")
    comma = b""
    read = (reader.row(line, faults) for line in lines(source, needed=COLUMNS, names=names))
    for rows in _batches(row for row in read if row is not None):
        if len(faults):
            continue
        digest.update(comma + msgspec.json.encode(rows)[1:-1])
        comma = b","
        _take(db, course, rows)
    _tell_doubled(source, names, reader, indexes, addresses, faults)
    faults.raise_if_any()
    if complete:
        course.totals.left += _let_go(db, course, indexes)
    _refuse_taken_addresses(db, course)
    follow(db, course.following)
    digest.update(b"]")
    _record(db, by, course, digest.hexdigest())
    return course.totals


def _begun(db: Session, organisation: Organisation, without: frozenset[str]) -> _Course:
    there = select(Person.id).where(Person.organisation_id == organisation.id).limit(1)
    return _Course(
        organisation=organisation,
        entities=entities_of(db, organisation),
        without=without,
        was_empty=db.scalar(there) is None,
        today=clock.now().date(),
    )


def _batches(read: Iterator[PersonRow]) -> Iterator[list[PersonRow]]:
    while batch := list(islice(read, BATCH)):
        yield batch


def _take(db: Session, course: _Course, rows: Sequence[PersonRow]) -> None:
    numbers = [row.index_number for row in rows]
    kept = {} if course.was_empty else kept_people(db, course.organisation, numbers)
    found = compared(kept, rows, complete=False, today=course.today, without=course.without)
    add(db, course.organisation, found.added, course.entities, over_doubles=True)
    changes = (*found.changed, *found.left)
    change_people(db, changes, course.entities)
    course.following += [one for one in changes if one.fields.keys() & {*FOLLOWING, "email"}]
    course.totals.added += len(found.added)
    course.totals.changed += len(found.changed)
    course.totals.left += len(found.left)
    course.totals.unchanged += found.unchanged


def _tell_doubled(
    source: Path | bytes,
    names: Mapping[str, str] | None,
    reader: Reader,
    indexes: Hashed,
    addresses: Hashed,
    faults: Faults,
) -> None:
    """Read the file again where something may stand in it twice, and name the lines."""
    doubled = indexes.doubled() | addresses.doubled()
    if not doubled:
        return
    reader.meets(indexes=Exact(), addresses=Exact())
    for line in lines(source, needed=COLUMNS, names=names):
        if len(line.cells) == line.width:
            reader.check_first(line, faults, among=doubled)


def _let_go(db: Session, course: _Course, indexes: Hashed) -> int:
    """Let whoever is there and not in the file have left today."""
    listed = indexes.holds()
    there = select(Person.id, Person.index_number).where(
        Person.organisation_id == course.organisation.id, Person.left_on.is_(None)
    )
    rows = db.execute(there.execution_options(yield_per=BATCH))
    gone = [row.id for row in rows if hash(row.index_number) not in listed]
    for at in range(0, len(gone), BATCH):
        db.execute(
            update(Person)
            .where(Person.id.in_(gone[at : at + BATCH]))
            .values(left_on=course.today, row_version=Person.row_version + 1),
            execution_options={"synchronize_session": False},
        )
    return len(gone)


def _refuse_taken_addresses(db: Session, course: _Course) -> None:
    """Raise BadInput where two people there have one address, or somebody has that of another's account."""
    if course.was_empty and not _has_accounts_of_people(db, course.organisation):
        return
    there = (Person.organisation_id == course.organisation.id, Person.left_on.is_(None))
    twice = db.execute(
        select(Person.email, func.max(Person.index_number), func.min(Person.index_number))
        .where(*there)
        .group_by(Person.email)
        .having(func.count() > 1)
    )
    faults = [_taken(*row) for row in twice]
    moving = {change.person_id for change in course.following if "email" in change.fields}
    owner = aliased(Person)
    held = db.execute(
        select(Person.id, Person.email, Person.index_number, Account.person_id, owner.index_number)
        .join(Account, Account.email == Person.email)
        .outerjoin(owner, owner.id == Account.person_id)
        .where(*there, Account.organisation_id == course.organisation.id)
        .where(Account.person_id.is_distinct_from(Person.id))
    )
    faults += [
        _taken(email, index_number, other or "an account of the office")
        for person_id, email, index_number, account_of, other in held
        if (account_of not in moving if account_of else person_id in moving)
    ]
    if faults:
        raise BadInput(list({str(fault): fault for fault in faults}.values()))


def _has_accounts_of_people(db: Session, organisation: Organisation) -> bool:
    rows = select(Account.id).where(
        Account.organisation_id == organisation.id, Account.person_id.is_not(None)
    )
    return db.scalar(rows.limit(1)) is not None


def _taken(email: str, index_number: str, other: str) -> Message:
    return message(
        "The address %(email)s of %(index)s belongs to %(other)s already; it tells who signs in.",
        email=email,
        index=index_number,
        other=other,
    )


def _record(db: Session, by: Actor, course: _Course, digest: str) -> None:
    totals = course.totals
    ledger.record(
        db,
        by,
        "roster:imported",
        organisation_id=course.organisation.id,
        added=totals.added,
        changed=totals.changed,
        left=totals.left,
        unchanged=totals.unchanged,
        digest=digest,
    )
    db.flush()
