"""Proof that advice was followed: given by the filer, accepted or refused by the reviewer."""

from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import advising, settling
from disclosure.casework.cases import advices_of, hold
from disclosure.casework.responding import leave_time
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import AdviceMove, FilingState
from disclosure.domain.messages import message
from disclosure.errors import WrongState
from disclosure.models import Advice, Writing
from disclosure.vault.sealing import Sealer


def prove(db: Session, sealer: Sealer, *, by: Actor, advice: Advice, text: str, language: str = "en") -> None:
    """Say how one piece of advice was followed; files stand beside it as attachments.

    Raises WrongState while other advice of the case is not answered or not decided.
    """
    filing = advice.filing
    hold(db, filing)
    advices = advices_of(db, filing)
    demand(by, Permission.ACTION_PROVE, advice)
    if filing.state in {FilingState.ADVICE_SENT, FilingState.TO_DISCUSS, FilingState.DISAGREED}:
        raise WrongState(message("You can send proof when every piece of advice is answered and decided."))
    advice.move(AdviceMove.PROVE)
    advising.say(db, sealer, by=by, advice=advice, kind=Writing.PROOF, text=text, language=language)
    ledger.record(db, by, "advice:proved", filing=filing, advice_id=advice.id)
    settling.settle(filing, advices)


def accept_proof(db: Session, *, by: Actor, advice: Advice) -> None:
    """Accept the proof. With the last piece about it a conflict is mitigated.

    With the last one of all, the case is back in review, and its reviewer closes it.
    """
    filing = advice.filing
    hold(db, filing)
    advices = advices_of(db, filing)
    demand(by, Permission.CASE_WORK, advice)
    advice.move(AdviceMove.ACCEPT)
    advice.done_at = clock.now()
    ledger.record(db, by, "advice:proof-accepted", filing=filing, advice_id=advice.id)
    settling.settle_conflict(db, by=by, conflict=advice.conflict, advices=advices)
    settling.settle(filing, advices)


def refuse_proof(
    db: Session, sealer: Sealer, *, by: Actor, advice: Advice, reason: str, language: str = "en"
) -> None:
    """Refuse the proof, saying what would do instead, and leave time for it."""
    filing = advice.filing
    hold(db, filing)
    advices = advices_of(db, filing)
    demand(by, Permission.CASE_WORK, advice)
    advice.move(AdviceMove.REFUSE)
    leave_time(advice)
    text = advising.say(db, sealer, by=by, advice=advice, kind=Writing.CHECK, text=reason, language=language)
    ledger.record(db, by, "advice:proof-refused", filing=filing, advice_id=advice.id)
    settling.settle(filing, advices)
    mail.write(
        db,
        "proof-refused",
        to=filing.person,
        occasion=f"proof-refused:{text.id}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
        due_on=advice.due_on,
    )
