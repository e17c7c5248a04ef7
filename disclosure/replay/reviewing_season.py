"""The reviews: claimed, read, asked about, advised on with a second person's approval, closed."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import (
    advising,
    batching,
    clocks,
    closing,
    finding,
    proving,
    questioning,
    reading,
    responding,
    reviewing,
)
from disclosure.casework.advising import Proposal
from disclosure.casework.cases import advices_of
from disclosure.domain.actors import Actor, Role
from disclosure.domain.interests import Statement
from disclosure.domain.lifecycle import AdviceState
from disclosure.models import Advice, Conflict, Filing, Likelihood
from disclosure.replay import declaring
from disclosure.replay.declaring import Saying, say
from disclosure.replay.population import Part
from disclosure.replay.stage import Stage
from disclosure.replay.verification import hand_in

BATCH = 200
"""How many people's reviews share one transaction; the clean nil statements among them share one act."""
ADVICE_DAYS = 30
"""Days the filer is given to carry advice out."""


def play(stage: Stage, parts: list[Part], *, year: int, start: datetime, end: datetime) -> None:
    """Review everything that was filed, in the order of filing, spread evenly between two instants."""
    filed = sorted((part for part in parts if part.filed_at), key=lambda part: str(part.filed_at))
    step = (end - start) / max(1, len(filed))
    place = 0
    for chunk in stage.chunks(filed, "Reviewing", at_once=BATCH):
        with stage.at(start + step * place) as db:
            filings = stage.filings(db, chunk, year)
            cleared = clear_together(stage, db, filings, reviewer=place // BATCH)
            for part in chunk:
                filing = filings[part.person.index_number]
                if filing not in cleared:
                    with clock.travel(start + step * place):
                        review_one(stage, db, part, filing)
                place += 1


def clear_together(
    stage: Stage, db: Session, filings: dict[str, Filing], *, reviewer: int
) -> frozenset[Filing]:
    """Clear the clean nil statements of a morning's work, after opening the forced sample in full."""
    by = stage.first(Role.REVIEWER, reviewer)
    ids = [filing.id for filing in filings.values()]
    clean = db.scalars(select(Filing).where(Filing.id.in_(ids), batching.is_clean_nil())).all()
    for filing in batching.forced_sample(clean):
        reviewing.claim(db, by=by, filing=filing)
        reading.statement(db, stage.review.opener, by=by, filing=filing, why=reading.Why.REVIEW)
    batching.clear(db, by=by, filings=clean)
    return frozenset(clean)


def review_one(stage: Stage, db: Session, part: Part, filing: Filing) -> None:
    """One case from claim to close, as far as the people in it go."""
    by = stage.first(Role.REVIEWER, part.number)
    reviewing.claim(db, by=by, filing=filing)
    keys = stage.review
    _row, statement = reading.statement(db, keys.opener, by=by, filing=filing, why=reading.Why.REVIEW)
    if filing.flag_count:
        reading.screening(db, keys.opener, by=by, filing=filing)
    if part.answers_question is not None and not _asked(stage, db, part, filing, by):
        return
    if part.conflicts and not _advised(stage, db, part, filing, statement, by):
        return
    if filing.documents_open:
        hand_in(stage, db, part, filing, reviewer=by)
    if not filing.documents_open:
        closing.close(db, by=by, filing=filing, outcome=closing.outcome_now(db, filing))


def _asked(stage: Stage, db: Session, part: Part, filing: Filing, by: Actor) -> bool:
    """Ask, and answer if the filer does; tell whether the review goes on."""
    question = questioning.ask(
        db, stage.review.sealer, by=by, filing=filing, text=say(Saying.QUESTION, part.number)
    )
    if not part.answers_question:
        return False
    with clock.travel(clock.now() + timedelta(days=5)):
        filer = stage.filers[part.person.index_number]
        reply = say(Saying.REPLY, part.number, language=part.person.language)
        questioning.answer(db, stage.portal.sealer, by=filer, question=question, text=reply)
    return True


def _advised(stage: Stage, db: Session, part: Part, filing: Filing, statement: Statement, by: Actor) -> bool:
    """Find the conflicts, advise on them, let the filer respond and act; tell whether all is done."""
    filer = stage.filers[part.person.index_number]
    conflicts = [
        finding.find_conflict(
            db,
            stage.review.sealer,
            by=by,
            filing=filing,
            category=category,
            likelihood=Likelihood.ACTUAL if part.number % 3 == 0 else Likelihood.POTENTIAL,
            items=[item_id],
            reasons=say(Saying.FINDING, part.number),
        )
        for category, item_id in declaring.conflicting_items(statement, part.conflicts)
    ]
    proposals = [_proposal(part, filing, conflict) for conflict in conflicts]
    advising.propose(db, stage.review.sealer, by=by, filing=filing, proposals=proposals)
    for advice in advices_of(db, filing):
        advising.approve(db, by=stage.first(Role.APPROVER, part.number), advice=advice)
    for advice in advices_of(db, filing):
        _answer(stage, db, part, advice, filer)
    if not part.carries_out:
        return False
    for advice in advices_of(db, filing):
        if advice.state is AdviceState.AGREED:
            proving.prove(
                db, stage.portal.sealer, by=filer, advice=advice, text=say(Saying.PROOF, part.number)
            )
    for advice in advices_of(db, filing):
        if advice.state is AdviceState.PROVED:
            proving.accept_proof(db, by=by, advice=advice)
    return True


def _proposal(part: Part, filing: Filing, conflict: Conflict) -> Proposal:
    kind, text = declaring.advise(conflict.category, part.number)
    due_on = clocks.today(filing) + timedelta(days=ADVICE_DAYS)
    return Proposal(conflict=conflict, type=kind, due_on=due_on, text=text)


def _answer(stage: Stage, db: Session, part: Part, advice: Advice, filer: Actor) -> None:
    """Agree; or disagree, and the ethics office decides that the advice stands."""
    if part.agrees:
        responding.agree(db, by=filer, advice=advice)
        return
    reason = say(Saying.DISAGREEMENT, part.number)
    responding.disagree(db, stage.portal.sealer, by=filer, advice=advice, reason=reason)
    ethics = stage.first(Role.ETHICS_OFFICER, part.number)
    responding.uphold(
        db, stage.review.sealer, by=ethics, advice=advice, reason=say(Saying.UPHELD, part.number)
    )
