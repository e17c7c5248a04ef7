"""What the office and the heads see of referrals, those of earlier cycles too."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from disclosure.access import Permission, visible, where
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FilingState, ReferralState
from disclosure.errors import NotFound
from disclosure.models import Cycle, Entity, Filing, Letter, Person, Referral, ReferredPerson

FILED = "filed"
"""Why somebody was dropped: the word that stands in the row."""
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
    earlier: tuple[int, ...] = ()
    """Years before in which the person was referred, or never filed."""


class Past(NamedTuple):
    """A referral of an entity, of whatever cycle, and what came of it."""

    referral: Referral
    year: int
    people: int
    """Without those who were dropped before it was sent."""
    filed: int
    """How many of them have filed since."""


def history(db: Session, *, by: Actor, entity: Entity) -> list[Past]:
    """Return the referrals that the heads of an entity have received, the newest cycle first."""
    filed = and_(ReferredPerson.dropped_because == FILED, Filing.filed_at > Referral.sent_at)
    counted = (
        select(
            ReferredPerson.referral_id,
            func.count().label("people"),
            func.count().filter(filed).label("filed"),
        )
        .join(Filing, Filing.id == ReferredPerson.filing_id)
        .join(Referral, Referral.id == ReferredPerson.referral_id)
        .where(or_(ReferredPerson.dropped_because.is_(None), filed))
        .group_by(ReferredPerson.referral_id)
        .subquery()
    )
    rows = db.execute(
        select(Referral, Cycle.year, func.coalesce(counted.c.people, 0), func.coalesce(counted.c.filed, 0))
        .join(Cycle, Cycle.id == Referral.cycle_id)
        .outerjoin(counted, counted.c.referral_id == Referral.id)
        .where(
            where(by, Permission.REFERRAL_SEE, Referral),
            Referral.entity_id == entity.id,
            Referral.state.in_(WITH_THE_HEAD),
        )
        .order_by(Cycle.year.desc(), Referral.sent_at.desc(), Referral.id)
    )
    return [Past._make(row) for row in rows]


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
            Person.id,
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
    found = rows.all()
    earlier = _earlier(db, referral, [row[0] for row in found])
    return [Referred._make([*row[1:], tuple(earlier.get(row[0], ()))]) for row in found]


def _earlier(db: Session, referral: Referral, people: Sequence[UUID]) -> Mapping[UUID, Sequence[int]]:
    """Return the years before in which these people were referred or never filed, by person."""
    years: dict[UUID, list[int]] = defaultdict(list)
    rows = db.execute(
        select(Filing.person_id, Cycle.year)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .where(
            Filing.person_id.in_(people),
            Cycle.year < referral.cycle.year,
            or_(Filing.state == FilingState.NOT_FILED, Filing.referred.is_(True)),
        )
        .distinct()
        .order_by(Cycle.year)
    )
    for person_id, year in rows:
        years[person_id].append(year)
    return years
