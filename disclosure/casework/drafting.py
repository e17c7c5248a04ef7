"""Preparing a statement: a draft is sealed to the filing site alone and saved as often as one likes."""

from typing import cast
from uuid import uuid4

from msgspec.structs import replace
from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import periods, programmes, reading
from disclosure.casework.earlier import previous_filing
from disclosure.casework.reading import Opener
from disclosure.casework.sealed import PORTAL_ONLY, forget_wraps, keep, keep_anew
from disclosure.domain import interests
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FILING, HAS_STATEMENT, FilingMove
from disclosure.domain.messages import Message, message
from disclosure.errors import Stale, WrongState
from disclosure.models import Draft, Filing
from disclosure.models.writing import change_now, insert_now
from disclosure.vault.sealing import Sealer

_DRAFTS = cast("Table", Draft.__table__)
_HELD = (
    select(_DRAFTS.c.id, _DRAFTS.c.version, _DRAFTS.c.row_version)
    .where(_DRAFTS.c.filing_id == bindparam("of_filing"))
    .with_for_update()
)
_SAVED = ("version", "sealed", "carried_from", "saved_at", "saved_by_id", "row_version")
_SAVE = update(_DRAFTS).where(_DRAFTS.c.id == bindparam("of_draft"))
_DISCARD = delete(_DRAFTS).where(
    _DRAFTS.c.id == bindparam("of_draft"), _DRAFTS.c.row_version == bindparam("read")
)
MOVED_ON = message(
    "Your statement was changed in another window or on another device since you opened this page."
)


def start(
    db: Session, sealer: Sealer, opener: Opener, *, by: Actor, filing: Filing
) -> tuple[Draft, interests.Statement]:
    """Start the draft of a filing that is due: from last year where the programme allows it, else blank.

    Last year's items come without this year's choice, and never last year's answers.
    """
    demand(by, Permission.DRAFT_EDIT, filing)
    begun = _begun(db, opener, by=by, filing=filing)
    change_now(db, filing, state=FILING.after(filing.state, FilingMove.START), turn_since=clock.now())
    return _keep(db, sealer, by=by, filing=filing, begun=begun), begun


def start_amendment(
    db: Session, sealer: Sealer, opener: Opener, *, by: Actor, filing: Filing
) -> tuple[Draft, interests.Statement]:
    """Start a draft from what was filed, to amend it. What was filed stays in force until then."""
    demand(by, Permission.DRAFT_EDIT, filing)
    if filing.state not in HAS_STATEMENT:
        raise WrongState(message("There is nothing to amend yet: this statement has not been filed."))
    if db.scalar(select(Draft.id).where(Draft.filing_id == filing.id)):
        raise WrongState(message("An amendment is being prepared already. Continue with that one."))
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
    """Save the draft over the version that was opened; return a copy. Raises Stale when it moved on since."""
    demand(by, Permission.DRAFT_EDIT, filing)
    connection = db.connection()
    found = connection.execute(_HELD, {"of_filing": filing.id}).one_or_none()
    if found is None or found.version != over_version:
        raise Stale(MOVED_ON)
    row = Draft(
        id=found.id,
        filing_id=filing.id,
        version=over_version + 1,
        carried_from=statement.carried_from,
        saved_at=clock.now(),
        saved_by_id=by.named(),
        row_version=found.row_version + 1,
    )
    keep_anew(db, sealer, row, interests.encode(statement), cycle_id=filing.cycle_id, recipients=PORTAL_ONLY)
    connection.execute(_SAVE, {"of_draft": row.id} | {name: getattr(row, name) for name in _SAVED})
    ledger.record(db, by, "draft:saved", filing=filing, version=row.version)
    return row


def reason_to_ask_anew(
    db: Session, opener: Opener, *, by: Actor, filing: Filing, statement: interests.Statement
) -> Message | None:
    """Return why nothing of last year may stay in a draft that began with it; nothing where it may.

    What amends a statement that was filed begins with that statement, and keeps it.
    """
    if filing.version or statement.carried_from is None:
        return None
    last = reading.last_year(db, opener, by=by, filing=filing, why=reading.Why.CARRYING_OVER)
    return None if last is None else interests.reason_to_ask_anew(statement, last)


def discard(db: Session, row: Draft) -> None:
    """Delete a draft that was filed, with its data keys.

    Raises Stale when it moved on since it was read; nothing is changed then.
    """
    if not db.connection().execute(_DISCARD, {"of_draft": row.id, "read": row.row_version}).rowcount:
        raise Stale(MOVED_ON)
    forget_wraps(db, row.id)


def may_carry_over(db: Session, filing: Filing) -> bool:
    """Whether a draft may begin with last year's items.

    There are some, the cap is not reached, and the person is asked on the same
    ground as then: on a new duty everything is asked anew.
    """
    earlier = previous_filing(db, filing)
    if earlier is None or earlier.designation.ground != filing.designation.ground:
        return False
    return earlier.carried_years < programmes.of(filing.cycle).keeping.carry_over_years


def _begun(db: Session, opener: Opener, *, by: Actor, filing: Filing) -> interests.Statement:
    year, (start, end) = filing.cycle.year, periods.covered(filing)
    if may_carry_over(db, filing):
        last = reading.last_year(db, opener, by=by, filing=filing, why=reading.Why.CARRYING_OVER)
        if last is not None:
            return interests.carried_over(last, year=year, covers_from=start, covers_to=end)
    return interests.blank(year=year, covers_from=start, covers_to=end)


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
    insert_now(db, row)
    ledger.record(db, by, "draft:started", filing=filing, carried_from=begun.carried_from)
    return row
