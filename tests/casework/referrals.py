"""What the office does about those who did not file, on the referral step of the ladder."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from disclosure.casework import accounts, referring
from disclosure.domain.actors import Role
from disclosure.models import Referral
from tests.cast import Cast, Member, member

THE_DAY = date(2020, 4, 30)
"""Thirty days after the due date: the referral step of the ladder."""


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def prepare(db: Session, cast: Cast, entity: str = "DOS", by: Member | None = None) -> Referral:
    return referring.prepare(
        db, by=(by or cast.olu).actor, cycle=cast.cycle, entity=cast.entities[entity], today=THE_DAY
    )


def send(db: Session, cast: Cast, referral: Referral, by: Member | None = None) -> referring.Sent:
    return referring.send(db, by=(by or cast.petra).actor, referral=referral, today=THE_DAY)


def with_a_head(db: Session, cast: Cast, entity: str = "DOS") -> Member:
    """Give an entity a head from outside its roster: Hana is herself among those who owe a filing."""
    account = accounts.create_account(
        db,
        by=cast.olu.actor,
        organisation=cast.organisation,
        email=f"chief-{entity.lower()}@example.org",
        name=f"Chief of {entity}",
    )
    accounts.grant_role(
        db, by=cast.olu.actor, account=account, role=Role.ENTITY_HEAD, entity=cast.entities[entity]
    )
    return member(db, account)


def sent(db: Session, cast: Cast) -> tuple[Referral, Member]:
    head, referral = with_a_head(db, cast), prepare(db, cast)
    send(db, cast, referral)
    return referral, head


def names(db: Session, by: Member, referral: Referral) -> dict[str, str | None]:
    return {one.name: one.dropped_because for one in referring.people(db, by=by.actor, referral=referral)}


def candidates(db: Session, cast: Cast, today: date = THE_DAY) -> dict[str, int]:
    found = referring.candidates(db, by=cast.olu.actor, cycle=cast.cycle, today=today)
    return {one.entity.code: len(one.filings) for one in found}
