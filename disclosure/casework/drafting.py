"""Preparing a statement: a draft is sealed to the filing site alone and saved as often as one likes."""

from uuid import uuid4

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import programmes, reading
from disclosure.casework.reading import Opener
from disclosure.casework.sealed import PORTAL_ONLY, forget_wraps, keep, keep_anew
from disclosure.domain import interests
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import HAS_STATEMENT, FilingMove
from disclosure.errors import Stale, WrongState
from disclosure.models import Draft, Filing
from disclosure.vault.sealing import Sealer


def start(
    db: Session, sealer: Sealer, opener: Opener, *, by: Actor, filing: Filing
) -> tuple[Draft, interests.Statement]:
    """Start the draft of a filing that is due: from last year where the programme allows it, else blank.

    Last year's items come without this year's choice, and never last year's answers.
    """
    demand(by, Permission.DRAFT_EDIT, filing)
    begun = _begun(db, opener, by=by, filing=filing)
    filing.move(FilingMove.START, at=clock.now())
    return _keep(db, sealer, by=by, filing=filing, begun=begun), begun


def start_amendment(
    db: Session, sealer: Sealer, opener: Opener, *, by: Actor, filing: Filing
) -> tuple[Draft, interests.Statement]:
    """Start a draft from what was filed, to amend it. What was filed stays in force until then."""
    demand(by, Permission.DRAFT_EDIT, filing)
    if filing.state not in HAS_STATEMENT:
        raise WrongState("There is nothing to amend yet: this statement has not been filed.")
    if db.scalar(select(Draft.id).where(Draft.filing_id == filing.id)):
        raise WrongState("An amendment is being prepared already. Continue with that one.")
    _row, filed = reading.statement(db, opener, by=by, filing=filing, why=reading.Why.AMENDING)
    begun = replace(filed, certification=None, difference="")
    return _keep(db, sealer, by=by, filing=filing, begun=begun), begun


def save(
    db: Session,
    sealer: Sealer,
    *,
    by: Actor,
    filing: Filing,
    statement: interests.Statement,
    over_version: int,
) -> Draft:
    """Save the draft over the version that was opened. Raises Stale when it moved on since."""
    demand(by, Permission.DRAFT_EDIT, filing)
    row = db.scalar(select(Draft).where(Draft.filing_id == filing.id).with_for_update())
    if row is None or row.version != over_version:
        raise Stale(
            "Your statement was changed in another window or on another device since you opened this page."
        )
    row.version += 1
    row.saved_at = clock.now()
    row.saved_by_id = by.named()
    keep_anew(db, sealer, row, interests.encode(statement), cycle_id=filing.cycle_id, recipients=PORTAL_ONLY)
    ledger.record(db, by, "draft:saved", filing=filing, version=row.version)
    return row


def discard(db: Session, row: Draft) -> None:
    """Delete a draft that was filed, with its data keys."""
    forget_wraps(db, row.id)
    db.delete(row)


def may_carry_over(db: Session, filing: Filing) -> bool:
    """Whether a draft may begin with last year's items: there are some, and the cap is not reached."""
    earlier = reading.previous_filing(db, filing)
    return (
        earlier is not None and earlier.carried_years < programmes.of(filing.cycle).keeping.carry_over_years
    )


def _begun(db: Session, opener: Opener, *, by: Actor, filing: Filing) -> interests.Statement:
    cycle = filing.cycle
    if may_carry_over(db, filing):
        last = reading.last_year(db, opener, by=by, filing=filing, why=reading.Why.CARRYING_OVER)
        if last is not None:
            return interests.carried_over(
                last, year=cycle.year, covers_from=cycle.covers_from, covers_to=cycle.covers_to
            )
    return interests.blank(year=cycle.year, covers_from=cycle.covers_from, covers_to=cycle.covers_to)


def _keep(db: Session, sealer: Sealer, *, by: Actor, filing: Filing, begun: interests.Statement) -> Draft:
    row = Draft(
        id=uuid4(),
        filing_id=filing.id,
        version=1,
        carried_from=begun.carried_from,
        saved_at=clock.now(),
        saved_by_id=by.named(),
    )
    keep(db, sealer, row, interests.encode(begun), cycle_id=filing.cycle_id, recipients=PORTAL_ONLY)
    db.add(row)
    ledger.record(db, by, "draft:started", filing=filing, carried_from=begun.carried_from)
    return row
