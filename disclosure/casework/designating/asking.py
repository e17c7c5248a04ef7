"""Asking one person for a statement on taking office or on leaving it, beside the sweep of the roster."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.casework.designating.obliging import Obligation, demand_running, oblige
from disclosure.casework.periods import day_of
from disclosure.domain.actors import Actor
from disclosure.domain.grounds import grounds_for
from disclosure.domain.lifecycle import DesignationState
from disclosure.domain.messages import message
from disclosure.errors import BadInput, NotFound, WrongState
from disclosure.models import Cycle, Designation, Filing, FilingKind, Person

NAMED = {FilingKind.ENTRY: "on taking office", FilingKind.EXIT: "on leaving office"}


def ask_for(db: Session, *, by: Actor, cycle: Cycle, person: Person, kind: FilingKind) -> Filing:
    """Ask somebody for a statement on taking office, or on leaving it; the roster says the day.

    It is due the programme's days after that day, or after this one if it is later. Raises BadInput where the
    roster does not say the day or no ground applies, WrongState where it was asked for already.
    """
    demand(by, Permission.DESIGNATION_MAKE, cycle)
    demand_running(cycle)
    if person.organisation_id != cycle.organisation_id or kind not in NAMED:
        raise NotFound("There is no such person on the roster of this organisation.")
    since = day_of(person, kind)
    if since is None:
        raise BadInput(
            message("The roster does not say on which day %(name)s takes or leaves office.", name=person.name)
        )
    _demand_not_asked(db, cycle, person, kind)
    standing = _standing(db, cycle, person)
    ground = standing.ground if standing else _ground(cycle, person)
    obligation = Obligation(person, ground, standing.id if standing else None, kind, since)
    [filing] = oblige(db, by, cycle, [obligation])
    ledger.record(
        db, by, "designation:made", filing=filing, designation_id=filing.designation_id, ground=ground
    )
    db.flush()
    return filing


def _demand_not_asked(db: Session, cycle: Cycle, person: Person, kind: FilingKind) -> None:
    asked = select(Filing.id).where(
        Filing.cycle_id == cycle.id, Filing.person_id == person.id, Filing.kind == kind
    )
    if db.scalar(asked) is not None:
        raise WrongState(f"{person.name} was asked for a statement {NAMED[kind]} already.")


def _standing(db: Session, cycle: Cycle, person: Person) -> Designation | None:
    """Return the designation in this cycle, if there is one. Raises WrongState unless it is confirmed."""
    found = db.scalar(
        select(Designation).where(Designation.cycle_id == cycle.id, Designation.person_id == person.id)
    )
    if found is not None and found.state is not DesignationState.CONFIRMED:
        raise WrongState(f"The designation of {person.name} for {cycle.year} is {found.state.value}.")
    return found


def _ground(cycle: Cycle, person: Person) -> str:
    applying = grounds_for(
        programmes.of(cycle),
        grade=person.grade,
        functions=person.functions,
        contract=person.contract,
        entity_code=person.entity.code,
    )
    if not applying:
        raise BadInput(
            message("No ground of the programme applies to %(name)s. Nominate them first.", name=person.name)
        )
    return applying[0].code
