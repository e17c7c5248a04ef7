"""Where somebody has to do: the cycles of their organisation, the entities of their roles."""

from uuid import UUID

from flask import g
from flask_login import current_user
from sqlalchemy import select

from disclosure.domain.actors import ENTITY_ROLES, Actor
from disclosure.errors import NotFound
from disclosure.models import Cycle, Entity


def cycles() -> list[Cycle]:
    """Return the cycles of the organisation, the newest first."""
    own = Cycle.organisation_id == current_user.account.organisation_id
    return list(g.db.scalars(select(Cycle).where(own).order_by(Cycle.year.desc())))


def newest_cycle() -> Cycle | None:
    """Return the newest cycle, if there is one."""
    found = cycles()
    return found[0] if found else None


def chosen_cycle(year: str | None) -> Cycle | None:
    """Return the cycle of a year, the newest without one; None when there is no such cycle."""
    if year is None:
        return newest_cycle()
    return next((cycle for cycle in cycles() if str(cycle.year) == year), None)


def own_entities(actor: Actor) -> list[Entity]:
    """Return the entities of which somebody is the head or a focal point."""
    ids = {held.entity_id for held in actor.held if held.role in ENTITY_ROLES}
    return list(g.db.scalars(select(Entity).where(Entity.id.in_(ids)).order_by(Entity.position, Entity.code)))


def every_entity() -> list[Entity]:
    """Return all entities of the organisation, in the order of the yearly table."""
    own = Entity.organisation_id == current_user.account.organisation_id
    return list(g.db.scalars(select(Entity).where(own).order_by(Entity.position, Entity.code)))


def codes() -> dict[UUID, str]:
    """Return the codes of the organisation's entities, by id."""
    return {entity.id: entity.code for entity in every_entity()}


def cycle_of(year: str | int | None) -> Cycle:
    """Return the cycle of a year, the newest without one. Raises NotFound when there is none."""
    found = chosen_cycle(None if year is None else str(year))
    if found is None:
        raise NotFound("There is no such cycle.")
    return found
