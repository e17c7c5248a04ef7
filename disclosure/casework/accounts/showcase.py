"""Whom a demonstration offers to sign in as: a few people of every part and in every state."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.domain.actors import Role
from disclosure.domain.messages import Message, message
from disclosure.models import Account, Cycle, Entity, Filing, Grant

ROLES_OF = {
    "review": (Role.REVIEWER, Role.APPROVER, Role.ETHICS_OFFICER),
    "compliance": (
        Role.PROGRAMME_OFFICER,
        Role.AUDITOR,
        Role.FOCAL_POINT,
        Role.ENTITY_HEAD,
        Role.ETHICS_OFFICER,
    ),
}
OF_EACH = 3

ROLE_NAMES = {
    Role.REVIEWER: message("Reviewer"),
    Role.APPROVER: message("Approver"),
    Role.ETHICS_OFFICER: message("Ethics officer"),
    Role.PROGRAMME_OFFICER: message("Programme officer"),
    Role.FOCAL_POINT: message("Focal point"),
    Role.ENTITY_HEAD: message("Head of entity"),
    Role.AUDITOR: message("Auditor"),
    Role.ADMINISTRATOR: message("Administrator"),
}


class Shown(NamedTuple):
    """One person of the demonstration, and the part they play."""

    account: Account
    part: Message


def showcase(db: Session, *, site: str) -> list[Shown]:
    """Return a few accounts for a site, in a steady order. For an instance made by the replay only."""
    return _filers(db) if site == "portal" else _office(db, ROLES_OF[site])


def _office(db: Session, roles: tuple[Role, ...]) -> list[Shown]:
    shown = []
    for role in roles:
        rows = db.execute(
            select(Account, Entity)
            .join(Grant, Grant.account_id == Account.id)
            .outerjoin(Entity, Entity.id == Grant.entity_id)
            .where(Grant.role == role, Grant.revoked_at.is_(None))
            .order_by(Entity.position, Account.name)
            .limit(OF_EACH)
        )
        for account, entity in rows:
            part = ROLE_NAMES[role]
            if entity is not None:
                part = message("%(role)s, %(entity)s", role=part, entity=entity.code)
            shown.append(Shown(account, part))
    return shown


def _filers(db: Session) -> list[Shown]:
    """Pick people whose filings stand in different states, newest cycle first."""
    place = (
        func.row_number()
        .over(partition_by=(Cycle.year, Filing.state), order_by=(Filing.item_count.desc(), Filing.token))
        .label("place")
    )
    picked = (
        select(Filing.person_id, Filing.state, Cycle.year, place)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .subquery()
    )
    rows = db.execute(
        select(Account, picked.c.state, picked.c.year)
        .join(picked, picked.c.person_id == Account.person_id)
        .where(picked.c.place <= OF_EACH)
        .order_by(picked.c.year.desc(), picked.c.state, picked.c.place)
    )
    seen: dict[object, Shown] = {}
    for account, state, year in rows:
        part = message("Filer: %(year)d, %(state)s", year=year, state=state.value.replace("-", " "))
        seen.setdefault(account.id, Shown(account, part))
    return list(seen.values())
