"""Verification: every item of a drawn statement is proved by a third-party document."""

from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import clocks, programmes, reading, writing
from disclosure.casework.reading import Opener
from disclosure.domain.actors import WORKER, Actor
from disclosure.domain.comparison import is_live
from disclosure.domain.lifecycle import (
    DOCUMENT_OPEN,
    DocumentMove,
    DocumentState,
    FilingMove,
    FilingState,
)
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import WrongState
from disclosure.models import DocumentRequest, Draw, Filing, Writing
from disclosure.vault.sealing import Sealer


def drawn_without_requests(db: Session, draw: Draw) -> list[UUID]:
    """Return the drawn filings of a draw whose documents were not asked for yet, with anything declared."""
    asked = select(DocumentRequest.filing_id)
    return list(
        db.scalars(
            select(Filing.id).where(
                Filing.cycle_id == draw.cycle_id,
                Filing.sampled,
                Filing.item_count > 0,
                Filing.id.not_in(asked),
            )
        )
    )


def request(db: Session, opener: Opener, *, filing: Filing, by: Actor = WORKER) -> list[DocumentRequest]:
    """Ask for one document per item of a drawn statement; a closed file is opened again.

    Doing it twice asks once.
    """
    demand(by, Permission.STATEMENT_SCREEN, filing)
    if db.scalar(select(DocumentRequest.id).where(DocumentRequest.filing_id == filing.id).limit(1)):
        return []
    _row, statement = reading.statement(db, opener, by=by, filing=filing, why=reading.Why.VERIFICATION)
    due_on = clocks.due_in(filing, programmes.of(filing.cycle).clocks.documents)
    requests = [
        DocumentRequest(
            id=uuid4(),
            filing_id=filing.id,
            item_id=item.id,
            state=DocumentState.REQUESTED,
            requested_at=clock.now(),
            due_on=due_on,
        )
        for item in statement.items
        if is_live(item)
    ]
    if not requests:
        return []
    db.add_all(requests)
    if filing.state is FilingState.CLOSED:
        filing.move(FilingMove.SAMPLE, at=clock.now())
        filing.closed_at = filing.outcome = None
    filing.documents_open = len(requests)
    for one in requests:
        ledger.record(db, by, "document:requested", filing=filing, request_id=one.id, due_on=due_on)
    mail.write(
        db,
        LetterKind.DOCUMENTS,
        to=filing.person,
        occasion=f"documents:{filing.id}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
        due_on=due_on,
        items=len(requests),
    )
    return requests


def submit(db: Session, sealer: Sealer, *, by: Actor, request: DocumentRequest, text: str) -> None:
    """Hand in the document of one item; the files stand beside it as attachments."""
    _answer(db, sealer, by=by, request=request, text=text, move=DocumentMove.SUBMIT)
    ledger.record(db, by, "document:submitted", filing=request.filing, request_id=request.id)


def explain(db: Session, sealer: Sealer, *, by: Actor, request: DocumentRequest, reason: str) -> None:
    """Say why the document of one item cannot be obtained; the reviewer judges the reason."""
    _answer(db, sealer, by=by, request=request, text=reason, move=DocumentMove.EXPLAIN)
    ledger.record(db, by, "document:explained", filing=request.filing, request_id=request.id)


def accept(db: Session, *, by: Actor, request: DocumentRequest) -> None:
    """Accept what was handed in for one item."""
    _decide(db, by=by, request=request, move=DocumentMove.ACCEPT)
    ledger.record(db, by, "document:accepted", filing=request.filing, request_id=request.id)


def refuse(db: Session, sealer: Sealer, *, by: Actor, request: DocumentRequest, reason: str) -> None:
    """Refuse what was handed in for one item, saying what would do instead."""
    _decide(db, by=by, request=request, move=DocumentMove.REFUSE)
    writing.write(
        db,
        sealer,
        by=by,
        filing=request.filing,
        kind=Writing.CHECK,
        subject_id=request.id,
        text=reason,
        items=[request.item_id],
    )
    ledger.record(db, by, "document:refused", filing=request.filing, request_id=request.id)
    mail.write(
        db,
        "documents-refused",
        to=request.filing.person,
        occasion=f"documents-refused:{request.id}:{request.row_version}",
        organisation_id=request.filing.organisation_id,
        filing=request.filing,
        year=request.filing.cycle.year,
        due_on=request.due_on,
    )


def open_requests(db: Session, filing: Filing) -> int:
    """Count the documents of a filing that are not accepted."""
    return (
        db.scalar(
            select(func.count()).where(
                DocumentRequest.filing_id == filing.id, DocumentRequest.state.in_(DOCUMENT_OPEN)
            )
        )
        or 0
    )


def _answer(
    db: Session, sealer: Sealer, *, by: Actor, request: DocumentRequest, text: str, move: DocumentMove
) -> None:
    demand(by, Permission.DOCUMENT_SUBMIT, request)
    request.move(move)
    writing.write(
        db,
        sealer,
        by=by,
        filing=request.filing,
        kind=Writing.DOCUMENT,
        subject_id=request.id,
        text=text,
        items=[request.item_id],
    )


def _decide(db: Session, *, by: Actor, request: DocumentRequest, move: DocumentMove) -> None:
    demand(by, Permission.DOCUMENT_DECIDE, request)
    filing = request.filing
    if filing.documents_open == 0:
        raise WrongState(message("Every document of this statement is accepted already."))
    request.move(move)
    request.decided_at = clock.now()
    request.decided_by_id = by.named()
    db.flush()
    filing.documents_open = open_requests(db, filing)
