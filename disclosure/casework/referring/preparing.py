"""Preparing a referral: who qualifies, entity by entity, and who is taken off again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import working_day_after
from disclosure.domain.lifecycle import (
    UNFILED,
    DesignationState,
    FilingState,
    ReferralMove,
    ReferralState,
)
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput, NotFound, NotPermitted, WrongState
from disclosure.models import Cycle, Designation, Entity, Filing, Person, Referral, ReferredPerson

LONGEST_REASON = 1_000
"""Characters."""


class Dropped(StrEnum):
    """Why somebody is no longer in a referral, where no officer gave a reason of their own."""

    FILED = "filed"
    EXEMPTED = "exempted"
    MORE_TIME = "more-time"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Candidates:
    """The filings of one entity that can be referred."""

    entity: Entity
    filings: list[Filing]


def candidates(db: Session, *, by: Actor, cycle: Cycle, today: date | None = None) -> list[Candidates]:
    """Return whose filings can be referred, by entity: past the referral step of the ladder, or not filed.

    Whoever is referred already or contests the designation is left out.
    `today` is the date in the programme's default zone unless given.
    """
    demand(by, Permission.REFERRAL_PREPARE, cycle)
    by_entity: dict[Entity, list[Filing]] = defaultdict(list)
    for filing in db.scalars(_qualifying(cycle, today=today)):
        by_entity[filing.entity].append(filing)
    return [Candidates(entity, filings) for entity, filings in by_entity.items()]


def prepare(db: Session, *, by: Actor, cycle: Cycle, entity: Entity, today: date | None = None) -> Referral:
    """Prepare the letter about everybody of one entity who qualifies; another person sends it.

    Raises WrongState when nobody qualifies, NotPermitted for one's own filing.
    """
    demand(by, Permission.REFERRAL_PREPARE, entity)
    if entity.organisation_id != cycle.organisation_id:
        raise NotFound("This entity belongs to another organisation than the cycle.")
    qualifying = _qualifying(cycle, today=today).where(Filing.entity_id == entity.id)
    filings = list(db.scalars(qualifying.with_for_update(of=Filing)))
    if not filings:
        raise WrongState(
            f"Nobody of {entity.code} can be referred now: everybody has filed, still has time, "
            "or is in a referral already."
        )
    demand_not_own(by, filings)
    referral = Referral(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle=cycle,
        entity=entity,
        state=ReferralState.PREPARED,
        due_on=answer_due(cycle, today=today),
        prepared_by_id=by.named(),
        prepared_at=clock.now(),
        people=[ReferredPerson(filing=filing) for filing in filings],
    )
    db.add(referral)
    for filing in filings:
        filing.referred = True
    ledger.record(
        db,
        by,
        "referral:prepared",
        organisation_id=referral.organisation_id,
        referral_id=referral.id,
        entity_id=entity.id,
        people=len(filings),
    )
    db.flush()
    return referral


def remove_person(
    db: Session, *, by: Actor, referral: Referral, filing: Filing, reason: str
) -> ReferredPerson:
    """Take somebody off a prepared referral, with a reason that stays beside the name."""
    hold(db, referral)
    demand(by, Permission.REFERRAL_PREPARE, referral)
    demand_not_own(by, [filing])
    if referral.state is not ReferralState.PREPARED:
        raise WrongState(f"This referral is {referral.state.value}; its list can no longer be changed.")
    return take_off(db, by=by, referral=referral, filing=filing, reason=reason, told="removed")


def withdraw(db: Session, *, by: Actor, referral: Referral) -> None:
    """Take back a referral that was not sent; its people can be referred again."""
    hold(db, referral)
    demand(by, Permission.REFERRAL_PREPARE, referral)
    referral.move(ReferralMove.WITHDRAW)
    for person in still_referred(referral):
        person.dropped_because = Dropped.WITHDRAWN.value
        person.filing.referred = False
    ledger.record(
        db, by, "referral:withdrawn", organisation_id=referral.organisation_id, referral_id=referral.id
    )
    db.flush()


def hold(db: Session, referral: Referral) -> None:
    """Read a referral anew under its lock, so that of two acts at once the second sees what the first did."""
    db.flush()
    db.refresh(referral, with_for_update={"of": Referral})


def take_off(
    db: Session, *, by: Actor, referral: Referral, filing: Filing, reason: str, told: str
) -> ReferredPerson:
    """Take one person of a referral off it, for a reason that somebody gives.

    Raises BadInput without a reason, NotFound for who is not in it, or no longer.
    """
    given = reason.strip()
    if not given or len(given) > LONGEST_REASON:
        raise BadInput(
            message(
                "Give the reason in 1 to %(most)d characters: it stays beside the name.", most=LONGEST_REASON
            )
        )
    person = next((one for one in referral.people if one.filing_id == filing.id), None)
    if person is None or person.dropped_because is not None:
        raise NotFound("This person is not in the referral, or no longer.")
    drop(db, by, person, given, told=told)
    db.flush()
    return person


def drop(db: Session, by: Actor, person: ReferredPerson, reason: str, *, told: str) -> None:
    """Take one person off; the ledger is told a fixed word, the reason in free text stays in the row."""
    person.dropped_because = reason
    person.filing.referred = False
    ledger.record(
        db, by, "referral:person-dropped", filing=person.filing, referral_id=person.referral_id, reason=told
    )


def still_referred(referral: Referral) -> list[ReferredPerson]:
    """Return the people of a referral who were not dropped."""
    return [person for person in referral.people if person.dropped_because is None]


def demand_not_own(by: Actor, filings: Iterable[Filing]) -> None:
    """Raise NotPermitted when one of these is the actor's own: nobody refers themselves, or lets it be."""
    if by.person_id is not None and by.person_id in {filing.person_id for filing in filings}:
        raise NotPermitted("You are among the people this is about. Ask a colleague to do it.")


def answer_due(cycle: Cycle, *, today: date | None) -> date:
    """Return the working day by which a head answers a referral that is sent today."""
    programme = programmes.of(cycle)
    return working_day_after(today or today_in(cycle), programme.letters.head_days)


def today_in(cycle: Cycle) -> date:
    """Return today's date in the programme's default zone."""
    return clock.now().astimezone(ZoneInfo(programmes.of(cycle).calendar.default_zone)).date()


def overdue(cycle: Cycle, *, today: date | None) -> ColumnElement[bool]:
    """Tell in SQL whether a filing is so long overdue that it is referred.

    That is from the ladder's referral day on, and always once the cycle is closed without it.
    """
    days = [rung.day for rung in programmes.of(cycle).ladder if rung.letter is LetterKind.REFERRAL]
    latest = (today or today_in(cycle)) - timedelta(days=max(1, min(days, default=1)))
    return or_(
        Filing.state == FilingState.NOT_FILED,
        and_(Filing.state.in_(UNFILED), Filing.due_on <= latest),
    )


def _qualifying(cycle: Cycle, *, today: date | None) -> Select[Filing]:
    return (
        select(Filing)
        .join(Filing.entity)
        .join(Filing.person)
        .join(Filing.designation)
        .options(contains_eager(Filing.entity), contains_eager(Filing.person))
        .where(
            Filing.organisation_id == cycle.organisation_id,
            Filing.cycle_id == cycle.id,
            overdue(cycle, today=today),
            Filing.referred.is_(False),
            Designation.state != DesignationState.CONTESTED,
        )
        .order_by(Entity.position, Entity.code, Person.name, Filing.id)
    )
