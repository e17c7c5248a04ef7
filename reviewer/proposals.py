"""Advice as approvers and the ethics office see it: listed from clear columns, opened one by one."""

from typing import NamedTuple
from uuid import UUID

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from disclosure.access import Permission, permits, where
from disclosure.casework.reading import Passage
from disclosure.domain.lifecycle import AdviceState
from disclosure.models import Account, Advice, Filing, Writing
from reviewer.folder import about, passages_of, record_of


class Listed(NamedTuple):
    """A piece of advice in a list: who proposed it, and whether the reader decides on it."""

    advice: Advice
    proposer: str
    own: bool
    to_decide: bool


class Opened(NamedTuple):
    """A piece of advice with its text, the reasons for the conflict, its items, and what followed."""

    advice: Advice
    proposer: str
    texts: list[Passage]
    reasons: list[Passage]
    responses: list[Passage]
    earlier: list[Passage]
    items: list[tuple[int, str]]


def awaiting_approval() -> list[Listed]:
    """Return the proposals that wait for approval, the longest waiting first."""
    return _listed(AdviceState.PROPOSED, Permission.ADVICE_APPROVE)


def contested() -> list[Listed]:
    """Return the advice that filers disagree with, the longest waiting first."""
    return _listed(AdviceState.DISAGREED, Permission.ADVICE_DECIDE)


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
    )


def _listed(state: AdviceState, permission: Permission) -> list[Listed]:
    rows = g.db.execute(
        select(Advice, Account.name)
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
            advice, name, advice.proposed_by_id == g.actor.account_id, permits(g.actor, permission, advice)
        )
        for advice, name in rows
    ]


def _name(account_id: UUID) -> str:
    account: Account = g.db.get_one(Account, account_id)
    return account.name
