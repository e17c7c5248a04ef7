"""Searching the ledger and taking it out: for auditors alone, and each time a line of the ledger itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Tuple, Uuid, false, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import BadInput, NotFound
from disclosure.ledger.canonical import RECORDED, Recorded, canonical, instant
from disclosure.ledger.kinds import FACTS
from disclosure.models import Account, Cycle, Filing, LedgerEntry, LedgerLeaf, Organisation, Person
from disclosure.models.base import UtcDateTime

PAGE = 50
MOST_PEOPLE = 20
"""People whom a name may mean; a name that means more is not searched for."""
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is searched for; what is empty leaves nothing out. Days are of UTC, both included."""

    act: str = ""
    person: str = ""
    filing: str = ""
    since: date | None = None
    until: date | None = None


class Edge(NamedTuple):
    """The line after which a page begins."""

    at: datetime
    id: UUID


class Line(NamedTuple):
    """One line, with the names that its ids stand for today."""

    entry: LedgerEntry
    account: str | None
    person: str | None
    reference: str | None
    year: int | None


class Page(NamedTuple):
    """Some lines, newest first, and where the next page begins."""

    lines: list[Line]
    after: Edge | None


class Meant(NamedTuple):
    """The people and accounts that a name means."""

    people: Sequence[UUID]
    accounts: Sequence[UUID]


def search(
    db: Session, *, by: Actor, organisation: Organisation, wanted: Search, after: Edge | None = None
) -> Page:
    """Return a page of the lines of an organisation, newest first, and write down what was searched for.

    Raises BadInput for a name that means more than `MOST_PEOPLE` people, or days in the wrong order.
    """
    demand(by, Permission.LEDGER_SEE, organisation)
    meant = _meant(db, organisation, wanted.person) if wanted.person else None
    conditions = [*_conditions(organisation, wanted, meant)]
    ledger.record(
        db,
        by,
        "ledger:searched",
        organisation_id=organisation.id,
        act=wanted.act or None,
        people=",".join(str(one) for one in (*meant.people, *meant.accounts)) if meant else None,
        reference=wanted.filing or None,
        since=wanted.since,
        until=wanted.until,
    )
    order = tuple_(LedgerEntry.at, LedgerEntry.id)
    rows = _lines().where(*conditions)
    if after is not None:
        rows = rows.where(order < _point(*after))
    found = db.execute(rows.order_by(LedgerEntry.at.desc(), LedgerEntry.id.desc()).limit(PAGE + 1)).all()
    lines = [Line._make(row) for row in found[:PAGE]]
    last = lines[-1].entry if len(found) > PAGE else None
    return Page(lines, Edge(last.at, last.id) if last else None)


class Export(NamedTuple):
    """A part of the ledger that somebody may take out."""

    organisation: Organisation
    wanted: Search


def begin_export(
    db: Session,
    *,
    by: Actor,
    organisation: Organisation,
    since: date | None = None,
    until: date | None = None,
) -> Export:
    """Allow somebody to take the ledger of an organisation out, and write that down."""
    demand(by, Permission.LEDGER_SEE, organisation)
    ledger.record(db, by, "ledger:exported", organisation_id=organisation.id, since=since, until=until)
    return Export(organisation, Search(since=since, until=until))


def exported(db: Session, export: Export) -> Iterator[str]:
    """Yield the lines, oldest first, each as one line of JSON, in a transaction that only reads.

    Each says its `entry` in the one form that its leaf is the hash of, the `position` of that leaf and
    its `leaf`; both are null while it waits for the sealer. Memory stays the same however many there are.
    """
    conditions = [*_conditions(export.organisation, export.wanted, None)]
    order = tuple_(LedgerEntry.at, LedgerEntry.id)
    query = (
        select(LedgerLeaf.position, LedgerLeaf.hash, *RECORDED)
        .select_from(LedgerEntry)
        .outerjoin(LedgerLeaf, LedgerLeaf.entry_id == LedgerEntry.id)
        .where(*conditions)
        .order_by(LedgerEntry.at, LedgerEntry.id)
        .limit(AT_ONCE)
    )
    rows = db.execute(query).all()
    while rows:
        for position, leaf, *recorded in rows:
            last = Recorded(*recorded)
            yield _as_json(position, leaf, last)
        rows = db.execute(query.where(order > _point(last.at, UUID(last.id)))).all()


def demand_to_see(db: Session, *, by: Actor, organisation: Organisation, entry_id: UUID) -> None:
    """Raise NotPermitted unless `by` may see the ledger, and NotFound for a line that is not its own."""
    demand(by, Permission.LEDGER_SEE, organisation)
    found = db.scalar(select(LedgerEntry.organisation_id).where(LedgerEntry.id == entry_id))
    if found != organisation.id:
        raise NotFound("There is no such entry in the ledger of this organisation.")


def acts() -> list[str]:
    """Return every kind of act there is, to choose from."""
    return sorted(FACTS)


def _as_json(position: int | None, leaf: bytes | None, entry: Recorded) -> str:
    told: dict[str, Any] = entry._asdict() | {"at": instant(entry.at)}
    return canonical({"position": position, "leaf": leaf.hex() if leaf else None, "entry": told}).decode()


def _lines() -> Select[LedgerEntry, str, str, str | None, int]:
    return (
        select(LedgerEntry, Account.name, Person.name, Filing.reference, Cycle.year)
        .outerjoin(Account, Account.id == LedgerEntry.account_id)
        .outerjoin(Filing, Filing.id == LedgerEntry.filing_id)
        .outerjoin(Person, Person.id == Filing.person_id)
        .outerjoin(Cycle, Cycle.id == Filing.cycle_id)
    )


def _conditions(
    organisation: Organisation, wanted: Search, meant: Meant | None
) -> Iterator[ColumnElement[bool]]:
    yield LedgerEntry.organisation_id == organisation.id
    if wanted.since and wanted.until and wanted.until < wanted.since:
        raise BadInput(message("The last day is before the first one."))
    if wanted.act:
        yield LedgerEntry.kind == wanted.act
    if wanted.filing:
        theirs = select(Filing.id).where(
            Filing.organisation_id == organisation.id,
            func.lower(Filing.reference) == wanted.filing.strip().lower(),
        )
        yield LedgerEntry.filing_id.in_(theirs)
    if wanted.since:
        yield LedgerEntry.at >= _begin(wanted.since)
    if wanted.until:
        yield LedgerEntry.at < _begin(wanted.until + timedelta(days=1))
    if meant is not None:
        yield _of_people(meant)


def _of_people(meant: Meant) -> ColumnElement[bool]:
    """Say that a line is about a filing of these people, or that one of these accounts acted."""
    if not meant.people and not meant.accounts:
        return false()
    filings = select(Filing.id).where(Filing.person_id.in_(meant.people))
    return or_(LedgerEntry.account_id.in_(meant.accounts), LedgerEntry.filing_id.in_(filings))


def _meant(db: Session, organisation: Organisation, named: str) -> Meant:
    """Find whom a name, an e-mail address or an index number means."""
    text = named.strip()
    people = db.scalars(
        select(Person.id)
        .where(
            Person.organisation_id == organisation.id,
            or_(
                Person.index_number == text,
                func.lower(Person.email) == text.lower(),
                Person.name.icontains(text, autoescape=True),
            ),
        )
        .limit(MOST_PEOPLE + 1)
    ).all()
    accounts = db.scalars(
        select(Account.id)
        .where(
            Account.organisation_id == organisation.id,
            or_(
                func.lower(Account.email) == text.lower(),
                Account.name.icontains(text, autoescape=True),
                Account.person_id.in_(people),
            ),
        )
        .limit(MOST_PEOPLE + 1)
    ).all()
    if max(len(people), len(accounts)) > MOST_PEOPLE:
        raise BadInput(message("Too many people have a name like this. Write more of it."))
    return Meant(people, accounts)


def _point(at: datetime, entry_id: UUID) -> Tuple:
    return tuple_(literal(at, UtcDateTime()), literal(entry_id, Uuid()))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
