"""More time for one filing, or none owed: asked by the filer, given by the office, within the cap."""

from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import periods, programmes
from disclosure.casework.designating.nominating import LONGEST_REASON, tell_lifted
from disclosure.casework.designating.obliging import account_of, demand_running
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import due_instant, entry_due, extended, filing_due
from disclosure.domain.lifecycle import UNFILED, ExtensionMove, ExtensionState, FilingMove
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput, WrongState
from disclosure.models import Extension, Filing, FilingKind


def extend(db: Session, *, by: Actor, filing: Filing, until: date, reason: str) -> Extension:
    """Give one filer more time, unasked. Raises BadInput beyond the programme's cap."""
    demand(by, Permission.FILING_EXTEND, filing)
    extension = _new(db, filing, until=until, reason=reason)
    _grant(db, by, extension)
    return extension


def request_extension(db: Session, *, by: Actor, filing: Filing, until: date, reason: str) -> Extension:
    """Ask for more time. Raises BadInput beyond the cap, WrongState while another request waits."""
    demand(by, Permission.EXTENSION_REQUEST, filing)
    waiting = select(func.count()).where(
        Extension.filing_id == filing.id, Extension.state == ExtensionState.REQUESTED
    )
    if db.scalar(waiting):
        raise WrongState(message("You have asked for more time already. The programme office will answer."))
    extension = _new(db, filing, until=until, reason=reason)
    ledger.record(db, by, "extension:requested", filing=filing, extension_id=extension.id, until=until)
    db.flush()
    return extension


def decide_extension(db: Session, *, by: Actor, extension: Extension, grant: bool) -> None:
    """Grant or refuse a request, and tell the filer."""
    filing = extension.filing
    demand(by, Permission.FILING_EXTEND, filing)
    if grant:
        _check(db, filing, extension.until)
        _grant(db, by, extension)
        return
    extension.move(ExtensionMove.REFUSE)
    extension.decided_at, extension.decided_by_id = clock.now(), by.named()
    ledger.record(db, by, "extension:refused", filing=filing, extension_id=extension.id)
    db.flush()
    _tell(db, "extension-refused", extension)


def exempt(db: Session, *, by: Actor, filing: Filing, reason: str) -> None:
    """Lift one person's duty to file in this cycle, for a reason that is kept, and tell them."""
    demand(by, Permission.FILING_EXEMPT, filing)
    demand_running(filing.cycle)
    check_reason(reason)
    filing.move(FilingMove.EXEMPT, at=clock.now())
    filing.exempted_because = reason.strip()
    ledger.record(db, by, "filing:exempted", filing=filing)
    db.flush()
    tell_lifted(db, filing)


def _new(db: Session, filing: Filing, *, until: date, reason: str) -> Extension:
    _check(db, filing, until)
    check_reason(reason)
    extension = Extension(
        id=uuid4(),
        filing_id=filing.id,
        filing=filing,
        until=until,
        reason=reason.strip(),
        state=ExtensionState.REQUESTED,
        requested_at=clock.now(),
    )
    db.add(extension)
    return extension


def _grant(db: Session, by: Actor, extension: Extension) -> None:
    filing = extension.filing
    extension.move(ExtensionMove.GRANT)
    extension.decided_at, extension.decided_by_id = clock.now(), by.named()
    filing.due_on = extension.until
    filing.due_at = due_instant(extension.until, filing.zone)
    ledger.record(
        db, by, "extension:granted", filing=filing, extension_id=extension.id, until=extension.until
    )
    db.flush()
    _tell(db, LetterKind.EXTENSION, extension)


def _check(db: Session, filing: Filing, until: date) -> None:
    demand_running(filing.cycle)
    if filing.state not in UNFILED:
        raise WrongState(message("No time is needed any more: this statement is not owed."))
    if until <= filing.due_on:
        raise BadInput(message("Choose a day after %(due_on)s, the present due date.", due_on=filing.due_on))
    first = first_due(db, filing)
    cap = programmes.of(filing.cycle).calendar.extension_cap_days
    extended(first, days=(until - first).days, cap=cap)


def first_due(db: Session, filing: Filing) -> date:
    """Return the due date without extensions, from which the cap counts."""
    granted = select(func.count()).where(
        Extension.filing_id == filing.id, Extension.state == ExtensionState.GRANTED
    )
    if not db.scalar(granted):
        return filing.due_on
    if filing.kind is not FilingKind.ANNUAL:
        return _first_due_of_one_time(filing)
    designated = filing.designation.created_at.astimezone(ZoneInfo(filing.zone)).date()
    return filing_due(programmes.of(filing.cycle), cycle_due_on=filing.cycle.due_on, designated_on=designated)


def _first_due_of_one_time(filing: Filing) -> date:
    """Return the due date of a statement on taking or leaving office."""
    designated = filing.designation.created_at.astimezone(ZoneInfo(filing.zone)).date()
    return entry_due(max(designated, periods.begun_on(filing)), programmes.of(filing.cycle))


def check_reason(reason: str) -> None:
    """Raise BadInput for a reason that says nothing, or too much."""
    if not reason.strip():
        raise BadInput(message("Write a reason."))
    if len(reason) > LONGEST_REASON:
        raise BadInput(message("Shorten the reason to %(most)d characters.", most=LONGEST_REASON))


def _tell(db: Session, kind: str, extension: Extension) -> None:
    filing = extension.filing
    mail.write(
        db,
        kind,
        to=account_of(db, filing),
        occasion=f"{kind}:{extension.id}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
        due_on=filing.due_on,
    )
