"""Finding the row an address of this site means, within the year or the entity that it names."""

from uuid import UUID

from flask import g
from sqlalchemy import select

from disclosure.casework.referring.lists import WITH_THE_HEAD
from disclosure.domain.actors import Actor
from disclosure.models import Cycle, Designation, Entity, Extension, Filing, Referral
from disclosure.web.loaders import cycle_of_year, entity_of_code


def filing_of_year(actor: Actor, year: int, filing_id: UUID) -> Filing | None:
    """Return a filing of the cycle of a year."""
    found: Filing | None = g.db.get(Filing, filing_id)
    return found if _is_of(actor, year, found) else None


def extension_of_filing(actor: Actor, year: int, filing_id: UUID, extension_id: UUID) -> Extension | None:
    """Return a request for more time, of a filing of the cycle of a year."""
    found: Extension | None = g.db.get(Extension, extension_id)
    if found is None or found.filing_id != filing_id:
        return None
    return found if _is_of(actor, year, found.filing) else None


def designation_of_entity(actor: Actor, code: str, designation_id: UUID) -> Designation | None:
    """Return a designation of somebody of an entity."""
    entity: Entity | None = entity_of_code(actor, code)
    found: Designation | None = g.db.get(Designation, designation_id)
    return found if entity is not None and found is not None and found.entity_id == entity.id else None


def referral_of_year(actor: Actor, year: int, referral_id: UUID) -> Referral | None:
    """Return a referral of the cycle of a year, in whatever state."""
    found: Referral | None = g.db.get(Referral, referral_id)
    return found if _is_of(actor, year, found) else None


def referral_to_head(actor: Actor, code: str, referral_id: UUID) -> Referral | None:
    """Return a referral that the heads of an entity have received."""
    entity: Entity | None = entity_of_code(actor, code)
    found: Referral | None = g.db.scalar(
        select(Referral).where(Referral.id == referral_id, Referral.state.in_(WITH_THE_HEAD))
    )
    return found if entity is not None and found is not None and found.entity_id == entity.id else None


def _is_of(actor: Actor, year: int, row: Filing | Referral | None) -> bool:
    cycle: Cycle | None = cycle_of_year(actor, year)
    return row is not None and cycle is not None and row.cycle_id == cycle.id
