"""Advice as approvers and the ethics office see it: listed from clear columns, opened one by one."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from disclosure import ledger
from disclosure.access import Permission, permits, where
from disclosure.casework import conflicting
from disclosure.casework.reading import Passage
from disclosure.domain.categories import AdviceType
from disclosure.domain.lifecycle import AdviceState, FilingState
from disclosure.models import Account, Advice, Filing, LedgerEntry, Writing
from reviewer.differing import Run, runs
from reviewer.folder import about, passages_of, record_of

APPROVING = (AdviceState.PROPOSED, Permission.ADVICE_APPROVE)
DECIDING = (AdviceState.DISAGREED, Permission.ADVICE_DECIDE)


class Listed(NamedTuple):
    """A piece of advice in a list: who proposed it, and whether the reader decides on it."""

    advice: Advice
    proposer: str
    own: bool
    to_decide: bool
    returned: bool
    """It was returned before, and is proposed anew."""


class Before(NamedTuple):
    """How a piece of advice was proposed before it was returned, and what became of its words."""

    type: AdviceType
    due_on: date
    words: list[Run]


class Opened(NamedTuple):
    """A piece of advice with its text, the reasons for the conflict, its items, and what followed."""

    advice: Advice
    proposer: str
    texts: list[Passage]
    reasons: list[Passage]
    responses: list[Passage]
    earlier: list[Passage]
    items: list[tuple[int, str]]
    before: Before | None


def awaiting_approval() -> list[Listed]:
    """Return the proposals that wait for approval, the longest waiting first."""
    return _listed(*APPROVING)


def contested() -> list[Listed]:
    """Return the advice that filers disagree with, the longest waiting first."""
    return _listed(*DECIDING)


def following(listed: list[Listed]) -> Advice | None:
    """Return the first piece of a list that the reader decides on, of cases that were not refused to them."""
    theirs = [one.advice for one in listed if one.to_decide]
    refused = conflicting.refused_to(g.db, by=g.actor, filing_ids=[one.filing_id for one in theirs])
    return next((one for one in theirs if one.filing_id not in refused), None)


def escalated() -> list[Filing]:
    """Return the cases that reviewers put before the ethics office, the longest waiting first."""
    rows = (
        select(Filing)
        .where(Filing.state == FilingState.ESCALATED, where(g.actor, Permission.CASE_SEE, Filing))
        .order_by(Filing.turn_since, Filing.id)
        .options(joinedload(Filing.entity), joinedload(Filing.case))
    )
    return list(g.db.scalars(rows))


def read(advice: Advice) -> Opened:
    """Open a piece of advice and what belongs to it."""
    passages = passages_of(advice.filing)
    reasons = about(passages, advice.conflict_id, Writing.FINDING)
    meant = {item for one in reasons for item in one.written.items}
    texts = about(passages, advice.id, Writing.ADVICE)
    return Opened(
        advice=advice,
        proposer=_name(advice.proposed_by_id),
        texts=texts[-1:],
        reasons=reasons,
        responses=about(passages, advice.id, Writing.RESPONSE),
        earlier=texts[:-1] + about(passages, advice.id, Writing.RETURN),
        items=record_of(advice.filing).named(list(meant)),
        before=_before(advice, texts),
    )


def _before(advice: Advice, texts: list[Passage]) -> Before | None:
    """Return how it was proposed the time before: its text is kept, its type and day are in the ledger."""
    if len(texts) < 2:  # noqa: PLR2004 - the one before and the one now
        return None
    ledger.write_out(g.db)
    entries = g.db.scalars(
        select(LedgerEntry)
        .where(LedgerEntry.filing_id == advice.filing_id, LedgerEntry.kind == "advice:proposed")
        .order_by(LedgerEntry.at)
    )
    proposed = [entry.facts for entry in entries if entry.facts["advice_id"] == str(advice.id)]
    facts = proposed[-2]
    return Before(
        AdviceType(facts["type"]),
        date.fromisoformat(facts["due_on"]),
        runs(texts[-2].written.text, texts[-1].written.text),
    )


def _listed(state: AdviceState, permission: Permission) -> list[Listed]:
    returned = select(LedgerEntry.facts).where(
        LedgerEntry.filing_id == Filing.id, LedgerEntry.kind == "advice:returned"
    )
    rows = g.db.execute(
        select(Advice, Account.name, returned.exists())
        .join(Filing, Filing.id == Advice.filing_id)
        .join(Account, Account.id == Advice.proposed_by_id)
        .where(
            Advice.state == state,
            where(g.actor, Permission.CASE_SEE, Filing),
            Advice.approved_by_id.is_(None) if state is AdviceState.PROPOSED else Advice.sent_at.is_not(None),
        )
        .order_by(Advice.proposed_at, Advice.id)
        .options(joinedload(Advice.filing).joinedload(Filing.entity), joinedload(Advice.conflict))
    )
    return [
        Listed(
            advice,
            name,
            advice.proposed_by_id == g.actor.account_id,
            permits(g.actor, permission, advice),
            returned_before,
        )
        for advice, name, returned_before in rows
    ]


def _name(account_id: UUID) -> str:
    account: Account = g.db.get_one(Account, account_id)
    return account.name
