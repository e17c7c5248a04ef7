"""Filing a statement: the certified draft becomes a version, sealed to both sites, and opens a case."""

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from disclosure import clock, ledger, mail, queue
from disclosure.access import Permission, demand
from disclosure.casework import drafting, drawing, programmes, reading, writing
from disclosure.casework.earlier import previous_filing
from disclosure.casework.reading import Opener
from disclosure.casework.sealed import BOTH_SITES, keep_wraps, seal_into
from disclosure.domain import completeness, deadlines, interests
from disclosure.domain.actors import Actor
from disclosure.domain.comparison import Comparison, compare
from disclosure.domain.interests import Certification
from disclosure.domain.lifecycle import ADVICE, FILING, QUESTION, AdviceMove, FilingMove, QuestionMove
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind, Programme
from disclosure.domain.recognition import recognised
from disclosure.domain.references import new_reference
from disclosure.errors import BadInput, Stale
from disclosure.models import (
    Account,
    Advice,
    Case,
    Draft,
    Filing,
    Question,
    ReferredPerson,
    Statement,
    Writing,
)
from disclosure.models.writing import change_now, insert_now, unattached
from disclosure.vault.sealing import Sealer


def file(
    db: Session,
    sealer: Sealer,
    opener: Opener,
    *,
    by: Actor,
    filing: Filing,
    certification: Certification,
    version: int | None = None,
    received_at: datetime | None = None,
) -> Statement:
    """File the draft as the filer certifies it. `received_at` is when the attempt reached us.

    Raises BadInput with every gap when the statement is not complete, and Stale
    when the draft is not at the `version` that was certified; nothing is
    changed then. Filing late is filing: only the fact is kept.
    """
    demand(by, Permission.STATEMENT_FILE, filing)
    received = received_at or clock.now()
    draft, statement = _certified(
        db, opener, by=by, filing=filing, certification=certification, version=version
    )
    changes = _as_filed(db, filing=filing, statement=statement, received=received)
    row = _keep(db, sealer, by=by, filing=filing, draft=draft, statement=statement, **changes)
    _open_case(db, filing=filing, at=received)
    ledger.record(
        db,
        by,
        "statement:filed",
        filing=filing,
        statement_id=row.id,
        version=row.version,
        late=filing.late,
        certification=certification.text_version,
    )
    _drop_from_referrals(db, by=by, filing=filing)
    _write_receipt(db, filing=filing, statement=row, received=received)
    return row


def _as_filed(
    db: Session, *, filing: Filing, statement: interests.Statement, received: datetime
) -> dict[str, object]:
    """Return what a filing says from now on, by the name of its columns."""
    return {
        "state": FILING.after(filing.state, FilingMove.FILE),
        "turn_since": received,
        "filed_at": received,
        "late": deadlines.is_late(received, filing.due_at),
        "reference": new_reference(filing.cycle.year),
        "carried_years": _carried_years(db, filing, statement),
    }


def amend(
    db: Session,
    sealer: Sealer,
    opener: Opener,
    *,
    by: Actor,
    filing: Filing,
    certification: Certification,
    reason: str,
    version: int | None = None,
) -> Statement:
    """File the draft as a new version with a reason, and open the case again.

    Questions and advice about the version before are withdrawn: the reviewer
    looks at the new one first. Raises BadInput as `file` does, and for a reason
    that is none; nothing is changed then.
    """
    demand(by, Permission.STATEMENT_FILE, filing)
    writing.check(reason)
    draft, statement = _certified(
        db, opener, by=by, filing=filing, certification=certification, version=version
    )
    again = {"state": FILING.after(filing.state, FilingMove.AMEND), "turn_since": clock.now()}
    open_again = {"closed_at": None, "outcome": None}
    row = _keep(db, sealer, by=by, filing=filing, draft=draft, statement=statement, **again, **open_again)
    writing.write(db, sealer, by=by, filing=filing, kind=Writing.AMENDMENT, subject_id=row.id, text=reason)
    ledger.record(
        db,
        by,
        "statement:amended",
        filing=filing,
        statement_id=row.id,
        version=row.version,
        certification=certification.text_version,
    )
    db.execute(update(Case).where(Case.filing_id == filing.id).values(reviewer_id=None, leased_until=None))
    _withdraw_what_was_said(db, by=by, filing=filing)
    return row


def gaps(db: Session, opener: Opener, *, by: Actor, filing: Filing) -> list[completeness.Gap]:
    """Return what the draft still lacks, each with the place where it is filled."""
    _row, statement = reading.draft(db, opener, by=by, filing=filing)
    return completeness.missing(statement, programmes.of(filing.cycle))


def difference(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, statement: interests.Statement
) -> Comparison | None:
    """Compare a statement, as it would be filed, with the one before it; None for a first one."""
    last = reading.last_year(db, opener, by=by, filing=filing)
    return None if last is None else compare(last, recognised(statement, last))


def _certified(
    db: Session,
    opener: Opener,
    *,
    by: Actor,
    filing: Filing,
    certification: Certification,
    version: int | None,
) -> tuple[Draft, interests.Statement]:
    """Open the draft, refuse it if anything lacks, and put the certificate and the difference into it."""
    draft, statement, last = reading.draft_and_last_year(
        db, opener, by=by, filing=filing, why=reading.Why.FILING
    )
    if version not in (None, draft.version):
        raise Stale(drafting.MOVED_ON)
    programme = programmes.of(filing.cycle)
    if found := completeness.missing(statement, programme):
        raise BadInput([gap.message for gap in found])
    _demand_current_text(certification, programme)
    word = replace(certification, prepared_by=_preparer(db, draft, by))
    if last is None:
        return draft, replace(statement, difference="", certification=word)
    _demand_asked_anew(filing, statement, last)
    known = recognised(statement, last)
    return draft, replace(known, difference=str(compare(last, known).sentence), certification=word)


def _demand_asked_anew(filing: Filing, statement: interests.Statement, last: interests.Statement) -> None:
    """Refuse last year's items beside new duties or a new member, as an automatic save may leave them."""
    if not filing.version and interests.reason_to_ask_anew(statement, last):
        raise BadInput(
            message(
                "Your duties or your household are not those of last year. Open the page about them and "
                "choose Continue: we then ask about everything anew."
            )
        )


def _preparer(db: Session, draft: Draft, by: Actor) -> str | None:
    """Name the delegate who saved the draft last, if it was not the filer."""
    return None if draft.saved_by_id == by.account_id else db.get_one(Account, draft.saved_by_id).name


def _demand_current_text(certification: Certification, programme: Programme) -> None:
    if certification.text_version != programme.certification.version:
        raise BadInput(
            message(
                "The words you certify have changed since you opened the page. Read them again, then certify."
            )
        )


def _keep(
    db: Session,
    sealer: Sealer,
    *,
    by: Actor,
    filing: Filing,
    draft: Draft,
    statement: interests.Statement,
    **changes: object,
) -> Statement:
    """Seal the next version to both sites, change the filing, discard the draft, owe the checks."""
    version = filing.version + 1
    certified = {"certified_at": changes["turn_since"], "certified_by_id": by.named()}
    row = unattached(Statement, {"id": uuid4(), "filing_id": filing.id, "version": version, **certified})
    counted = {"item_count": len(statement.items), "nil": not statement.items}
    content = interests.encode(statement)
    wraps = seal_into(sealer, row, content, cycle_id=filing.cycle_id, recipients=BOTH_SITES)
    _discard(db, draft)  # the first change: who seals after it keeps other writers waiting
    change_now(db, filing, version=version, **counted, **changes)
    keep_wraps(db, row.id, wraps)
    insert_now(db, row)
    queue.owe(db, "statement:screen", row.id)
    if filing.sampled and (draw := drawing.find(db, filing.cycle)) is not None:
        queue.owe(db, "documents:request", draw.id)  # the draw came before the statement
    return row


def _discard(db: Session, draft: Draft) -> None:
    """Delete the draft before anything else changes.

    Raises StaleDataError when it was saved since it was read, as where the filing moved on: all of it is to
    be read anew.
    """
    try:
        drafting.discard(db, draft)
    except Stale as moved_on:
        raise StaleDataError(str(moved_on)) from moved_on


def _open_case(db: Session, *, filing: Filing, at: datetime) -> None:
    about = {"filing_id": filing.id, "organisation_id": filing.organisation_id}
    insert_now(db, unattached(Case, {"id": uuid4(), **about, "priority": 0, "opened_at": at}))


def _carried_years(db: Session, filing: Filing, statement: interests.Statement) -> int:
    earlier = previous_filing(db, filing) if statement.carried_from is not None else None
    return earlier.carried_years + 1 if earlier else 0


def _write_receipt(db: Session, *, filing: Filing, statement: Statement, received: datetime) -> None:
    mail.write(
        db,
        LetterKind.RECEIPT,
        to=filing.person,
        occasion=f"receipt:{statement.id}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
        reference=filing.reference,
        filed_on=received.astimezone(ZoneInfo(filing.zone)).date(),
    )


def _drop_from_referrals(db: Session, *, by: Actor, filing: Filing) -> None:
    """Whoever files is no longer referred; the head's list keeps the name with the reason."""
    if not filing.referred:
        return
    filing.referred = False
    for referred in db.scalars(
        select(ReferredPerson).where(
            ReferredPerson.filing_id == filing.id, ReferredPerson.dropped_because.is_(None)
        )
    ):
        referred.dropped_because = "filed"
        ledger.record(
            db, by, "referral:person-dropped", filing=filing, referral_id=referred.referral_id, reason="filed"
        )


def _withdraw_what_was_said(db: Session, *, by: Actor, filing: Filing) -> None:
    for question in db.scalars(select(Question).where(Question.filing_id == filing.id)):
        if QUESTION.allows(question.state, QuestionMove.WITHDRAW):
            question.move(QuestionMove.WITHDRAW)
            ledger.record(db, by, "question:withdrawn", filing=filing, question_id=question.id)
    for advice in db.scalars(select(Advice).where(Advice.filing_id == filing.id)):
        if ADVICE.allows(advice.state, AdviceMove.WITHDRAW):
            advice.move(AdviceMove.WITHDRAW)
            ledger.record(db, by, "advice:withdrawn", filing=filing, advice_id=advice.id)
