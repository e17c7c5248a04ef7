"""Finding what a page shows besides its filing."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from flask import g
from sqlalchemy import ColumnElement, select

from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import WITH_FILER
from disclosure.models import (
    Advice,
    Attachment,
    Cycle,
    Delegation,
    DocumentRequest,
    Draft,
    Extension,
    Filing,
    Question,
)
from disclosure.web.loaders import kind_of

Row = TypeVar("Row", Advice, Attachment, DocumentRequest, Question)


def filings_of(actor: Actor) -> Sequence[Filing]:
    """Return the actor's own filings, newest year first."""
    if actor.person_id is None:
        return []
    return _by_year(Filing.person_id == actor.person_id)


def prepared_by(actor: Actor) -> Sequence[Filing]:
    """Return the filings that the actor may prepare for others, newest year first."""
    filers = select(Delegation.person_id).where(
        Delegation.delegate_id == actor.account_id, Delegation.revoked_at.is_(None)
    )
    return _by_year(Filing.person_id.in_(filers))


def has_draft(filing: Filing) -> bool:
    """Tell whether a draft of this filing is being prepared."""
    return g.db.scalar(select(Draft.id).where(Draft.filing_id == filing.id)) is not None


def documents_asked_for(filing: Filing) -> Sequence[DocumentRequest]:
    """Return the documents asked for, in a steady order."""
    rows = select(DocumentRequest).where(DocumentRequest.filing_id == filing.id)
    found: Sequence[DocumentRequest] = g.db.scalars(rows.order_by(DocumentRequest.id)).all()
    return found


def waits_for_documents(filing: Filing) -> bool:
    """Tell whether the filer still has to give a document or to say why not."""
    if not filing.documents_open:
        return False
    return any(request.state in WITH_FILER for request in documents_asked_for(filing))


def _by_year(whose: ColumnElement[bool]) -> Sequence[Filing]:
    rows = select(Filing).join(Cycle, Cycle.id == Filing.cycle_id).where(whose)
    found: Sequence[Filing] = g.db.scalars(rows.order_by(Cycle.year.desc(), Filing.due_on.desc())).all()
    return found


def extensions_of(filing: Filing) -> Sequence[Extension]:
    """Return what more time was asked for or given, the oldest first."""
    rows = select(Extension).where(Extension.filing_id == filing.id).order_by(Extension.requested_at)
    found: Sequence[Extension] = g.db.scalars(rows).all()
    return found


def sent_advice(_actor: Actor, year: int, advice: UUID, occasion: str | None = None) -> Advice | None:
    """Return a piece of advice of a year, once it was sent; before that it is not there."""
    found = _of_year(Advice, advice, year, occasion)
    return found if found is not None and found.sent_at is not None else None


def question_asked(_actor: Actor, year: int, question: UUID, occasion: str | None = None) -> Question | None:
    """Return a question about the statement of a year."""
    return _of_year(Question, question, year, occasion)


def document_request(
    _actor: Actor, year: int, request: UUID, occasion: str | None = None
) -> DocumentRequest | None:
    """Return a document asked for in a year."""
    return _of_year(DocumentRequest, request, year, occasion)


def attachment(_actor: Actor, year: int, attachment: UUID, occasion: str | None = None) -> Attachment | None:
    """Return a file sent in a year."""
    return _of_year(Attachment, attachment, year, occasion)


def _of_year(model: type[Row], row_id: UUID, year: int, occasion: str | None) -> Row | None:
    row: Row | None = g.db.get(model, row_id)
    if row is None or row.filing.kind is not kind_of(occasion) or row.filing.cycle.year != year:
        return None
    return row
