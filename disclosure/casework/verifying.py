"""Verification: every item of a drawn statement is proved by a third-party document.

Here are the requests and what the filer and the case's reviewer do about each;
confirming.py has the second person.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import clocks, confirming, programmes, reading, writing
from disclosure.casework.cases import hold
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
from disclosure.errors import BadInput, WrongState
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
    requests = _ask_for(db, by, filing, _live_items(db, opener, by, filing))
    if not requests:
        return []
    if filing.state is FilingState.CLOSED:
        filing.move(FilingMove.SAMPLE, at=clock.now())
        filing.closed_at = filing.outcome = None
    return requests


def follow_amendment(db: Session, opener: Opener, *, by: Actor, filing: Filing) -> tuple[int, int]:
    """Bring the requests in line with the statement in force, which was amended after they were made.

    Items that are new are asked for; what was asked for items that are gone is
    dropped. Return how many of each.
    """
    hold(db, filing)
    demand(by, Permission.DOCUMENT_DECIDE, filing)
    asked = {one.item_id: one for one in requests_of(db, filing)}
    if not asked:
        raise WrongState("No document was asked for: this statement was not drawn.")
    live = _live_items(db, opener, by, filing)
    gone = [one for item_id, one in asked.items() if item_id not in live and one.state in DOCUMENT_OPEN]
    for one in gone:
        _judged(by, one, DocumentMove.DROP)
        ledger.record(db, by, "document:dropped", filing=filing, request_id=one.id)
    new = _ask_for(db, by, filing, [item_id for item_id in live if item_id not in asked])
    _count(db, by, filing)
    return len(new), len(gone)


def _live_items(db: Session, opener: Opener, by: Actor, filing: Filing) -> list[str]:
    _row, statement = reading.statement(db, opener, by=by, filing=filing, why=reading.Why.VERIFICATION)
    return [item.id for item in statement.items if is_live(item)]


def _ask_for(db: Session, by: Actor, filing: Filing, item_ids: Iterable[str]) -> list[DocumentRequest]:
    due_on = clocks.due_in(filing, programmes.of(filing.cycle).clocks.documents)
    requests = [
        DocumentRequest(
            id=uuid4(),
            filing=filing,
            item_id=item_id,
            state=DocumentState.REQUESTED,
            requested_at=clock.now(),
            due_on=due_on,
        )
        for item_id in item_ids
    ]
    if not requests:
        return []
    db.add_all(requests)
    filing.documents_open += len(requests)
    for one in requests:
        ledger.record(db, by, "document:requested", filing=filing, request_id=one.id, due_on=due_on)
    mail.write(
        db,
        LetterKind.DOCUMENTS,
        to=filing.person,
        occasion=f"documents:{filing.id}:{filing.version}",
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


def clarify(db: Session, sealer: Sealer, *, by: Actor, request: DocumentRequest, text: str) -> None:
    """Explain why the document differs from the statement, which stands as it is."""
    _answer(db, sealer, by=by, request=request, text=text, move=DocumentMove.CLARIFY)
    ledger.record(db, by, "document:clarified", filing=request.filing, request_id=request.id)


def correct(db: Session, sealer: Sealer, *, by: Actor, request: DocumentRequest, text: str) -> None:
    """Say that the statement was amended as the document shows.

    Raises BadInput while it was not amended since the difference was found.
    """
    if not was_amended_since(request):
        raise BadInput(message("Amend your statement first, then say here what you corrected."))
    _answer(db, sealer, by=by, request=request, text=text, move=DocumentMove.CORRECT)
    ledger.record(db, by, "document:corrected", filing=request.filing, request_id=request.id)


def was_amended_since(request: DocumentRequest) -> bool:
    """Tell whether the statement was amended since a document was found to differ from it."""
    return request.differs_in is not None and request.filing.version > request.differs_in


def accept(db: Session, *, by: Actor, request: DocumentRequest) -> None:
    """Accept what was handed in for one item, or the reason why nothing can be."""
    without = request.state is DocumentState.UNOBTAINABLE
    _decide(db, by=by, request=request, move=DocumentMove.EXCUSE if without else DocumentMove.ACCEPT)
    if without:
        ledger.record(db, by, "document:done-without", filing=request.filing, request_id=request.id)
    else:
        ledger.record(db, by, "document:accepted", filing=request.filing, request_id=request.id)


def refuse(db: Session, sealer: Sealer, *, by: Actor, request: DocumentRequest, reason: str) -> None:
    """Refuse what was handed in for one item, saying what would do instead."""
    _decide(db, by=by, request=request, move=DocumentMove.REFUSE)
    ledger.record(db, by, "document:refused", filing=request.filing, request_id=request.id)
    _tell(db, sealer, by, request, text=reason, letter="documents-refused")


def differ(db: Session, sealer: Sealer, *, by: Actor, request: DocumentRequest, text: str) -> None:
    """Say what the document shows otherwise than the statement; the filer explains or amends."""
    demand(by, Permission.DOCUMENT_DECIDE, request)
    filing = request.filing
    request.differs_in = filing.version
    request.due_on = clocks.due_in(filing, programmes.of(filing.cycle).clocks.question)
    _decide(db, by=by, request=request, move=DocumentMove.DIFFER)
    ledger.record(db, by, "document:differs", filing=filing, request_id=request.id, due_on=request.due_on)
    _tell(db, sealer, by, request, text=text, letter="documents-differ")


def requests_of(db: Session, filing: Filing) -> list[DocumentRequest]:
    """Return the documents asked for, in a steady order."""
    rows = select(DocumentRequest).where(DocumentRequest.filing_id == filing.id)
    return list(db.scalars(rows.order_by(DocumentRequest.requested_at, DocumentRequest.item_id)))


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
    _judged(by, request, move)
    _count(db, by, filing)


def _judged(by: Actor, request: DocumentRequest, move: DocumentMove) -> None:
    request.move(move)
    request.decided_at = clock.now()
    request.decided_by_id = by.named()


def _count(db: Session, by: Actor, filing: Filing) -> None:
    """Count what is open; with the last one decided the whole goes to a second person."""
    db.flush()
    filing.documents_open = open_requests(db, filing)
    if filing.documents_open:
        confirming.resume(db, filing=filing)
    else:
        confirming.hand_over(db, by=by, filing=filing)


def _tell(
    db: Session, sealer: Sealer, by: Actor, request: DocumentRequest, *, text: str, letter: str
) -> None:
    """Write to the filer what was decided about a document, and that it is their turn."""
    filing = request.filing
    writing.write(
        db,
        sealer,
        by=by,
        filing=filing,
        kind=Writing.CHECK,
        subject_id=request.id,
        text=text,
        items=[request.item_id],
    )
    mail.write(
        db,
        letter,
        to=filing.person,
        occasion=f"{letter}:{request.id}:{request.row_version}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
        due_on=request.due_on,
    )
