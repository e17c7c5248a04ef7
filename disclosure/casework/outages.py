"""Days on which nobody could file are added to everybody's time: a fault of ours makes nobody late."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import due_instant
from disclosure.domain.lifecycle import UNFILED, CycleState
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput, WrongState
from disclosure.models import Account, Cycle, Filing

MOST_DAYS = 60


def add_days(db: Session, *, by: Actor, cycle: Cycle, began_on: date, days: int, reason: str) -> int:
    """Add the days of an outage to whatever is owed and was not due before it began; tell everybody.

    Every due date moves by so many days, those of extensions too, and so does the cycle's own, from which
    the cap on extensions counts. Returns how many people have more time. Raises BadInput for an outage that
    has not begun, of no day or of more than `MOST_DAYS`, or without a reason; WrongState unless the cycle
    is open.
    """
    demand(by, Permission.CYCLE_RUN, cycle)
    if cycle.state is not CycleState.OPEN:
        raise WrongState(message("Days are added while the cycle is open."))
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(message("Add between 1 and %(most)d days.", most=MOST_DAYS))
    if began_on > clock.now().date():
        raise BadInput(message("Days are added for an outage that has begun."))
    if not reason.strip():
        raise BadInput(message("Write why the deadline is put back: everybody will ask."))
    owed = (Filing.cycle_id == cycle.id, Filing.state.in_(UNFILED), Filing.due_on >= began_on)
    told = db.execute(
        select(Filing, Account).join(Account, Account.person_id == Filing.person_id).where(*owed)
    ).all()
    moved = _move(db, owed, timedelta(days=days))
    _tell(db, cycle, [(filing, account) for filing, account in told])
    was, now = cycle.due_on, cycle.due_on + timedelta(days=days) if cycle.due_on >= began_on else cycle.due_on
    ledger.record(
        db,
        by,
        "cycle:outage-added",
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        began_on=began_on,
        days=days,
        was=was,
        now=now,
        reason=reason.strip(),
    )
    cycle.due_on = now
    db.flush()
    return moved


def _move(db: Session, owed: tuple[ColumnElement[bool], ...], by: timedelta) -> int:
    """One statement for each due date and time zone, the latest first: no filing is met twice."""
    db.flush()
    dates = db.execute(
        select(Filing.due_on, Filing.zone)
        .where(*owed)
        .group_by(Filing.due_on, Filing.zone)
        .order_by(Filing.due_on.desc())
    ).all()
    moved = 0
    for due_on, zone in dates:
        later = due_on + by
        changed = db.scalars(
            update(Filing)
            .where(*owed, Filing.due_on == due_on, Filing.zone == zone)
            .values(row_version=Filing.row_version + 1, due_on=later, due_at=due_instant(later, zone))
            .returning(Filing.id)
            .execution_options(synchronize_session="fetch")
        )
        moved += len(changed.all())
    return moved


def _tell(db: Session, cycle: Cycle, told: list[tuple[Filing, Account]]) -> None:
    letters = [
        mail.Addressed(
            to=account,
            occasion=f"outage:{filing.id}:{filing.due_on}",
            filing=filing,
            params={"year": cycle.year, "due_on": filing.due_on},
        )
        for filing, account in told
    ]
    mail.write_all(db, LetterKind.EXTENSION, letters, organisation_id=cycle.organisation_id)
