"""Voluntary public disclosure: the choice is the filer's alone, and so is taking it back.

What is published is what the filer was shown: they send back the digest of it.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import cases, reading
from disclosure.casework.live_keys import PORTAL, is_gone
from disclosure.casework.reading import Opener
from disclosure.domain import publishing as rules
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import NOT_REQUIRED, SummaryMove
from disclosure.domain.messages import Message, message
from disclosure.domain.publishing import CONSENT_VERSION, Offered, Summary, WithdrawalReason
from disclosure.errors import BadInput
from disclosure.models import Filing, PublicSummary


class Consent(NamedTuple):
    """What the filer agreed to: the version of the words, and the language they were read in."""

    version: str
    language: str


class Preview(NamedTuple):
    """What would be published, and every item that the rules let be shown."""

    summary: Summary
    offered: list[Offered]


def summary_of(db: Session, filing: Filing) -> PublicSummary | None:
    """Return the choice of whoever may publish a summary of `filing`; None where nobody may."""
    if filing.state in NOT_REQUIRED:
        return None
    return db.scalar(select(PublicSummary).where(PublicSummary.filing_id == filing.id))


def keep_confidential(db: Session, *, by: Actor, summary: PublicSummary) -> None:
    """Choose that nothing is published."""
    demand(by, Permission.SUMMARY_CHOOSE, summary)
    summary.move(SummaryMove.KEEP)
    ledger.record(db, by, "summary:kept-confidential", filing=summary.filing, summary_id=summary.id)
    db.flush()


def leave_undecided(db: Session, *, by: Actor, summary: PublicSummary) -> None:
    """Choose later: what was chosen before counts no more."""
    demand(by, Permission.SUMMARY_CHOOSE, summary)
    summary.move(SummaryMove.DEFER)
    ledger.record(db, by, "summary:left-undecided", filing=summary.filing, summary_id=summary.id)
    db.flush()


def obstacle(summary: PublicSummary, *, nil: bool) -> Message | None:
    """Return what keeps a summary, or a summary as nil, from being published, if anything."""
    if (found := rules.obstacle(summary.filing.state)) is not None:
        return found
    db = object_session(summary)
    if db is not None and is_gone(db, summary.filing.cycle_id, PORTAL):
        return message("Your statement cannot be opened any more, so no new summary can be made of it.")
    if nil and not summary.filing.nil:
        return message("Your statement declares something, so it cannot be published as nil.")
    if not nil and summary.filing.nil:
        return message("Your statement declares nothing. You can publish it as nil.")
    return None


def preview(
    db: Session,
    opener: Opener,
    *,
    by: Actor,
    summary: PublicSummary,
    leave_out: Collection[str] = (),
    values: bool = False,
) -> Preview:
    """Open the statement and return what would be published of it."""
    demand(by, Permission.SUMMARY_CHOOSE, summary)
    _row, statement = reading.statement(db, opener, by=by, filing=summary.filing, why=reading.Why.PUBLISHING)
    made = rules.public_summary(statement, leave_out=leave_out, values=values)
    return Preview(made, rules.offered(statement, values=values))


def publish(
    db: Session,
    opener: Opener,
    *,
    by: Actor,
    summary: PublicSummary,
    shown: str,
    consent: Consent,
    leave_out: Collection[str] = (),
    values: bool = False,
) -> None:
    """Publish what the filer was shown, whose digest is `shown`, with their consent.

    Raises BadInput while the review is not closed, when something else would be
    published than was shown, or when the words agreed to are no longer the present ones.
    """
    cases.hold(db, summary.filing)
    nil = bool(summary.filing.nil)
    if (found := obstacle(summary, nil=nil)) is not None:
        raise BadInput(found)
    made = preview(db, opener, by=by, summary=summary, leave_out=leave_out, values=values).summary
    _check(made, shown=shown, consent=consent)
    person = summary.filing.person
    summary.move(SummaryMove.PUBLISH_NIL if nil else SummaryMove.PUBLISH_DETAILED)
    summary.content = rules.encoded(made)
    summary.statement_version = summary.filing.version
    summary.name, summary.title = person.name, person.title
    summary.consent_version, summary.consent_language = consent
    summary.published_at = clock.now()
    summary.withdrawn_at = summary.withdrawn_because = None
    ledger.record(
        db,
        by,
        "summary:published",
        filing=summary.filing,
        summary_id=summary.id,
        version=summary.statement_version,
        choice=summary.state.value,
        consent=consent.version,
    )
    db.flush()


def withdraw(db: Session, *, by: Actor, summary: PublicSummary, reason: WithdrawalReason) -> None:
    """Take a summary back. The register keeps the days and the class of the reason, and no content."""
    demand(by, Permission.SUMMARY_CHOOSE, summary)
    summary.move(SummaryMove.WITHDRAW)
    summary.content = None
    summary.withdrawn_at, summary.withdrawn_because = clock.now(), reason
    ledger.record(
        db, by, "summary:withdrawn", filing=summary.filing, summary_id=summary.id, reason=reason.value
    )
    db.flush()


def _check(made: Summary, *, shown: str, consent: Consent) -> None:
    if consent.version != CONSENT_VERSION:
        raise BadInput(message("The words you agree to have changed. Read them again, then publish."))
    if made.left_out and not made.entries:
        raise BadInput(message("Leave at least one item in, or choose to keep your statement confidential."))
    if rules.digest(made) != shown:
        raise BadInput(message("The summary has changed. Look at it again, then publish it."))
