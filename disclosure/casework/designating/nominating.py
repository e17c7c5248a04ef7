"""Designating one person: nominated by an entity, confirmed by the office, contested by the filer."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.casework.designating.obliging import (
    Obligation,
    account_of,
    demand_running,
    designation_columns,
    oblige,
)
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import UNFILED, DesignationMove, DesignationState, FilingMove
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput, NotFound, WrongState
from disclosure.models import Cycle, Designation, Filing, Person

LONGEST_REASON = 5_000
"""Characters; a page and a half."""


def nominate(db: Session, *, by: Actor, cycle: Cycle, person: Person, ground: str) -> Designation:
    """Put somebody forward on a ground of the programme; the office confirms it or not.

    Raises BadInput for an unknown ground, WrongState when the person is
    designated in this cycle already, or was and it was withdrawn.
    """
    demand(by, Permission.DESIGNATION_NOMINATE, person)
    if person.organisation_id != cycle.organisation_id:
        raise NotFound("There is no such person on the roster of this organisation.")
    demand_running(cycle)
    known = {one.code for one in programmes.of(cycle).grounds}
    if ground not in known:
        raise BadInput(
            message("Choose one of the programme's grounds: %(known)s.", known=", ".join(sorted(known)))
        )
    existing = db.scalar(
        select(Designation).where(Designation.cycle_id == cycle.id, Designation.person_id == person.id)
    )
    if existing is not None:
        raise WrongState(
            f"{person.name} has a designation for {cycle.year} already: it is {existing.state.value}."
        )
    if person.left_on is not None and person.left_on < clock.now().date():
        raise WrongState(f"{person.name} left on {person.left_on} and is not asked to file.")
    columns = designation_columns(cycle, person, ground=ground, state=DesignationState.NOMINATED)
    designation = Designation(**columns, cycle=cycle, person=person)
    db.add(designation)
    ledger.record(
        db,
        by,
        "designation:nominated",
        organisation_id=cycle.organisation_id,
        designation_id=designation.id,
        ground=ground,
    )
    db.flush()
    return designation


def confirm(db: Session, *, by: Actor, designation: Designation) -> Filing:
    """Confirm a nomination: from now on the person owes a filing and is told so."""
    demand(by, Permission.DESIGNATION_DECIDE, designation)
    demand_running(designation.cycle)
    designation.move(DesignationMove.CONFIRM)
    db.flush()
    obligation = Obligation(designation.person, designation.ground, designation.id)
    [filing] = oblige(db, by, designation.cycle, [obligation])
    ledger.record(db, by, "designation:confirmed", filing=filing, designation_id=designation.id)
    db.flush()
    return filing


def contest(db: Session, *, by: Actor, designation: Designation, reason: str) -> None:
    """Say that one should not have to file, and why. The office decides; the due date stands until then."""
    demand(by, Permission.DESIGNATION_CONTEST, designation)
    demand_running(designation.cycle)
    if not reason.strip():
        raise BadInput(message("Write why you think that you should not have to file."))
    if len(reason) > LONGEST_REASON:
        raise BadInput(message("Shorten your reason to %(most)d characters.", most=LONGEST_REASON))
    filing = _unfiled(db, designation)
    designation.move(DesignationMove.CONTEST)
    designation.reason = reason.strip()
    ledger.record(db, by, "designation:contested", filing=filing, designation_id=designation.id)
    db.flush()


def uphold(db: Session, *, by: Actor, designation: Designation) -> None:
    """Decide that a contested designation stands, and tell the filer by when to file."""
    demand(by, Permission.DESIGNATION_DECIDE, designation)
    designation.move(DesignationMove.UPHOLD)
    filing = db.scalars(_filings_of(designation)).first()
    line = ledger.record(
        db,
        by,
        "designation:upheld",
        organisation_id=designation.organisation_id,
        filing=filing,
        designation_id=designation.id,
    )
    db.flush()
    if filing is not None:
        mail.write(
            db,
            LetterKind.DESIGNATION,
            to=account_of(db, filing),
            occasion=f"designation-upheld:{line}",
            organisation_id=filing.organisation_id,
            filing=filing,
            year=designation.cycle.year,
            due_on=filing.due_on,
        )


def withdraw(db: Session, *, by: Actor, designation: Designation) -> None:
    """Lift a designation and the filing it brought, and tell the person. What was filed stays filed."""
    demand(by, Permission.DESIGNATION_DECIDE, designation)
    demand_running(designation.cycle)
    nominated = designation.state is DesignationState.NOMINATED
    filing = None if nominated else _unfiled(db, designation)
    designation.move(DesignationMove.WITHDRAW)
    if filing is not None:
        filing.move(FilingMove.WITHDRAW, at=clock.now())
    ledger.record(
        db,
        by,
        "designation:withdrawn",
        organisation_id=designation.organisation_id,
        filing=filing,
        designation_id=designation.id,
    )
    db.flush()
    if filing is not None:
        tell_lifted(db, filing)


def tell_lifted(db: Session, filing: Filing) -> None:
    """Write to a filer that nothing has to be filed any more."""
    mail.write(
        db,
        "exempted",
        to=account_of(db, filing),
        occasion=f"lifted:{filing.id}",
        organisation_id=filing.organisation_id,
        filing=filing,
        year=filing.cycle.year,
    )


def _filings_of(designation: Designation) -> Select[Filing]:
    """Find them by the person, whose filings are few."""
    of_person = Filing.person_id == designation.person_id
    return select(Filing).where(of_person, Filing.designation_id == designation.id)


def _unfiled(db: Session, designation: Designation) -> Filing:
    """Return the filing still owed; raises WrongState when it was filed or lifted."""
    filings = list(db.scalars(_filings_of(designation)))
    unfiled = [filing for filing in filings if filing.state in UNFILED]
    if not unfiled:
        raise WrongState(
            message("This designation can no longer be changed: nothing is owed on it any more.")
        )
    return unfiled[0]
