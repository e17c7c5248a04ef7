"""The season: a cycle is planned, opened, given more time and closed. Each act moves thousands at once."""

from datetime import date
from uuid import uuid4

from sqlalchemy import ColumnElement, case, func, select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import due_instant
from disclosure.domain.lifecycle import (
    CYCLE,
    NOT_REQUIRED,
    UNDER_REVIEW,
    UNFILED,
    CycleMove,
    CycleState,
    DesignationState,
    FilingState,
)
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind, load
from disclosure.errors import BadInput, WrongState
from disclosure.models import (
    Account,
    Cycle,
    CycleKey,
    Designation,
    Filing,
    FilingKind,
    OpenReason,
    Organisation,
)

KEY_HOLDERS = frozenset({"portal", "review"})
"""Whom a cycle needs a key pair for before anybody can draft in it."""
YEARS = range(1900, 2200)
ADVICE_OPEN = (
    FilingState.ADVICE_PROPOSED,
    FilingState.ADVICE_SENT,
    FilingState.TO_DISCUSS,
    FilingState.DISAGREED,
    FilingState.ACTION_DUE,
    FilingState.PROOF,
)


def plan_cycle(db: Session, *, by: Actor, organisation: Organisation, year: int) -> Cycle:
    """Plan the cycle of a year. It keeps the programme's text of today, whatever the file says later."""
    demand(by, Permission.CYCLE_RUN, organisation)
    if year not in YEARS:
        raise BadInput(message("Give the year of the cycle, such as 2020."))
    if db.scalar(select(Cycle.id).where(Cycle.organisation_id == organisation.id, Cycle.year == year)):
        raise WrongState(f"There is a cycle of {year} already.")
    programme = load(organisation.programme)
    covers = programme.calendar.cover_period(year)
    cycle = Cycle(
        id=uuid4(),
        organisation_id=organisation.id,
        organisation=organisation,
        year=year,
        state=CycleState.PLANNED,
        programme_text=programme.text,
        programme_digest=programme.digest,
        opens_on=programme.calendar.opens_on(year),
        due_on=programme.calendar.due_on(year),
        covers_from=covers.first,
        covers_to=covers.last,
    )
    db.add(cycle)
    _record(db, by, cycle, "cycle:planned", year=year, programme_digest=programme.digest)
    db.flush()
    return cycle


def open_cycle(db: Session, *, by: Actor, cycle: Cycle) -> Cycle:
    """Open a planned cycle. Raises WrongState while a site has no key to seal statements to."""
    demand(by, Permission.CYCLE_RUN, cycle)
    usable = select(CycleKey.recipient).where(
        CycleKey.cycle_id == cycle.id, CycleKey.retired_at.is_(None), CycleKey.destroyed_at.is_(None)
    )
    if KEY_HOLDERS - set(db.scalars(usable)):
        raise WrongState(f"Make the keys first: disclosure keys create --cycle {cycle.year}")
    cycle.move(CycleMove.OPEN)
    cycle.opened_at = clock.now()
    designated = _count(db, Filing.cycle_id == cycle.id, Filing.state.not_in(NOT_REQUIRED))
    _record(db, by, cycle, "cycle:opened", designated=designated)
    db.flush()
    return cycle


def put_back_deadline(db: Session, *, by: Actor, cycle: Cycle, until: date, reason: str) -> int:
    """Give everybody who has not filed until `until`, and tell them; return how many that moved.

    Whoever had until then or longer already, by an extension or a late
    designation, keeps it. Raises BadInput for a date that is not later.
    """
    demand(by, Permission.CYCLE_RUN, cycle)
    if cycle.state is CycleState.CLOSED:
        raise WrongState(f"The cycle of {cycle.year} is closed; its deadline stands.")
    if until <= cycle.due_on:
        raise BadInput(
            message("The new date must be after %(due_on)s, the present one.", due_on=cycle.due_on)
        )
    if not reason.strip():
        raise BadInput(message("Write why the deadline is put back: everybody will ask."))
    moved = _move_deadlines(db, cycle, until)
    _record(db, by, cycle, "cycle:deadline-put-back", was=cycle.due_on, now=until, reason=reason.strip())
    cycle.due_on = until
    db.flush()
    return moved


def close_cycle(db: Session, *, by: Actor, cycle: Cycle) -> Cycle:
    """Close a cycle: what was not filed counts as not filed, what is open is marked with the reason.

    Raises WrongState while somebody still has time to file, or a contest is undecided.
    """
    demand(by, Permission.CYCLE_RUN, cycle)
    CYCLE.after(cycle.state, CycleMove.CLOSE)
    _check_nobody_is_cut_short(db, cycle)
    now = clock.now()
    cycle.move(CycleMove.CLOSE)
    cycle.closed_at = now
    in_cycle = Filing.cycle_id == cycle.id
    not_filed = _update(db, in_cycle, Filing.state.in_(UNFILED), state=FilingState.NOT_FILED, turn_since=now)
    still_open = _update(db, in_cycle, Filing.state.in_(UNDER_REVIEW), open_at_close=open_reason())
    _record(db, by, cycle, "cycle:closed", not_filed=not_filed, open=still_open)
    db.flush()
    return cycle


def _move_deadlines(db: Session, cycle: Cycle, until: date) -> int:
    """One statement for each time zone: the due day ends there at its own midnight."""
    db.flush()
    yearly = Filing.kind == FilingKind.ANNUAL
    earlier = (Filing.cycle_id == cycle.id, yearly, Filing.state.in_(UNFILED), Filing.due_on < until)
    told = db.execute(
        select(Filing, Account).join(Account, Account.person_id == Filing.person_id).where(*earlier)
    ).all()
    zones = db.scalars(select(Filing.zone).where(*earlier).distinct()).all()
    moved = sum(
        _update(db, *earlier, Filing.zone == zone, due_on=until, due_at=due_instant(until, zone))
        for zone in zones
    )
    mail.write_all(
        db,
        LetterKind.EXTENSION,
        [
            mail.Addressed(
                to=account,
                occasion=f"put-back:{filing.id}:{until}",
                filing=filing,
                params={"year": cycle.year, "due_on": until},
            )
            for filing, account in told
        ],
        organisation_id=cycle.organisation_id,
    )
    return moved


def _check_nobody_is_cut_short(db: Session, cycle: Cycle) -> None:
    in_time, last = db.execute(
        select(func.count(), func.max(Filing.due_on)).where(
            Filing.cycle_id == cycle.id, Filing.state.in_(UNFILED), Filing.due_at > clock.now()
        )
    ).one()
    contested = db.scalar(
        select(func.count()).where(
            Designation.cycle_id == cycle.id, Designation.state == DesignationState.CONTESTED
        )
    )
    if in_time:
        raise WrongState(f"{in_time} people still have time to file, the last until {last}. Close it after.")
    if contested:
        raise WrongState(f"{contested} contested designations are undecided. Decide them first.")


def open_reason() -> ColumnElement[str]:
    """Say why a file is open, the filer's own turn first (A/76/76, paragraph 22)."""
    return case(
        (Filing.state == FilingState.QUESTION_ASKED, OpenReason.CLARIFICATION.value),
        (Filing.documents_open > 0, OpenReason.DOCUMENTS.value),
        (Filing.state.in_(ADVICE_OPEN), OpenReason.ADVICE.value),
        else_=OpenReason.REVIEW.value,
    )


def _count(db: Session, *conditions: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count()).select_from(Filing).where(*conditions)) or 0


def _update(db: Session, *conditions: ColumnElement[bool], **values: object) -> int:
    """Change many filings in one statement, as every edit does: their row versions rise."""
    db.flush()
    changed = db.scalars(
        update(Filing)
        .where(*conditions)
        .values(row_version=Filing.row_version + 1, **values)
        .returning(Filing.id)
        .execution_options(synchronize_session="fetch")
    )
    return len(changed.all())


def _record(db: Session, by: Actor, cycle: Cycle, kind: str, **facts: object) -> None:
    ledger.record(
        db, by, kind, organisation_id=cycle.organisation_id, filing=None, cycle_id=cycle.id, **facts
    )
