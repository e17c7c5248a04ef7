"""Checking what was filed: what that raises is sealed to the review site; count and priority are clear.

The checks raise flags; names that are like those on reference lists make matches (listing/).

Done by the worker that holds the review site's keys, many statements at once. Doing it twice gives the same.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import docket, office_records, programmes, rates, reading
from disclosure.casework import flags as kept_flags
from disclosure.casework.earlier import previous_filing, returning
from disclosure.casework.flags import Result
from disclosure.casework.listing.matching import Named, count, matched, merged, ordered, priority
from disclosure.casework.listing.shelf import Shelf
from disclosure.casework.reading import Opener
from disclosure.casework.sealed import REVIEW_ONLY, forget_wraps, keep_all
from disclosure.domain import checks, interests
from disclosure.domain.actors import WORKER
from disclosure.domain.checks import Duties, Facts, Flag
from disclosure.domain.checks.crossing import ONE_SIDED, SAME_FIRM
from disclosure.errors import NotFound
from disclosure.models import Cycle, Filing, Question, Screening, Statement
from disclosure.models.writing import insert_now, note_now, unattached
from disclosure.screening.declared import Declared, declared
from disclosure.screening.matches import Match
from disclosure.vault.sealing import Sealer

BATCH = 200
ACROSS = frozenset({SAME_FIRM.code, ONE_SIDED.code})
"""Rules that only several statements together raise; see crossing.py."""
_WHY = reading.Why.CHECKS
_PLACE = contains_eager(Statement.filing)
_WITH_THEIR_PLACE = [
    _PLACE.joinedload(part) for part in (Filing.person, Filing.entity, Filing.cycle, Filing.case)
]


class _Raised(NamedTuple):
    """What the checks say of one version of a statement, and what was kept of it before."""

    statement: Statement
    result: Result
    before: Screening | None

    @property
    def flags(self) -> list[Flag]:
        """The flags, the weightiest first."""
        return sorted(self.result.flags, key=lambda flag: -flag.weight)


def screen(
    db: Session, sealer: Sealer, opener: Opener, *, statement_id: UUID, shelf: Shelf | None = None
) -> Screening:
    """Screen one version of a statement. Raises NotFound when there is none with that id."""
    rows = screen_all(db, sealer, opener, statement_ids=[statement_id], shelf=shelf)
    if not rows:
        raise NotFound("There is no such statement to check.")
    return rows[0]


def screen_all(
    db: Session,
    sealer: Sealer,
    opener: Opener,
    *,
    statement_ids: Collection[UUID],
    shelf: Shelf | None = None,
) -> list[Screening]:
    """Run the checks over several versions and match their names; keep that in place of what was kept.

    What several statements together raised about a version stays (see crossing.py). A process
    that screens more than once keeps its `shelf` of lists.
    """
    rows = locked(db, statement_ids)
    for row in rows:
        demand(WORKER, Permission.STATEMENT_SCREEN, row.filing)
    opened = reading.statements(db, opener, by=WORKER, rows=rows, why=_WHY)
    known = kept(db, statement_ids)
    again = returning(db, [row.filing for row in rows])
    held = office_records.some_held(db, [row.filing for row in rows])
    in_force = {cycle: rates.of(db, cycle) for cycle in {row.filing.cycle for row in rows}}
    names = [declared(statement) for statement in opened]
    matches = _matches(db, shelf or Shelf(), rows, names)
    raised = []
    for row, statement, told, found in zip(rows, opened, names, matches, strict=True):
        flags = _raise(
            db,
            opener,
            row,
            statement,
            returning=row.filing_id in again,
            held=row.filing_id in held,
            in_force=in_force[row.filing.cycle],
        )
        before = known.get(row.id)
        result = Result(tuple(flags), found, told)
        if before is not None:
            result = _with_earlier(db, opener, row, before, result)
        raised.append(_Raised(row, result, before))
    return _put(db, sealer, raised)


def put(db: Session, sealer: Sealer, *, statement: Statement, result: Result) -> Screening:
    """Seal what was raised about one version of a statement; the case shows its count and priority."""
    before = kept(db, [statement.id]).get(statement.id)
    return _put(db, sealer, [_Raised(statement, result, before)])[0]


def _matches(
    db: Session, shelf: Shelf, rows: Sequence[Statement], names: Sequence[tuple[Declared, ...]]
) -> list[tuple[Match, ...]]:
    """Match what several statements declare, those of each organisation together."""
    found: dict[UUID, tuple[Match, ...]] = {}
    for organisation_id in {row.filing.organisation_id for row in rows}:
        some = [
            (row, Named(row.filing.person.index_number, told))
            for row, told in zip(rows, names, strict=True)
            if row.filing.organisation_id == organisation_id
        ]
        several = [named for _row, named in some]
        made = matched(db, shelf, organisation_id=organisation_id, statements=several, at=clock.now())
        found |= {row.id: ordered(each) for (row, _named), each in zip(some, made, strict=True)}
    return [found[row.id] for row in rows]


def locked(db: Session, statement_ids: Collection[UUID]) -> list[Statement]:
    """Lock the filings of these statements until the transaction ends, in one order, and read them anew."""
    db.flush()  # reading anew forgets what was not written yet
    rows = (
        select(Statement)
        .join(Statement.filing)
        .where(Statement.id.in_(statement_ids))
        .options(*_WITH_THEIR_PLACE)
        .order_by(Filing.id)
        .with_for_update(of=Filing, key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(db.scalars(rows))


def _raise(
    db: Session,
    opener: Opener,
    row: Statement,
    statement: interests.Statement,
    *,
    returning: bool,
    held: bool,
    in_force: interests.Rates | None,
) -> list[Flag]:
    """Run the checks over what one statement says, beside what the same person said before."""
    filing = row.filing
    previous = reading.last_year(db, opener, by=WORKER, filing=filing, why=_WHY) if returning else None
    records = reading.office_records(db, opener, by=WORKER, filing=filing, why=_WHY) if held else []
    return checks.run(
        statement,
        previous=previous,
        duties=_duties(filing),
        programme=programmes.of(filing.cycle),
        facts=replace(
            _facts(db, opener, row, returning=returning, in_force=in_force), records=tuple(records)
        ),
    )


def _put(db: Session, sealer: Sealer, raised: Sequence[_Raised]) -> list[Screening]:
    """Seal what was raised about several versions in place of what was kept; the lists show the figures."""
    for before in (one.before for one in raised if one.before is not None):
        forget_wraps(db, before.id)
        db.delete(before)
    db.flush()
    rows = [_row(one) for one in raised]
    for cycle_id in {one.statement.filing.cycle_id for one in raised}:
        contents = [
            (row, kept_flags.encode(one.flags, matches=one.result.matches, names=one.result.names))
            for row, one in zip(rows, raised, strict=True)
            if one.statement.filing.cycle_id == cycle_id
        ]
        keep_all(db, sealer, contents, cycle_id=cycle_id, recipients=REVIEW_ONLY)
    if rows:
        insert_now(db, *rows)
    for row, one in zip(rows, raised, strict=True):
        _show(db, row, one)
    return rows


def _row(raised: _Raised) -> Screening:
    statement, result = raised.statement, raised.result
    about = {"id": uuid4(), "filing_id": statement.filing_id, "statement_id": statement.id, "at": clock.now()}
    return unattached(
        Screening,
        about
        | {
            "flag_count": count(result),
            "priority": priority(raised.flags, result.matches),
            "name_count": len(result.names),
        },
    )


def to_screen(db: Session, *, cycle: Cycle | None = None, batch: int = BATCH) -> Iterator[list[UUID]]:
    """Yield the ids of the statements in force, of one cycle or of all, in batches for a transaction each."""
    newest = (
        select(Statement.id)
        .join(Filing, Filing.id == Statement.filing_id)
        .where(Statement.version == Filing.version)
        .order_by(Statement.id)
        .limit(batch)
    )
    if cycle is not None:
        newest = newest.where(Filing.cycle_id == cycle.id)
    ids = list(db.scalars(newest))
    while ids:
        yield ids
        ids = list(db.scalars(newest.where(Statement.id > ids[-1])))


def _show(db: Session, row: Screening, raised: _Raised) -> None:
    """Let lists and ledger know the figures; it is no edit that a person's page could collide with."""
    filing = raised.statement.filing
    if raised.statement.version == filing.version:
        docket.tell_of(db, filing, raised.flags)
        if filing.flag_count != row.flag_count:
            note_now(db, filing, flag_count=row.flag_count)
        if filing.case is not None and filing.case.priority != row.priority:
            note_now(db, filing.case, priority=row.priority)
    ledger.record(
        db,
        WORKER,
        "statement:screened",
        filing=filing,
        statement_id=row.statement_id,
        flags=row.flag_count,
        priority=row.priority,
    )


def kept(db: Session, statement_ids: Collection[UUID]) -> dict[UUID, Screening]:
    """Return what was raised about these versions before."""
    rows = db.scalars(select(Screening).where(Screening.statement_id.in_(statement_ids)))
    return {row.statement_id: row for row in rows}


def _duties(filing: Filing) -> Duties:
    person = filing.person
    return Duties(functions=frozenset(person.functions), entity=filing.entity.code, grade=person.grade)


def _facts(
    db: Session, opener: Opener, statement: Statement, *, returning: bool, in_force: interests.Rates | None
) -> Facts:
    filing = statement.filing
    asked_before = select(Question.id).where(
        Question.filing_id == filing.id, Question.asked_at < statement.certified_at
    )
    return Facts(
        rates=in_force,
        due_at=filing.due_at,
        filed_at=filing.filed_at,
        amended_after_question=statement.version > 1 and db.scalar(asked_before.limit(1)) is not None,
        history=_history(db, opener, filing) if returning else (),
    )


def _history(db: Session, opener: Opener, filing: Filing) -> tuple[interests.Statement, ...]:
    """Open the statement before last year's, for the questions about three years running."""
    earlier = previous_filing(db, filing)
    if earlier is None:
        return ()
    before = reading.last_year(db, opener, by=WORKER, filing=earlier, why=_WHY)
    return (before,) if before else ()


def _with_earlier(
    db: Session, opener: Opener, statement: Statement, before: Screening, result: Result
) -> Result:
    """Add what other people's statements raised about this version, and what was matched before."""
    if statement.version != statement.filing.version:
        return result
    content = reading.screening(db, opener, by=WORKER, filing=statement.filing, why=_WHY)
    earlier = kept_flags.read(content or b"[]")
    across = (flag for flag in earlier.flags if flag.code in ACROSS)
    matches = result.matches
    if before.name_count is not None:
        matches = merged(earlier.matches, matches, asked_anew=lambda _one: True, at=clock.now())
    return result._replace(flags=(*result.flags, *across), matches=matches)
