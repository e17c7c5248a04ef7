"""Who came, left or went to another entity while the cycle runs, and what that asks of the office."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, contains_eager

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework.designating.obliging import demand_running
from disclosure.casework.designating.sweeping import to_designate
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import UNFILED
from disclosure.domain.messages import message
from disclosure.errors import WrongState
from disclosure.models import Cycle, Entity, Filing, Person


class Moved(NamedTuple):
    """Somebody whose roster row no longer agrees with the statement they owe."""

    filing: Filing
    now: Entity
    """The entity that the roster names today."""


class Movements(NamedTuple):
    """What the roster and the designations of a cycle disagree about."""

    joiners: int
    """People whom a ground meets and who are not designated yet."""
    leavers: list[Moved]
    """Who left and still owes a statement."""
    transfers: list[Moved]
    """Who owes a statement under the entity they served before."""


def movements(db: Session, *, by: Actor, cycle: Cycle) -> Movements:
    """Return who came, left and moved, by entity and name."""
    demand(by, Permission.DESIGNATION_MAKE, cycle)
    serves = aliased(Entity)
    rows = db.execute(
        select(Filing, serves)
        .join(Filing.person)
        .join(Filing.entity)
        .join(serves, serves.id == Person.entity_id)
        .options(contains_eager(Filing.person), contains_eager(Filing.entity))
        .where(
            Filing.cycle_id == cycle.id,
            Filing.state.in_(UNFILED),
            (Person.left_on <= clock.now().date()) | (Person.entity_id != Filing.entity_id),
        )
        .order_by(Entity.position, Entity.code, Person.name, Filing.id)
    )
    found = [Moved._make(row) for row in rows]
    today = clock.now().date()
    return Movements(
        joiners=to_designate(db, cycle=cycle),
        leavers=[one for one in found if one.filing.person.left_on and one.filing.person.left_on <= today],
        transfers=[one for one in found if one.now.id != one.filing.entity_id],
    )


def transfer(db: Session, *, by: Actor, filing: Filing) -> None:
    """Let an owed statement count for the entity that the roster names now; its head answers for it.

    Raises WrongState when nothing is owed, the person has not moved, or a referral is under way.
    """
    demand(by, Permission.DESIGNATION_MAKE, filing)
    demand_running(filing.cycle)
    if filing.state not in UNFILED:
        raise WrongState(message("This statement is not owed any more. It stays where it was filed."))
    if filing.referred:
        raise WrongState(message("This person is in a referral. Take them off it first."))
    was, now = filing.entity, filing.person.entity
    if was.id == now.id:
        raise WrongState(message("The roster names the same entity as the statement."))
    filing.entity, filing.designation.entity_id = now, now.id
    ledger.record(db, by, "filing:moved", filing=filing, was=was.code, now=now.code)
    db.flush()
