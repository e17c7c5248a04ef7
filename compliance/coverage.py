"""On which grounds people are designated in a season, and which entities stand for their lists."""

from datetime import datetime
from typing import NamedTuple

from flask import g
from sqlalchemy import func, select

from compliance import places
from disclosure.casework import designating, programmes, rosters
from disclosure.casework.designating import Signed
from disclosure.casework.designating.covering import STANDS
from disclosure.domain.lifecycle import DesignationState
from disclosure.models import Cycle, Designation, Entity, Person
from disclosure.web.languages import spoken


class Grounds(NamedTuple):
    """The roster and the designations of a season."""

    on_roster: int
    taken_over_at: datetime | None
    """When a roster was last taken over."""
    designated: list[tuple[str, int]]
    """Each ground of the programme by its name, with how many people are designated on it."""

    @property
    def total(self) -> int:
        """How many people are designated."""
        return sum(number for _name, number in self.designated)


class Word(NamedTuple):
    """What an entity says of its list."""

    entity: Entity
    people: int
    """Designated or nominated."""
    signed: Signed | None


def words(cycle: Cycle) -> list[Word]:
    """Return the word of each entity that has somebody on its list or has signed one."""
    rows = (
        select(Designation.entity_id, func.count())
        .where(Designation.cycle_id == cycle.id, Designation.state.in_(STANDS))
        .group_by(Designation.entity_id)
    )
    people = dict(iter(g.db.execute(rows)))
    signed = designating.signed(g.db, by=g.actor, cycle=cycle)
    return [
        Word(entity, people.get(entity.id, 0), signed.get(entity.id))
        for entity in places.every_entity()
        if entity.id in people or entity.id in signed
    ]


def grounds(cycle: Cycle) -> Grounds:
    """Count the designations of a cycle that stand, by ground; a ground that covers nobody shows as 0."""
    counts = dict(
        g.db.execute(
            select(Designation.ground, func.count())
            .where(
                Designation.cycle_id == cycle.id,
                Designation.state.in_([DesignationState.CONFIRMED, DesignationState.CONTESTED]),
            )
            .group_by(Designation.ground)
        ).all()
    )
    roster = select(func.count()).where(
        Person.organisation_id == cycle.organisation_id, Person.left_on.is_(None)
    )
    names = ((one.code, one.names.in_language(spoken().code)) for one in programmes.of(cycle).grounds)
    at = rosters.taken_over_at(g.db, by=g.actor, organisation=cycle.organisation)
    return Grounds(g.db.scalar(roster) or 0, at, [(name, counts.get(code, 0)) for code, name in names])
