"""Standing for the list of an entity: its focal point or head says that whoever must file is on it."""

import hashlib
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from disclosure import clock, ledger
from disclosure.access import Permission, demand, where
from disclosure.casework.designating.covering import STANDS
from disclosure.casework.designating.obliging import demand_running
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import NotFound, WrongState
from disclosure.models import Account, Cycle, Designation, Entity, Person, SignOff


class Signed(NamedTuple):
    """The newest word of an entity on its list."""

    sign_off: SignOff
    by: str
    is_current: bool
    """Whether the list is still the one that was signed."""


def designated(db: Session, *, by: Actor, cycle: Cycle, entity: Entity) -> list[Designation]:
    """Return who of an entity is designated or nominated, by name, as far as `by` sees its people."""
    rows = (
        select(Designation)
        .join(Designation.person)
        .options(joinedload(Designation.person))
        .where(
            Designation.cycle_id == cycle.id,
            Designation.entity_id == entity.id,
            Designation.state.in_(STANDS),
            where(by, Permission.PEOPLE_SEE, Designation),
        )
        .order_by(Person.name, Person.index_number)
    )
    return list(db.scalars(rows))


def sign_off(db: Session, *, by: Actor, cycle: Cycle, entity: Entity, shown: str) -> SignOff:
    """Say that the list of an entity is whole. Raises WrongState where it is not the one that was `shown`."""
    demand(by, Permission.DESIGNATION_SIGN_OFF, entity)
    if entity.organisation_id != cycle.organisation_id:
        raise NotFound("This entity belongs to another organisation than the cycle.")
    demand_running(cycle)
    now = digest(db, cycle=cycle, entity=entity)
    if now != shown:
        raise WrongState(message("The list changed since you opened the page. Look at it again."))
    signed = SignOff(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        entity_id=entity.id,
        signed_by_id=by.named(),
        signed_at=clock.now(),
        people=_count(db, cycle, entity),
        digest=now,
    )
    db.add(signed)
    ledger.record(
        db,
        by,
        "designation:list-signed-off",
        organisation_id=cycle.organisation_id,
        entity_id=entity.id,
        people=signed.people,
    )
    db.flush()
    return signed


def signed(db: Session, *, by: Actor, cycle: Cycle) -> dict[UUID, Signed]:
    """Return the newest word on each list, by entity, as far as `by` sees the entities."""
    rows = db.execute(
        select(SignOff, Account.name)
        .join(Account, Account.id == SignOff.signed_by_id)
        .where(SignOff.cycle_id == cycle.id, where(by, Permission.ENTITY_SEE, SignOff))
        .order_by(SignOff.signed_at)
    )
    newest = {one.entity_id: (one, name) for one, name in rows}
    digests = _digests(db, cycle)
    empty = _hashed([])
    return {
        entity_id: Signed(one, name, one.digest == digests.get(entity_id, empty))
        for entity_id, (one, name) in newest.items()
    }


def digest(db: Session, *, cycle: Cycle, entity: Entity) -> str:
    """Return what tells an entity's list from any other: who is designated, and on which ground."""
    return _digests(db, cycle, entity).get(entity.id, _hashed([]))


def _digests(db: Session, cycle: Cycle, entity: Entity | None = None) -> dict[UUID, str]:
    rows = (
        select(Designation.entity_id, Designation.person_id, Designation.ground)
        .where(Designation.cycle_id == cycle.id, Designation.state.in_(STANDS))
        .order_by(Designation.entity_id, Designation.person_id)
    )
    lists: dict[UUID, list[str]] = {}
    of_entity = rows if entity is None else rows.where(Designation.entity_id == entity.id)
    for entity_id, person_id, ground in db.execute(of_entity):
        lists.setdefault(entity_id, []).append(f"{person_id} {ground}")
    return {entity_id: _hashed(lines) for entity_id, lines in lists.items()}


def _hashed(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _count(db: Session, cycle: Cycle, entity: Entity) -> int:
    of_entity = (Designation.cycle_id == cycle.id, Designation.entity_id == entity.id)
    rows = select(func.count()).where(*of_entity, Designation.state.in_(STANDS))
    return db.scalar(rows) or 0
