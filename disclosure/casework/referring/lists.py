"""What the office and the heads see of referrals."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from disclosure.access import Permission, visible, where
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FilingState, ReferralState
from disclosure.errors import NotFound
from disclosure.models import Cycle, Entity, Filing, Letter, Person, Referral, ReferredPerson

WITH_THE_HEAD = (ReferralState.SENT, ReferralState.ACTED)


class Referred(NamedTuple):
    """One person of a referral, with what the office did to reach them."""

    filing_id: UUID
    index_number: str
    name: str
    grade: str
    title: str
    state: FilingState
    due_on: date
    letters: int
    """Letters written about this filing, to the person or their supervisor."""
    dropped_because: str | None


def referrals(db: Session, *, by: Actor, cycle: Cycle) -> list[Referral]:
    """Return the referrals of a cycle that `by` sees, by entity; a head sees their own once it is sent."""
    return list(
        db.scalars(
            visible(by, Permission.REFERRAL_SEE, Referral)
            .join(Referral.entity)
            .options(joinedload(Referral.entity))
            .where(
                Referral.cycle_id == cycle.id,
                or_(Referral.state.in_(WITH_THE_HEAD), where(by, Permission.SEASON_SEE, Referral)),
            )
            .order_by(Entity.position, Entity.code, Referral.prepared_at, Referral.id)
        )
    )


def people(db: Session, *, by: Actor, referral: Referral) -> list[Referred]:
    """Return the people of a referral by name, those dropped with the reason.

    Raises NotFound for whoever does not see it, as a head before it is sent.
    """
    seen = visible(by, Permission.REFERRAL_SEE, Referral).where(
        Referral.id == referral.id,
        or_(Referral.state.in_(WITH_THE_HEAD), where(by, Permission.SEASON_SEE, Referral)),
    )
    if db.scalar(seen) is None:
        raise NotFound("There is no such referral, or none that you may see.")
    written = select(func.count()).where(Letter.filing_id == Filing.id).correlate(Filing).scalar_subquery()
    rows = db.execute(
        select(
            Filing.id,
            Person.index_number,
            Person.name,
            Person.grade,
            Person.title,
            Filing.state,
            Filing.due_on,
            written,
            ReferredPerson.dropped_because,
        )
        .join(Filing, Filing.id == ReferredPerson.filing_id)
        .join(Person, Person.id == Filing.person_id)
        .where(ReferredPerson.referral_id == referral.id)
        .order_by(Person.name, Person.index_number)
    )
    return [Referred._make(row) for row in rows]
