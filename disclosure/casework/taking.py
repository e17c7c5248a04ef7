"""Taking one's own data away: everything that is kept about a person's statements, opened once."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.casework import attaching, reading
from disclosure.casework.live_keys import is_shut
from disclosure.casework.reading import Opener, Passage, Why
from disclosure.domain import interests
from disclosure.domain.actors import Actor
from disclosure.models import Attachment, Cycle, CycleKey, Draft, Filing, Statement
from disclosure.vault.storage import Storage


class Version(NamedTuple):
    """One version of what was filed, with its row."""

    row: Statement
    declared: interests.Statement


class File(NamedTuple):
    """One file that was sent. Its content is opened piece by piece when it is read."""

    row: Attachment
    opened: attaching.Opened


class Taken(NamedTuple):
    """What is kept of one filing. Nothing sealed is left of a cycle whose keys the site has not any more."""

    filing: Filing
    draft: interests.Statement | None
    versions: list[Version]
    passages: list[Passage]
    files: list[File]
    held: list[interests.HeldRecord]
    """What the office holds beside what was declared."""


def filings_of(db: Session, person_id: UUID | None) -> Sequence[Filing]:
    """Return every filing of a person, the newest year first."""
    rows = select(Filing).join(Cycle, Cycle.id == Filing.cycle_id).where(Filing.person_id == person_id)
    return db.scalars(rows.order_by(Cycle.year.desc(), Filing.kind)).all()


def everything(db: Session, opener: Opener, storage: Storage, *, by: Actor) -> list[Taken]:
    """Open everything that a person filed, prepared, sent and was written, for that person alone.

    The ledger says that it was taken, and each opening. Files may be read after
    the transaction; SealBroken is raised there if one is not what was sealed.
    """
    destroyed = set(db.scalars(select(CycleKey.cycle_id).where(CycleKey.destroyed_at.is_not(None))))
    return [
        _of_filing(
            db,
            opener,
            storage,
            by=by,
            filing=filing,
            readable=filing.cycle_id not in destroyed and not is_shut(db, opener, filing),
        )
        for filing in filings_of(db, by.person_id)
    ]


def _of_filing(
    db: Session, opener: Opener, storage: Storage, *, by: Actor, filing: Filing, readable: bool
) -> Taken:
    demand(by, Permission.DATA_TAKE, filing)
    files = db.scalars(
        select(Attachment)
        .where(Attachment.filing_id == filing.id)
        .order_by(Attachment.uploaded_at, Attachment.id)
    ).all()
    ledger.record(db, by, "data:taken", filing=filing, versions=filing.version, files=len(files))
    if not readable:
        return Taken(filing, None, [], [], [], [])
    why = Why.OWN_COPY
    has_draft = db.scalar(select(Draft.id).where(Draft.filing_id == filing.id)) is not None
    return Taken(
        filing=filing,
        draft=reading.draft(db, opener, by=by, filing=filing, why=why)[1] if has_draft else None,
        versions=[
            Version(*reading.statement(db, opener, by=by, filing=filing, why=why, version=number))
            for number in range(1, filing.version + 1)
        ],
        passages=reading.texts(db, opener, by=by, filing=filing, why=why),
        files=[
            File(one, attaching.open_file(db, opener, storage, by=by, attachment=one, why=why))
            for one in files
        ],
        held=reading.office_records(db, opener, by=by, filing=filing, why=why),
    )
