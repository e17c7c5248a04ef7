"""The one door to plain text.

Each function names the reader and the reason, asks the policy, writes the
ledger, and only then opens. Nothing else in the program may import the Opener
to use it (an import contract says so).
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from disclosure import ledger
from disclosure.access import Permission, demand, permits
from disclosure.casework import sealed
from disclosure.casework.earlier import earlier_filings, previous_filing
from disclosure.casework.live_keys import demand_open, is_shut
from disclosure.casework.passages import Former, Passage, is_sent
from disclosure.casework.why import Why
from disclosure.casework.writing import PRIVATE
from disclosure.domain import interests
from disclosure.domain import own_interests as declared
from disclosure.domain.actors import Actor
from disclosure.domain.correspondence import Written
from disclosure.domain.sent import SentForm
from disclosure.errors import NotFound, NotPermitted
from disclosure.models import (
    Attachment,
    Draft,
    Filing,
    KeptForm,
    OfficeRecord,
    OwnInterests,
    Screening,
    SealedText,
    Statement,
    Upload,
    UploadPiece,
    Writing,
)
from disclosure.models.writing import copied
from disclosure.vault.choosing import store_of
from disclosure.vault.keys import Keyring
from disclosure.vault.opening import Opener
from disclosure.vault.sealing import Binding, Sealer, Wrap

__all__ = [
    "Former",
    "Keys",
    "Opener",
    "Passage",
    "Unsealing",
    "Why",
    "attachment",
    "draft",
    "draft_and_last_year",
    "former",
    "kept_form",
    "keys_in",
    "last_year",
    "office_records",
    "own_interests",
    "screening",
    "statement",
    "statements",
    "texts",
    "upload",
]


class Keys(NamedTuple):
    """What a site seals and opens with: two objects that do not know each other."""

    sealer: Sealer
    opener: Opener


def keys_in(folder: Path) -> Keys:
    """Return the sealer and the opener of the site whose keys lie in `folder`."""
    ring = Keyring(store_of(folder))
    return Keys(Sealer.from_keyring(ring), Opener.from_keyring(ring))


Unsealing = Callable[[BinaryIO], Iterator[bytes]]
"""Opens the stored bytes of one file piece by piece; raises SealBroken where they are not what was sealed."""


def draft(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, why: Why = Why.PREPARING
) -> tuple[Draft, interests.Statement]:
    """Open the draft of a filing and return a copy of its row. Raises NotFound when none was started."""
    demand(by, Permission.DRAFT_EDIT, filing)
    found = db.connection().execute(sealed.DRAFT, {"filing_id": filing.id}).all()
    return _draft(db, opener, found, by=by, filing=filing, why=why)


def draft_and_last_year(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, why: Why
) -> tuple[Draft, interests.Statement, interests.Statement | None]:
    """Open the draft of a filing as `draft` does, and what `last_year` opens beside it."""
    demand(by, Permission.DRAFT_EDIT, filing)
    of = {"filing_id": filing.id, "person_id": filing.person_id, "year": filing.cycle.year}
    found = db.connection().execute(sealed.DRAFT_AND_PREVIOUS, of).all()
    row, statement = _draft(db, opener, found, by=by, filing=filing, why=why)
    earlier = db.get_one(Filing, found[0].previous) if found[0].previous else None
    return row, statement, _if_open(db, opener, by=by, filing=earlier, why=Why.LAST_YEAR)


def kept_form(db: Session, opener: Opener, *, by: Actor, row: KeptForm, why: Why = Why.PREPARING) -> SentForm:
    """Open a form that came after its session had run out. Only the account that sent it may."""
    demand(by, Permission.FORM_APPLY, row)
    ledger.record(db, by, "form:opened", filing=row.filing, kept_id=row.id, why=why.value)
    return SentForm.decode(_open(db, opener, row))


def statement(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, why: Why, version: int | None = None
) -> tuple[Statement, interests.Statement]:
    """Open a version of what was filed (the newest unless said).

    The filer, whoever reviews the case, and the worker that runs the checks may.
    The row is a copy.
    """
    _demand_any(by, filing, Permission.STATEMENT_READ_OWN, Permission.CASE_READ, Permission.STATEMENT_SCREEN)
    return _statement(db, opener, by=by, filing=filing, why=why, version=version)


def statements(
    db: Session, opener: Opener, *, by: Actor, rows: Sequence[Statement], why: Why
) -> list[interests.Statement]:
    """Open several versions at once, as `statement` opens one: each demanded and each in the ledger."""
    for row in rows:
        _demand_any(by, row.filing, Permission.CASE_READ, Permission.STATEMENT_SCREEN)
        ledger.record(db, by, "statement:opened", filing=row.filing, statement_id=row.id, why=why.value)
    wraps = sealed.wraps_of_all(db, [row.id for row in rows])
    return [interests.decode(_unsealed(opener, row, wraps[row.id])) for row in rows]


def last_year(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, why: Why = Why.LAST_YEAR
) -> interests.Statement | None:
    """Open what the same person filed in the newest earlier cycle; None, too, where its keys left the site.

    Whoever may read or prepare this filing may read the one before it.
    """
    _demand_any(by, filing, Permission.CASE_READ, Permission.STATEMENT_SCREEN, Permission.DRAFT_EDIT)
    return _if_open(db, opener, by=by, filing=previous_filing(db, filing), why=why)


def office_records(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, why: Why
) -> list[interests.HeldRecord]:
    """Open what the office holds about the person of a filing, for its cycle.

    Whoever prepares the statement may, and the worker that runs the checks.
    """
    _demand_any(by, filing, Permission.DRAFT_EDIT, Permission.STATEMENT_SCREEN)
    held = (OfficeRecord.cycle_id == filing.cycle_id, OfficeRecord.person_id == filing.person_id)
    rows = db.scalars(select(OfficeRecord).where(*held).order_by(OfficeRecord.reference)).all()
    if rows:
        ledger.record(db, by, "records:opened", filing=filing, records=len(rows), why=why.value)
    return [interests.HeldRecord.decode(_open(db, opener, row)) for row in rows]


def own_interests(
    db: Session, opener: Opener, *, by: Actor, row: OwnInterests, why: Why
) -> declared.OwnInterests:
    """Open what somebody of the review office declared about themselves: for them, or for the worker."""
    demand(by, Permission.INTERESTS_READ, row)
    place = row.organisation_id
    ledger.record(db, by, "interests:opened", organisation_id=place, interests_id=row.id, why=why.value)
    return declared.OwnInterests.decode(_open(db, opener, row))


def screening(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, why: Why = Why.REVIEW
) -> bytes | None:
    """Open what the checks raised about the newest statement, or None while they have not run."""
    _demand_any(by, filing, Permission.CASE_READ, Permission.STATEMENT_SCREEN)
    of = {"filing_id": filing.id, "version": filing.version}
    found = db.connection().execute(sealed.SCREENING, of).all()
    if not found:
        return None
    row = copied(Screening, found[0])
    ledger.record(db, by, "screening:opened", filing=filing, screening_id=row.id, why=why.value)
    return _unsealed(opener, row, sealed.wraps_in(found))


def texts(db: Session, opener: Opener, *, by: Actor, filing: Filing, why: Why) -> list[Passage]:
    """Open the correspondence of a case in the order it was written.

    The filer sees what was written to and by them: no private kind, and no
    advice before it is sent, nor the wording that an approver had returned.
    """
    _demand_any(by, filing, Permission.CORRESPONDENCE_READ_OWN, Permission.CASE_READ)
    rows = select(SealedText).where(SealedText.filing_id == filing.id).order_by(SealedText.at)
    if not permits(by, Permission.CASE_READ, filing):
        rows = rows.where(SealedText.kind.not_in(PRIVATE), or_(SealedText.kind != Writing.ADVICE, is_sent()))
    return _passages(db, opener, by=by, filing=filing, rows=rows, why=why)


def former(db: Session, opener: Opener, *, by: Actor, filing: Filing) -> list[Former]:
    """Open what the same person filed in every earlier cycle and what was written about it, oldest first.

    Whoever may read a case may read those before it, each with its lines in the ledger.
    """
    demand(by, Permission.CASE_READ, filing)
    found = []
    for earlier in (one for one in earlier_filings(db, filing) if not is_shut(db, opener, one)):
        told = _statement(db, opener, by=by, filing=earlier, why=Why.STORY, version=None)[1]
        rows = select(SealedText).where(SealedText.filing_id == earlier.id).order_by(SealedText.at)
        passages = _passages(db, opener, by=by, filing=earlier, rows=rows, why=Why.STORY)
        found.append(Former(earlier, told, passages))
    return found


def attachment(
    db: Session, opener: Opener, *, by: Actor, row: Attachment, content: Binding, why: Why
) -> tuple[bytes, Unsealing]:
    """Open what is sealed in the row of a file, and return what opens its stored `content`.

    The filer whose it is may, and whoever reviews the case.
    """
    _demand_any(by, row.filing, Permission.STATEMENT_READ_OWN, Permission.CASE_READ)
    ledger.record(db, by, "attachment:opened", filing=row.filing, attachment_id=row.id, why=why.value)
    wraps = sealed.wraps_of(db, row.content_id)
    return _open(db, opener, row), lambda source: opener.open_stream(source, wraps, bound_to=content)


def _passages(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, rows: Select[SealedText], why: Why
) -> list[Passage]:
    """Open texts, with two statements for all of them."""
    found = db.scalars(rows.options(joinedload(SealedText.author))).all()
    wraps = sealed.wraps_of_all(db, [row.id for row in found]) if found else {}
    for row in found:
        ledger.record(db, by, "text:opened", filing=filing, text_id=row.id, why=why.value)
    return [Passage(row, Written.decode(_unsealed(opener, row, wraps[row.id]))) for row in found]


def upload(db: Session, opener: Opener, *, by: Actor, row: Upload) -> Iterator[bytes]:
    """Open the pieces of a file on its way, one after the other. Only the account that sends it may."""
    demand(by, Permission.DOCUMENT_SUBMIT, row.filing)
    if row.account_id != by.account_id:
        raise NotPermitted("Only who sends a file may have it put together.")
    ledger.record(db, by, "upload:opened", filing=row.filing, upload_id=row.id, why=Why.PREPARING.value)
    ids = select(UploadPiece.id).where(UploadPiece.upload_id == row.id).order_by(UploadPiece.start)
    for piece_id in db.scalars(ids).all():
        piece = db.get_one(UploadPiece, piece_id)
        yield _open(db, opener, piece)
        db.expunge(piece)


def _draft(
    db: Session, opener: Opener, found: Sequence[Row[Any]], *, by: Actor, filing: Filing, why: Why
) -> tuple[Draft, interests.Statement]:
    if not found:
        raise NotFound("There is no draft for this filing. Start one first.")
    ledger.record(db, by, "draft:opened", filing=filing, why=why.value)
    row = copied(Draft, found[0])
    return row, interests.decode(_unsealed(opener, row, sealed.wraps_in(found)))


def _if_open(
    db: Session, opener: Opener, *, by: Actor, filing: Filing | None, why: Why
) -> interests.Statement | None:
    if filing is None or is_shut(db, opener, filing):
        return None
    return _statement(db, opener, by=by, filing=filing, why=why, version=None)[1]


def _statement(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, why: Why, version: int | None
) -> tuple[Statement, interests.Statement]:
    of = {"filing_id": filing.id, "version": version or filing.version}
    found = db.connection().execute(sealed.STATEMENT, of).all()
    if not found:
        raise NotFound("Nothing has been filed here yet.")
    row = copied(Statement, found[0])
    demand_open(db, opener, filing)
    ledger.record(db, by, "statement:opened", filing=filing, statement_id=row.id, why=why.value)
    return row, interests.decode(_unsealed(opener, row, sealed.wraps_in(found)))


def _demand_any(by: Actor, filing: Filing, *permissions: Permission) -> None:
    if not any(permits(by, permission, filing) for permission in permissions):
        raise NotPermitted("You may not read this.")


def _open(db: Session, opener: Opener, row: sealed.SealedRow) -> bytes:
    return _unsealed(opener, row, sealed.wraps_of(db, row.id))


def _unsealed(opener: Opener, row: sealed.SealedRow, wraps: Sequence[Wrap]) -> bytes:
    return opener.open(row.sealed, wraps, bound_to=sealed.binding(row))
