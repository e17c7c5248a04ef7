"""Sending a referral to the heads of the entity, and recording what the head did."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework.chasing import heads_of
from disclosure.casework.referring.preparing import (
    Dropped,
    answer_due,
    demand_not_own,
    drop,
    hold,
    overdue,
    still_referred,
)
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import HAS_STATEMENT, NOT_REQUIRED, REFERRAL, ReferralMove
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Account, Filing, Letter, Referral, ReferredPerson

LONGEST_ACTION = 4_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The letters of a referral, one for each head, and whoever was dropped before they were written."""

    letters: list[Letter]
    dropped: list[ReferredPerson]


def send(db: Session, *, by: Actor, referral: Referral, today: date | None = None) -> Sent:
    """Send a referral that somebody else prepared to every head of its entity.

    Whoever has filed meanwhile, or need not any more, is dropped and listed;
    the head's time to answer begins today. Raises WrongState when nobody is
    left or the entity has no head to write to, NotPermitted for whoever
    prepared it or is among its people.
    """
    hold(db, referral)
    demand(by, Permission.REFERRAL_SEND, referral)
    if by.named() == referral.prepared_by_id:
        raise NotPermitted("You prepared this referral. Another person must send it.")
    demand_not_own(by, (person.filing for person in still_referred(referral)))
    REFERRAL.after(referral.state, ReferralMove.SEND)
    _drop_who_no_longer_qualifies(db, by, referral, today)
    people = still_referred(referral)
    if not people:
        raise WrongState(
            "Nobody is left in this referral: everybody has filed or has more time. Withdraw it."
        )
    heads = _heads(db, referral)
    referral.move(ReferralMove.SEND)
    referral.due_on = answer_due(referral.cycle, today=today)
    referral.sent_by_id = by.named()
    referral.sent_at = clock.now()
    letters = _write(db, referral, heads, people=len(people))
    ledger.record(db, by, "referral:sent", organisation_id=referral.organisation_id, referral_id=referral.id)
    db.flush()
    return Sent(letters, [person for person in referral.people if person.dropped_because is not None])


def record_action(db: Session, *, by: Actor, referral: Referral, action: str) -> None:
    """Record, as the head, what was done about the people of a referral; it is closed by that."""
    hold(db, referral)
    demand(by, Permission.REFERRAL_ACT, referral)
    demand_not_own(by, (person.filing for person in still_referred(referral)))
    done = action.strip()
    if not done or len(done) > LONGEST_ACTION:
        raise BadInput(message("Say what was done in 1 to %(most)d characters.", most=LONGEST_ACTION))
    referral.move(ReferralMove.ACT)
    referral.action = done
    referral.acted_by_id = by.named()
    referral.acted_at = clock.now()
    ledger.record(db, by, "referral:acted", organisation_id=referral.organisation_id, referral_id=referral.id)
    db.flush()


def _drop_who_no_longer_qualifies(db: Session, by: Actor, referral: Referral, today: date | None) -> None:
    people = still_referred(referral)
    wanted = [person.filing_id for person in people]
    locked = select(Filing).where(Filing.id.in_(wanted)).with_for_update()
    db.scalars(locked.execution_options(populate_existing=True)).all()
    qualifying = select(Filing.id).where(Filing.id.in_(wanted), overdue(referral.cycle, today=today))
    remain = set(db.scalars(qualifying))
    for person in people:
        if person.filing_id not in remain:
            why = _why(person.filing)
            drop(db, by, person, why.value, told=why.value)


def _why(filing: Filing) -> Dropped:
    if filing.state in HAS_STATEMENT:
        return Dropped.FILED
    return Dropped.EXEMPTED if filing.state in NOT_REQUIRED else Dropped.MORE_TIME


def addressees(db: Session, referral: Referral) -> list[Account]:
    """Return whom a referral is written to: the heads who are not themselves among the people referred."""
    about = {person.filing.person_id for person in still_referred(referral)}
    named = heads_of(db, referral.organisation_id).get(referral.entity_id, [])
    return [head for head in named if head.person_id is None or head.person_id not in about]


def _heads(db: Session, referral: Referral) -> list[Account]:
    code = referral.entity.code
    if not heads_of(db, referral.organisation_id).get(referral.entity_id):
        raise WrongState(f"{code} has no head with an account. Give somebody the role of its head first.")
    heads = addressees(db, referral)
    if not heads:
        raise WrongState(
            f"The head of {code} is among the people referred. "
            "Give the role to the person they answer to as well."
        )
    return heads


def _write(db: Session, referral: Referral, heads: list[Account], *, people: int) -> list[Letter]:
    letters = [
        mail.Addressed(
            to=head,
            occasion=f"referral:{referral.id}:{head.id}",
            params={
                "year": referral.cycle.year,
                "due_on": referral.cycle.due_on,
                "act_by": referral.due_on,
                "people": people,
                "entity": referral.entity.names.get(head.language, referral.entity.name),
            },
        )
        for head in heads
    ]
    return mail.write_all(db, LetterKind.REFERRAL, letters, organisation_id=referral.organisation_id)
