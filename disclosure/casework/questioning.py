"""Questions to the filer: asked, answered, withdrawn. One case may have several open at a time."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import clocks, programmes, reviewing, writing
from disclosure.casework.cases import case_of, hold, questions_of
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FilingMove, FilingState, QuestionMove, QuestionState
from disclosure.domain.programme import LetterKind
from disclosure.models import Filing, Question, SnippetVersion, Writing
from disclosure.vault.sealing import Sealer


def ask(
    db: Session,
    sealer: Sealer,
    *,
    by: Actor,
    filing: Filing,
    text: str,
    items: Sequence[str] = (),
    language: str = "en",
    snippet: SnippetVersion | None = None,
) -> Question:
    """Ask the filer something about the statement, or about some of its items.

    While one question is open more may be added; they share that day's letter.
    `snippet` is the approved wording that the text was taken from, if it was.
    """
    hold(db, filing)
    demand(by, Permission.CASE_WORK, filing)
    if filing.state is not FilingState.QUESTION_ASKED:
        filing.move(FilingMove.ASK, at=clock.now())
    question = _begin(db, by=by, filing=filing)
    writing.write(
        db,
        sealer,
        by=by,
        filing=filing,
        kind=Writing.QUESTION,
        subject_id=question.id,
        text=text,
        items=items,
        language=language,
        snippet=snippet,
    )
    reviewing.keep(case_of(filing))
    ledger.record(db, by, "question:asked", filing=filing, question_id=question.id, due_on=question.due_on)
    _write_letter(db, question)
    return question


def answer(
    db: Session, sealer: Sealer, *, by: Actor, question: Question, text: str, language: str = "en"
) -> None:
    """Answer a question. With the last answer the case is back with its reviewer."""
    filing = question.filing
    hold(db, filing)
    others = _others(db, question)
    demand(by, Permission.QUESTION_ANSWER, question)
    question.move(QuestionMove.ANSWER)
    question.answered_at = clock.now()
    writing.write(
        db,
        sealer,
        by=by,
        filing=filing,
        kind=Writing.REPLY,
        subject_id=question.id,
        text=text,
        language=language,
    )
    ledger.record(db, by, "question:answered", filing=filing, question_id=question.id)
    _hand_back(filing, others)


def withdraw(db: Session, *, by: Actor, question: Question) -> None:
    """Withdraw a question that need not be answered any more."""
    filing = question.filing
    hold(db, filing)
    others = _others(db, question)
    demand(by, Permission.CASE_WORK, filing)
    question.move(QuestionMove.WITHDRAW)
    ledger.record(db, by, "question:withdrawn", filing=filing, question_id=question.id)
    _hand_back(filing, others)


def due_on(filing: Filing) -> date:
    """Return the day by which a question asked today is to be answered."""
    return clocks.due_in(filing, programmes.of(filing.cycle).clocks.question)


def _begin(db: Session, *, by: Actor, filing: Filing) -> Question:
    question = Question(
        id=uuid4(),
        filing=filing,
        state=QuestionState.ASKED,
        asked_by_id=by.named(),
        asked_at=clock.now(),
        due_on=due_on(filing),
    )
    db.add(question)
    return question


def _others(db: Session, question: Question) -> list[Question]:
    """Return the other questions of the case that are open; `question` itself is read anew."""
    return [
        other
        for other in questions_of(db, question.filing)
        if other.state is QuestionState.ASKED and other.id != question.id
    ]


def _hand_back(filing: Filing, still_open: Sequence[Question]) -> None:
    if not still_open:
        filing.move(FilingMove.ANSWER, at=clock.now())


def _write_letter(db: Session, question: Question) -> None:
    filing = question.filing
    mail.write(
        db,
        LetterKind.QUESTION,
        to=filing.person,
        occasion=f"question:{filing.id}:{clocks.today(filing)}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
        due_on=question.due_on,
    )
