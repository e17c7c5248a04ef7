"""What the page of an entity's list shows: who is on it, who could be, and the entity's word on it."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from flask import g
from sqlalchemy import select

from compliance.forms import NominateForm, SignForm
from disclosure import clock
from disclosure.access import Permission, visible
from disclosure.casework import designating, programmes
from disclosure.casework.designating import Signed, Uncovered
from disclosure.errors import NotFound
from disclosure.models import Cycle, Designation, Entity, Person
from disclosure.web.languages import spoken

MOST = 1_000
"""People of an entity that the form of nominations offers."""


class Listed(NamedTuple):
    """An entity's list."""

    entity: Entity
    cycle: Cycle
    designated: Sequence[tuple[Designation, str]]
    """Each with its ground in words."""
    uncovered: Sequence[Uncovered]
    signed: Signed | None
    form: SignForm


def listed(entity: Entity, cycle: Cycle) -> Listed:
    """Return the list of an entity in a cycle."""
    grounds = _grounds(cycle)
    rows = designating.designated(g.db, by=g.actor, cycle=cycle, entity=entity)
    g.year = cycle.year
    return Listed(
        entity=entity,
        cycle=cycle,
        designated=[(one, grounds.get(one.ground, one.ground)) for one in rows],
        uncovered=designating.uncovered(g.db, by=g.actor, cycle=cycle, entity=entity),
        signed=designating.signed(g.db, by=g.actor, cycle=cycle).get(entity.id),
        form=SignForm(formdata=None, shown=designating.digest(g.db, cycle=cycle, entity=entity)),
    )


def form(entity: Entity, cycle: Cycle) -> NominateForm:
    """Return the form of nominations: the people of the entity who have no designation yet."""
    asked = NominateForm()
    g.year = cycle.year
    asked.person.choices = [
        (str(one.id), f"{one.name}, {one.index_number}") for one in _offered(entity, cycle)
    ]
    asked.ground.choices = list(_grounds(cycle).items())
    return asked


def person(entity: Entity, asked: NominateForm) -> Person:
    """Return whom a form names. Raises NotFound for somebody of another entity."""
    found: Person | None = g.db.get(Person, UUID(asked.person.data))
    if found is None or found.entity_id != entity.id:
        raise NotFound("There is no such person in this entity.")
    return found


def _offered(entity: Entity, cycle: Cycle) -> Sequence[Person]:
    taken = select(Designation.person_id).where(Designation.cycle_id == cycle.id)
    rows = visible(g.actor, Permission.PEOPLE_SEE, Person).where(
        Person.entity_id == entity.id,
        Person.left_on.is_(None) | (Person.left_on > clock.now().date()),
        Person.id.not_in(taken),
    )
    found: Sequence[Person] = g.db.scalars(rows.order_by(Person.name, Person.index_number).limit(MOST)).all()
    return found


def _grounds(cycle: Cycle) -> dict[str, str]:
    language = spoken().code
    return {one.code: one.names.in_language(language) for one in programmes.of(cycle).grounds}
