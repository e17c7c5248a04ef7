"""What happened in a case, by whom and when, from the ledger: no text is opened for it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from disclosure.casework.reviewing import LEASE_ENDED, Reason
from disclosure.domain.categories import AdviceType, ConflictCategory
from disclosure.models import Account, Filing, LedgerEntry, Outcome, PauseReason
from disclosure.web.facts import written as told
from reviewer.pages import words

Facts = Mapping[str, Any]


class Event(NamedTuple):
    """One thing that happened. Nobody's name stands beside what the program did by itself."""

    at: datetime
    who: str
    what: str


def history(filing: Filing) -> list[Event]:
    """Return what happened in a case, the newest first, without who only read in it."""
    rows = g.db.execute(
        select(LedgerEntry.at, LedgerEntry.kind, LedgerEntry.facts, Account.name)
        .outerjoin(Account, Account.id == LedgerEntry.account_id)
        .where(LedgerEntry.filing_id == filing.id, LedgerEntry.kind.in_(_TOLD))
        .order_by(LedgerEntry.at.desc(), LedgerEntry.id)
    ).all()
    names = _names({row.facts["reviewer_id"] for row in rows if "reviewer_id" in row.facts})
    return [Event(row.at, row.name or "", _TOLD[row.kind](_named(row.facts, names))) for row in rows]


def _names(accounts: set[str]) -> dict[str, str]:
    if not accounts:
        return {}
    rows = select(Account.id, Account.name).where(Account.id.in_([UUID(one) for one in accounts]))
    return {str(account_id): name for account_id, name in g.db.execute(rows)}


def _named(facts: Facts, names: Mapping[str, str]) -> Facts:
    return {**facts, "reviewer": f"\u2068{names.get(facts.get('reviewer_id', ''), '')}\u2069"}


def _released(reason: str) -> str:
    if reason == LEASE_ENDED:
        return str(_("Two idle hours passed: the case went back to the team"))
    return str(_("Gave the case back: %(reason)s", reason=words(Reason(reason))))


_TOLD: Mapping[str, Callable[[Facts], str]] = {
    "statement:filed": lambda _facts: _("Filed the statement"),
    "statement:amended": lambda facts: _(
        "Amended the statement: version %(number)d", number=facts["version"]
    ),
    "statement:screened": lambda facts: ngettext(
        "Checked: %(num)d question was raised", "Checked: %(num)d questions were raised", facts["flags"]
    ),
    "case:claimed": lambda _facts: _("Claimed the case"),
    "case:assigned": lambda facts: _("Assigned the case to %(name)s", name=facts["reviewer"]),
    "case:released": lambda facts: _released(str(facts["reason"])),
    "case:taken-over": lambda facts: _("Took the case over from %(name)s", name=facts["reviewer"]),
    "case:skipped": lambda facts: _("Skipped the case: %(reason)s", reason=words(Reason(facts["reason"]))),
    "case:put-aside": lambda facts: _(
        "Put the case aside until %(day)s: %(reason)s",
        day=told(date.fromisoformat(facts["until"])),
        reason=words(PauseReason(facts["reason"])),
    ),
    "case:taken-up": lambda _facts: _("Took the case up again"),
    "case:escalated": lambda _facts: _("Put the case before the ethics office"),
    "case:directed": lambda _facts: _("The ethics office decided how to go on"),
    "case:closed": lambda facts: _("Closed: %(outcome)s", outcome=words(Outcome(facts["outcome"]))),
    "case:matched-later": lambda facts: ngettext(
        "A list brought %(num)d declared name into question after the case was closed",
        "Lists brought %(num)d declared names into question after the case was closed",
        facts["matches"],
    ),
    "case:left-closed": lambda _facts: _("Left the case closed: the later match raises no question"),
    "case:opened-again": lambda _facts: _("Opened the review again"),
    "question:asked": lambda _facts: _("Asked the filer"),
    "question:answered": lambda _facts: _("Answered"),
    "question:withdrawn": lambda _facts: _("Withdrew a question"),
    "note:written": lambda _facts: _("Wrote a private note"),
    "conflict:found": lambda facts: _(
        "Recorded a conflict: %(category)s", category=words(ConflictCategory(facts["category"]))
    ),
    "conflict:dismissed": lambda _facts: _("Dismissed a conflict"),
    "conflict:mitigated": lambda _facts: _("A conflict is mitigated"),
    "advice:proposed": lambda facts: _("Proposed advice: %(what)s", what=words(AdviceType(facts["type"]))),
    "advice:returned": lambda _facts: _("Returned advice to the reviewer"),
    "advice:approved": lambda _facts: _("Approved advice"),
    "advice:sent": lambda _facts: _("Advice was sent to the filer"),
    "advice:agreed": lambda _facts: _("Agreed to the advice"),
    "advice:talk-asked": lambda _facts: _("Wants to talk about the advice"),
    "advice:talk-answered": lambda _facts: _("Answered about the advice"),
    "advice:disagreed": lambda _facts: _("Disagreed with the advice"),
    "advice:upheld": lambda _facts: _("Decided that the advice stands"),
    "advice:overturned": lambda _facts: _("Decided that the advice need not be followed"),
    "advice:proved": lambda _facts: _("Gave proof that the advice was followed"),
    "advice:proof-accepted": lambda _facts: _("Accepted the proof"),
    "advice:proof-refused": lambda _facts: _("Refused the proof"),
    "advice:withdrawn": lambda _facts: _("Withdrew advice"),
    "document:requested": lambda _facts: _("A document was asked for"),
    "document:submitted": lambda _facts: _("Handed in a document"),
    "document:explained": lambda _facts: _("Explained why a document cannot be had"),
    "document:accepted": lambda _facts: _("Accepted a document"),
    "document:refused": lambda _facts: _("Refused a document"),
}
"""What of the ledger is told, and how. Readings are not: they are the filer's to see."""
