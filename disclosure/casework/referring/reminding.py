"""Reminding heads of a referral about which they have not said what they did, once a week."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from disclosure import ledger, mail
from disclosure.access import Permission, demand
from disclosure.casework.chasing.lists import OWING
from disclosure.casework.referring.preparing import still_referred, today_in
from disclosure.casework.referring.sending import addressees
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import ReferralState
from disclosure.models import Account, Cycle, Letter, Referral

KIND = "referral-reminder"
DAYS = 7
"""From one reminder to the next."""


class HeadReminder(NamedTuple):
    """A reminder to a head that is due and not written."""

    referral: Referral
    to: Account
    people: int
    """How many of the referral have not filed yet; with nobody left there is nothing to remind of."""
    occasion: str


def due_head_reminders(
    db: Session, *, by: Actor, cycle: Cycle, today: date | None = None
) -> list[HeadReminder]:
    """Return the reminders to heads whose day to answer has passed, none more often than once a week.

    `today` is the date in the programme's default zone unless given.
    """
    demand(by, Permission.REMINDER_WRITE, cycle)
    found = list(_unanswered(db, cycle, today or today_in(cycle)))
    occasions = [one.occasion for one in found]
    written = set(db.scalars(select(Letter.occasion).where(Letter.occasion.in_(occasions))))
    return [one for one in found if one.occasion not in written]


def remind_heads(db: Session, *, by: Actor, cycle: Cycle, today: date | None = None) -> list[Letter]:
    """Write every reminder to a head that is due: exactly those that `due_head_reminders` shows."""
    due = {one.occasion: one for one in due_head_reminders(db, by=by, cycle=cycle, today=today)}
    letters = mail.write_all(
        db,
        KIND,
        [
            mail.Addressed(
                to=one.to,
                occasion=occasion,
                params={
                    "year": cycle.year,
                    "act_by": one.referral.due_on,
                    "people": one.people,
                    "entity": one.referral.entity.names.get(one.to.language, one.referral.entity.name),
                },
            )
            for occasion, one in due.items()
        ],
        organisation_id=cycle.organisation_id,
    )
    lines = [
        (None, {"referral_id": due[letter.occasion].referral.id, "letter_id": letter.id})
        for letter in letters
    ]
    if lines:
        ledger.record_all(db, by, "referral:reminded", lines, organisation_id=cycle.organisation_id)
    db.flush()
    return letters


def _unanswered(db: Session, cycle: Cycle, today: date) -> Iterator[HeadReminder]:
    rows = db.scalars(
        select(Referral)
        .options(joinedload(Referral.entity))
        .where(Referral.cycle_id == cycle.id, Referral.state == ReferralState.SENT, Referral.due_on < today)
        .order_by(Referral.due_on, Referral.id)
    )
    for referral in rows.all():
        people = sum(1 for one in still_referred(referral) if one.filing.state in OWING)
        week = (today - referral.due_on).days // DAYS
        for head in addressees(db, referral) if people else []:
            yield HeadReminder(referral, head, people, f"{KIND}:{referral.id}:{head.id}:{week}")
