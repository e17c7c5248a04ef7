"""Screening again after a list changed: what was declared meets the entries that are new, and no others.

The names that a statement declares are kept with what screening raised, so the
statement itself stays closed. A version of a list remembers up to which
statement it was met, so whoever is interrupted goes on from there. Statements
that were filed since the version is in force have met it already. On a list that a
server holds nothing is seen to change: `disclosure screen` asks it again.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.casework import flags as records
from disclosure.casework import opening_again, reading, screening
from disclosure.casework.listing.matching import Named, matched_anew, merged
from disclosure.casework.listing.shelf import Shelf
from disclosure.casework.reading import Keys
from disclosure.domain.actors import WORKER
from disclosure.domain.lifecycle import CycleState
from disclosure.models import (
    Cycle,
    Filing,
    ListEntry,
    ListVersion,
    Organisation,
    ReferenceList,
    Screening,
    Statement,
)
from disclosure.screening.matches import Match

BATCH = 200


def rescreen(db: Session, keys: Keys, shelf: Shelf, *, version_id: UUID, batch: int = BATCH) -> int | None:
    """Screen the next statements against what a version of a list changed; None when there are no more."""
    version = db.scalar(select(ListVersion).where(ListVersion.id == version_id).with_for_update())
    if version is None or version.in_force_at is None or version.screened_at is not None:
        return None
    ids = list(db.scalars(_waiting(version).order_by(Statement.id).limit(batch)))
    if not ids:
        _finish(db, version)
        return None
    rows = screening.locked(db, ids)
    kept = screening.kept(db, ids)
    never = [row.id for row in rows if kept[row.id].name_count is None]
    if never:
        screening.screen_all(db, keys.sealer, keys.opener, statement_ids=never, shelf=shelf)
    _match(db, keys, shelf, version, [row for row in rows if row.id not in never])
    version.screened_to = ids[-1]
    return len(ids)


def unscreened(db: Session, *, organisation: Organisation) -> list[tuple[ListVersion, int]]:
    """Return the versions in force that statements have yet to meet, and how many statements."""
    rows = db.scalars(
        select(ListVersion)
        .join(ReferenceList, ReferenceList.id == ListVersion.list_id)
        .where(
            ReferenceList.organisation_id == organisation.id,
            ListVersion.in_force_at.is_not(None),
            ListVersion.screened_at.is_(None),
        )
        .order_by(ListVersion.in_force_at)
    )
    return [(row, _count(db, row)) for row in rows]


def _count(db: Session, version: ListVersion) -> int:
    return db.scalar(select(func.count()).select_from(_waiting(version).subquery())) or 0


def _waiting(version: ListVersion) -> Select[UUID]:
    """Select the newest statements of open cycles that declare names and did not meet the version."""
    found = (
        select(Statement.id)
        .join(Filing, Filing.id == Statement.filing_id)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .join(Screening, Screening.statement_id == Statement.id)
        .where(
            Cycle.organisation_id == version.list.organisation_id,
            Cycle.state == CycleState.OPEN,
            Statement.version == Filing.version,
            or_(Screening.name_count.is_(None), Screening.name_count > 0),
        )
    )
    return found if version.screened_to is None else found.where(Statement.id > version.screened_to)


def _match(db: Session, keys: Keys, shelf: Shelf, version: ListVersion, rows: list[Statement]) -> None:
    contents = [
        reading.screening(db, keys.opener, by=WORKER, filing=row.filing, why=reading.Why.CHECKS)
        for row in rows
    ]
    results = [records.read(content or b"[]") for content in contents]
    at = clock.now()
    found = matched_anew(
        db,
        shelf,
        version=version,
        statements=[
            Named(row.filing.person.index_number, result.names)
            for row, result in zip(rows, results, strict=True)
        ],
        at=at,
    )
    touched = _touched(db, version, [one for result in results for one in result.matches])
    for row, result, now in zip(rows, results, found, strict=True):
        matches = merged(
            result.matches,
            now,
            asked_anew=lambda one: one.list_code == version.list.code and one.entry in touched,
            at=at,
        )
        if matches != result.matches:
            screening.put(db, keys.sealer, statement=row, result=result._replace(matches=matches))
            opening_again.notice(db, filing=row.filing, matches=_new(result.matches, matches))


def _new(before: Sequence[Match], after: Sequence[Match]) -> int:
    """Return how many matches are open that were not before."""
    known = {one.place for one in before if one.is_open}
    return sum(one.is_open and one.place not in known for one in after)


def _touched(db: Session, version: ListVersion, matches: list[Match]) -> frozenset[str]:
    """Return which of the matched entries were changed by the version, and by none after it."""
    wanted = {one.entry for one in matches if one.list_code == version.list.code}
    if not wanted:
        return frozenset()
    newest: dict[str, int] = {}
    rows = select(ListEntry.key, ListEntry.since, ListEntry.until).where(
        ListEntry.list_id == version.list_id, ListEntry.key.in_(wanted)
    )
    for key, since, until in db.execute(rows):
        changes = [one for one in (since, until or 0) if one <= version.list.version]
        newest[key] = max(newest.get(key, 0), *changes, 0)
    return frozenset(key for key, number in newest.items() if number == version.number)


def _finish(db: Session, version: ListVersion) -> None:
    version.screened_at = clock.now()
    ledger.record(
        db,
        WORKER,
        "list:rescreened",
        organisation_id=version.list.organisation_id,
        list_id=version.list_id,
        version=version.number,
    )
