"""What the filer says to advice, and what the ethics office decides when they disagree."""

from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import advising, clocks, closing, programmes, settling
from disclosure.casework.cases import advices_of, hold
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import (
    ADVICE_OPEN,
    AdviceMove,
    ConflictMove,
    ConflictState,
    FilingMove,
    filing_state_after_advice,
)
from disclosure.models import Advice, Writing
from disclosure.vault.sealing import Sealer


def agree(db: Session, *, by: Actor, advice: Advice) -> None:
    """Agree to one piece of advice. When every piece is answered, the case moves on."""
    hold(db, advice.filing)
    advices = advices_of(db, advice.filing)
    demand(by, Permission.ADVICE_ANSWER, advice)
    advice.move(AdviceMove.AGREE)
    advice.answered_at = clock.now()
    ledger.record(db, by, "advice:agreed", filing=advice.filing, advice_id=advice.id)
    settling.settle(advice.filing, advices)


def disagree(
    db: Session, sealer: Sealer, *, by: Actor, advice: Advice, reason: str, language: str = "en"
) -> None:
    """Disagree with one piece of advice, saying why; the ethics office then decides."""
    hold(db, advice.filing)
    advices = advices_of(db, advice.filing)
    demand(by, Permission.ADVICE_ANSWER, advice)
    advice.move(AdviceMove.DISAGREE)
    advice.answered_at = clock.now()
    advising.say(db, sealer, by=by, advice=advice, kind=Writing.RESPONSE, text=reason, language=language)
    ledger.record(db, by, "advice:disagreed", filing=advice.filing, advice_id=advice.id)
    settling.settle(advice.filing, advices)


def ask_to_talk(
    db: Session, sealer: Sealer, *, by: Actor, advice: Advice, text: str, language: str = "en"
) -> None:
    """Ask the reviewer to talk about one piece of advice before answering it; the turn is the reviewer's."""
    hold(db, advice.filing)
    advices = advices_of(db, advice.filing)
    demand(by, Permission.ADVICE_ANSWER, advice)
    advice.move(AdviceMove.TALK)
    advising.say(db, sealer, by=by, advice=advice, kind=Writing.RESPONSE, text=text, language=language)
    ledger.record(db, by, "advice:talk-asked", filing=advice.filing, advice_id=advice.id)
    settling.settle(advice.filing, advices)


def answer_talk(
    db: Session, sealer: Sealer, *, by: Actor, advice: Advice, text: str, language: str = "en"
) -> None:
    """Answer what the filer wanted to talk about, as the reviewer, and leave time to follow the advice."""
    filing = advice.filing
    hold(db, filing)
    advices = advices_of(db, filing)
    demand(by, Permission.CASE_WORK, advice)
    advice.move(AdviceMove.REPLY)
    leave_time(advice)
    said = advising.say(db, sealer, by=by, advice=advice, kind=Writing.REPLY, text=text, language=language)
    ledger.record(db, by, "advice:talk-answered", filing=filing, advice_id=advice.id)
    settling.settle(filing, advices)
    mail.write(
        db,
        "talk-answered",
        to=filing.person,
        occasion=f"talk-answered:{said.id}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
        due_on=clocks.due_in(filing, programmes.of(filing.cycle).clocks.advice),
    )


def uphold(db: Session, sealer: Sealer, *, by: Actor, advice: Advice, reason: str) -> None:
    """Decide, as the ethics office, that advice stands. Its day is put back if there was no time left."""
    filing = advice.filing
    hold(db, filing)
    advices = advices_of(db, filing)
    demand(by, Permission.ADVICE_DECIDE, advice)
    advice.move(AdviceMove.UPHOLD)
    advice.decided_by_id = by.named()
    leave_time(advice)
    advising.say(db, sealer, by=by, advice=advice, kind=Writing.DECISION, text=reason)
    ledger.record(db, by, "advice:upheld", filing=filing, advice_id=advice.id)
    settling.settle(filing, advices)
    _tell(db, advice, due_on=advice.due_on)


def overturn(db: Session, sealer: Sealer, *, by: Actor, advice: Advice, reason: str) -> None:
    """Decide, as the ethics office, that advice need not be followed.

    A conflict about which nothing else was advised is dismissed with it. When
    nothing else is open the case is closed, and the decision's letter says so.
    """
    filing = advice.filing
    hold(db, filing)
    advices = advices_of(db, filing)
    demand(by, Permission.ADVICE_DECIDE, advice)
    advice.move(AdviceMove.OVERTURN)
    advice.decided_by_id = by.named()
    advising.say(db, sealer, by=by, advice=advice, kind=Writing.DECISION, text=reason)
    ledger.record(db, by, "advice:overturned", filing=filing, advice_id=advice.id)
    settling.settle_conflict(db, by=by, conflict=advice.conflict, advices=advices)
    _dismiss_if_alone(db, by=by, advice=advice, advices=advices)
    nothing_open = filing_state_after_advice({one.state for one in advices}) is None
    if nothing_open and not closing.obstacles(db, filing):
        outcome = closing.outcome_now(db, filing)
        closing.end(db, by=by, filing=filing, move=FilingMove.OVERTURN, outcome=outcome)
    else:
        settling.settle(filing, advices)
    _tell(db, advice)


def leave_time(advice: Advice) -> None:
    """Put the day of advice back where fewer working days are left than the filer has to answer."""
    days = programmes.of(advice.filing.cycle).clocks.advice
    advice.due_on = max(advice.due_on, clocks.due_in(advice.filing, days))


def _dismiss_if_alone(db: Session, *, by: Actor, advice: Advice, advices: list[Advice]) -> None:
    conflict = advice.conflict
    others = settling.about(conflict, advices)
    if conflict.state is ConflictState.ADVISED and not any(one.state in ADVICE_OPEN for one in others):
        conflict.move(ConflictMove.DISMISS)
        ledger.record(db, by, "conflict:dismissed", filing=conflict.filing, conflict_id=conflict.id)


def _tell(db: Session, advice: Advice, **params: object) -> None:
    mail.write(
        db,
        "advice-decided",
        to=advice.filing.person,
        occasion=f"advice-decided:{advice.id}",
        organisation_id=advice.filing.organisation_id,
        filing=advice.filing,
        year=advice.filing.cycle.year,
        **params,
    )
