"""Advice on conflicts: proposed by the reviewer, approved or returned by somebody else, sent together.

The filer sees nothing of it before every piece is approved; then all of it at
once, in one letter. Advice always takes two persons: the policy refuses the
proposer's own approval and so does the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import clocks, programmes, reviewing, settling, writing
from disclosure.casework.cases import advices_of, case_of, conflicts_of, hold
from disclosure.casework.conflicting import demand_free
from disclosure.casework.reading import Opener
from disclosure.domain.actors import Actor
from disclosure.domain.categories import EXPECTED_PROOF, AdviceOwner, AdviceProof, AdviceType
from disclosure.domain.lifecycle import (
    ADVICE_OPEN,
    AdviceMove,
    AdviceState,
    ConflictMove,
    ConflictState,
    FilingMove,
    FilingState,
)
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput, WrongState
from disclosure.models import Advice, Conflict, Filing, SealedText, SnippetVersion, Writing
from disclosure.vault.sealing import Sealer


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One piece of advice as the reviewer drafts it, new or in place of one that was returned."""

    conflict: Conflict
    type: AdviceType
    due_on: date
    text: str
    language: str = "en"
    owner: AdviceOwner = AdviceOwner.FILER
    proof: AdviceProof | None = None
    """What is to show that it was followed; by its type unless said."""
    snippet: SnippetVersion | None = None
    """The approved wording that the text was taken from, if it was."""
    revises: Advice | None = None


def propose(
    db: Session, sealer: Sealer, *, by: Actor, filing: Filing, proposals: Sequence[Proposal]
) -> list[Advice]:
    """Propose advice on every conflict that has none, in one act; more may be added before it is sent.

    Raises BadInput, naming each, when a conflict or a returned piece of advice
    is left out, or a day is not in the future.
    """
    hold(db, filing)
    demand(by, Permission.CASE_WORK, filing)
    before = advices_of(db, filing)
    _demand_complete(filing, proposals, conflicts_of(db, filing), before)
    if filing.state is not FilingState.ADVICE_PROPOSED:
        filing.move(FilingMove.PROPOSE, at=clock.now())
    advices = [_propose(db, sealer, by=by, filing=filing, proposal=proposal) for proposal in proposals]
    reviewing.keep(case_of(filing))
    return advices


def approve(db: Session, opener: Opener | None = None, *, by: Actor, advice: Advice) -> None:
    """Approve one piece of advice. With the last approval all of it is sent.

    Raises Tied, before anything is changed, when the approver has a tie to the case (conflicting.py).
    """
    filing = advice.filing
    hold(db, filing)
    advices = advices_of(db, filing)
    demand(by, Permission.ADVICE_APPROVE, advice)
    _demand_awaiting(advice)
    demand_free(db, opener, by=by, filing=filing)
    advice.approved_by_id = by.named()
    ledger.record(db, by, "advice:approved", filing=filing, advice_id=advice.id)
    proposed = _proposed(advices)
    if all(one.approved_by_id is not None for one in proposed):
        _send(db, by=by, filing=filing, advices=proposed)


def return_(
    db: Session, sealer: Sealer, opener: Opener | None = None, *, by: Actor, advice: Advice, reason: str
) -> None:
    """Return advice to the reviewer with a reason, which the filer never sees. Raises Tied as `approve` does.

    The whole case goes back: what was proposed beside it comes along, approved or not.
    """
    filing = advice.filing
    hold(db, filing)
    advices = advices_of(db, filing)
    demand(by, Permission.ADVICE_APPROVE, advice)
    _demand_awaiting(advice)
    demand_free(db, opener, by=by, filing=filing)
    say(db, sealer, by=by, advice=advice, kind=Writing.RETURN, text=reason)
    _give_back(db, by=by, filing=filing, advices=advices)


def withdraw(db: Session, *, by: Actor, advice: Advice) -> None:
    """Withdraw advice: the reviewer before it is sent, after that an approver who did not propose it.

    What was proposed beside it comes back to the reviewer. What the filer
    disagreed with, or has proved, waits for a decision and is not withdrawn.
    """
    filing = advice.filing
    hold(db, filing)
    advices = advices_of(db, filing)
    sent = advice.sent_at is not None
    demand(by, Permission.ADVICE_APPROVE if sent else Permission.CASE_WORK, advice)
    if advice.state in {AdviceState.DISAGREED, AdviceState.PROVED}:
        raise WrongState("This advice waits for a decision. Decide on it; it cannot be withdrawn now.")
    advice.move(AdviceMove.WITHDRAW)
    ledger.record(db, by, "advice:withdrawn", filing=filing, advice_id=advice.id)
    settling.settle_conflict(db, by=by, conflict=advice.conflict, advices=advices)
    if sent:
        settling.settle(filing, advices)
    elif filing.state is FilingState.ADVICE_PROPOSED:
        _give_back(db, by=by, filing=filing, advices=advices)


def _propose(db: Session, sealer: Sealer, *, by: Actor, filing: Filing, proposal: Proposal) -> Advice:
    advice = proposal.revises
    if advice is None:
        advice = Advice(id=uuid4(), filing=filing, conflict=proposal.conflict, state=AdviceState.PROPOSED)
    else:
        advice.move(AdviceMove.PROPOSE)
    advice.type, advice.due_on, advice.language = proposal.type, proposal.due_on, proposal.language
    advice.owner, advice.proof = proposal.owner, proposal.proof or EXPECTED_PROOF[proposal.type]
    advice.proposed_by_id, advice.proposed_at = by.named(), clock.now()
    db.add(advice)
    text, snippet = proposal.text, proposal.snippet
    say(db, sealer, by=by, advice=advice, kind=Writing.ADVICE, text=text, snippet=snippet)
    ledger.record(
        db,
        by,
        "advice:proposed",
        filing=filing,
        advice_id=advice.id,
        type=advice.type.value,
        due_on=advice.due_on,
    )
    return advice


def _demand_complete(
    filing: Filing,
    proposals: Sequence[Proposal],
    conflicts: Sequence[Conflict],
    advices: Sequence[Advice],
) -> None:
    """Raise BadInput with every fault of a set of proposals."""
    today = clocks.today(filing)
    undecided = [one for one in conflicts if one.state in {ConflictState.FOUND, ConflictState.ADVISED}]
    revised = {proposal.revises.id for proposal in proposals if proposal.revises is not None}
    standing = [one for one in advices if one.state in ADVICE_OPEN and one.id not in revised]
    covered = {one.conflict_id for one in standing} | {proposal.conflict.id for proposal in proposals}
    faults = []
    if not proposals:
        faults.append(message("Write at least one piece of advice."))
    if any(proposal.due_on <= today for proposal in proposals):
        faults.append(message("Choose a day in the future, so that there is time to follow the advice."))
    if any(proposal.conflict not in undecided for proposal in proposals):
        faults.append(message("This conflict is decided already, or belongs to another case."))
    if any(one.revises is not None and one.revises.conflict_id != one.conflict.id for one in proposals):
        faults.append(message("The advice that this one replaces is about another conflict."))
    if any(advice.state is AdviceState.RETURNED for advice in standing):
        faults.append(message("Advice was returned to you. Revise or withdraw every piece of it."))
    if any(conflict.id not in covered for conflict in undecided):
        faults.append(message("A conflict has no advice yet. Advise on it, or dismiss it first."))
    if faults:
        raise BadInput(faults)


def _demand_awaiting(advice: Advice) -> None:
    if advice.state is not AdviceState.PROPOSED:
        raise WrongState(f"This advice does not wait for approval: it is {advice.state.value}.")
    if advice.approved_by_id is not None:
        raise WrongState("This advice is approved already. It is sent when the rest of it is.")


def _proposed(advices: Sequence[Advice]) -> list[Advice]:
    return [advice for advice in advices if advice.state is AdviceState.PROPOSED]


def _give_back(db: Session, *, by: Actor, filing: Filing, advices: Sequence[Advice]) -> None:
    for advice in _proposed(advices):
        advice.move(AdviceMove.RETURN)
        advice.approved_by_id = None
        ledger.record(db, by, "advice:returned", filing=filing, advice_id=advice.id)
    filing.move(FilingMove.RETURN, at=clock.now())


def _send(db: Session, *, by: Actor, filing: Filing, advices: Sequence[Advice]) -> None:
    """Send every piece to the filer, in one letter that says by when to answer."""
    filing.move(FilingMove.SEND, at=clock.now())
    for advice in advices:
        advice.move(AdviceMove.SEND)
        advice.sent_at = filing.turn_since
        if advice.conflict.state is ConflictState.FOUND:
            advice.conflict.move(ConflictMove.ADVISE)
        ledger.record(db, by, "advice:sent", filing=filing, advice_id=advice.id)
    mail.write(
        db,
        LetterKind.ADVICE,
        to=filing.person,
        occasion=f"advice:{filing.id}:{filing.turn_since.isoformat()}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
        due_on=clocks.due_in(filing, programmes.of(filing.cycle).clocks.advice),
    )


def say(
    db: Session,
    sealer: Sealer,
    *,
    by: Actor,
    advice: Advice,
    kind: Writing,
    text: str,
    language: str | None = None,
    snippet: SnippetVersion | None = None,
) -> SealedText:
    """Seal a text about advice, in the language of the advice unless said."""
    return writing.write(
        db,
        sealer,
        by=by,
        filing=advice.filing,
        kind=kind,
        subject_id=advice.id,
        text=text,
        language=language or advice.language,
        snippet=snippet,
    )
