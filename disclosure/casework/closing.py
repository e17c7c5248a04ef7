"""The end of a review: what still stands in its way, how it ended, and the letter that says so."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import confirming
from disclosure.casework.cases import case_of, hold
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import (
    ADVICE_OPEN,
    AdviceState,
    ConflictState,
    FilingMove,
    QuestionState,
)
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput, Stale
from disclosure.models import Advice, Conflict, Filing, Outcome, Question

UNDECIDED = (ConflictState.FOUND, ConflictState.ADVISED)
WORDS = {
    Outcome.NOTHING_TO_DISCLOSE: message("nothing to disclose"),
    Outcome.NO_ACTION: message("disclosed, no further action"),
    Outcome.CONTEXT_GIVEN: message("closed after more context was given"),
    Outcome.ADVICE_GIVEN: message("advice was given"),
}
"""How a review ended, in words."""


def outcome_of(*, nil: bool, answered: bool, advised: bool) -> Outcome:
    """Return how a review ends: with advice carried out, else with context given, else as filed.

    `nil`: nothing was declared; `answered`: a question was; `advised`: advice was carried out.
    """
    if advised:
        return Outcome.ADVICE_GIVEN
    if answered:
        return Outcome.CONTEXT_GIVEN
    return Outcome.NOTHING_TO_DISCLOSE if nil else Outcome.NO_ACTION


def outcome_now(db: Session, filing: Filing) -> Outcome:
    """Return how the review of this filing would end now."""
    answered = exists().where(Question.filing_id == filing.id, Question.state == QuestionState.ANSWERED)
    advised = exists().where(Advice.filing_id == filing.id, Advice.state == AdviceState.DONE)
    facts = db.execute(select(answered, advised)).one()
    return outcome_of(nil=bool(filing.nil), answered=facts[0], advised=facts[1])


def obstacles(db: Session, filing: Filing) -> list[Message]:
    """Return what keeps a review from being closed, one sentence each."""
    found = []
    asked = exists().where(Question.filing_id == filing.id, Question.state == QuestionState.ASKED)
    undecided = exists().where(Conflict.filing_id == filing.id, Conflict.state.in_(UNDECIDED))
    advised = exists().where(Advice.filing_id == filing.id, Advice.state.in_(ADVICE_OPEN))
    question_open, conflict_open, advice_open = db.execute(select(asked, undecided, advised)).one()
    if question_open:
        found.append(message("A question is open. Wait for the answer, or withdraw it."))
    if conflict_open:
        found.append(message("A conflict is not decided. Advise on it and see it through, or dismiss it."))
    if advice_open:
        found.append(message("Advice is open. It is carried out and proved, or withdrawn, before you close."))
    if filing.documents_open:
        number = filing.documents_open
        found.append(message("Documents still to be accepted: %(number)d. Decide on each.", number=number))
    if (unconfirmed := confirming.obstacle(db, filing)) is not None:
        found.append(unconfirmed)
    return found


def close(db: Session, *, by: Actor, filing: Filing, outcome: Outcome) -> None:
    """Close the review with the outcome that the reviewer saw and confirms, and tell the filer.

    Raises BadInput with every obstacle, and Stale when the case has come to another outcome since.
    """
    hold(db, filing)
    demand(by, Permission.CASE_WORK, filing)
    if found := obstacles(db, filing):
        raise BadInput(found)
    now = outcome_now(db, filing)
    if now is not outcome:
        raise Stale(f"The outcome of this review is now: {WORDS[now]}. Look again, then close it.")
    end(db, by=by, filing=filing, move=FilingMove.CLOSE, outcome=outcome)
    mail.write(
        db,
        LetterKind.CLOSED,
        to=filing.person,
        occasion=f"closed:{filing.id}:{filing.turn_since.isoformat()}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
    )


def end(db: Session, *, by: Actor, filing: Filing, move: FilingMove, outcome: Outcome) -> None:
    """Write down that a review ended. The reviewer stays named; nobody holds the case."""
    filing.move(move, at=clock.now())
    filing.closed_at = filing.turn_since
    filing.outcome = outcome
    case_of(filing).leased_until = None
    ledger.record(db, by, "case:closed", filing=filing, outcome=outcome.value)
