"""Roles: given and taken back, and read anew whenever somebody acts."""

from uuid import UUID, uuid4

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.domain.actors import ENTITY_ROLES, Actor, Held, Role
from disclosure.domain.messages import message
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Account, Delegation, Entity, Grant, Organisation

READING_ROLES = frozenset({Role.REVIEWER, Role.APPROVER, Role.ETHICS_OFFICER})
"""Roles that open statements. The administrator holds none of them: who runs the machines reads nothing."""

NOBODY = UUID(int=0)
"""Whom a disabled account acts as. No row names it, so no rule applies to it."""


def actor_of(db: Session, account: Account) -> Actor:
    """Return who `account` acts as at this moment, as the database says; a disabled one is nobody."""
    rows = db.execute(
        select(Account.disabled_at, Account.person_id, Grant.role, Grant.organisation_id, Grant.entity_id)
        .outerjoin(Grant, and_(Grant.account_id == Account.id, Grant.revoked_at.is_(None)))
        .where(Account.id == account.id)
        .order_by(Grant.granted_at, Grant.id)
    ).all()
    if not rows or rows[0].disabled_at is not None:
        return Actor(account_id=NOBODY)
    held = tuple(Held(row.role, row.organisation_id, row.entity_id) for row in rows if row.role)
    return Actor(account_id=account.id, person_id=rows[0].person_id, held=held)


def grant_role(
    db: Session, *, by: Actor, account: Account, role: Role, entity: Entity | None = None
) -> Grant:
    """Give a role of its organisation to an account; a role it holds already is returned as it is.

    Raises NotPermitted for one's own account, BadInput where the entity is
    missing, superfluous or of another organisation, or the roles exclude each other.
    """
    demand(by, Permission.ACCOUNTS_MANAGE, account)
    if by.account_id == account.id:
        raise NotPermitted("Nobody gives themselves a role. Ask a colleague who manages accounts.")
    if account.disabled_at is not None:
        raise WrongState(f"The account of {account.name} is disabled and takes no role.")
    _check_entity(account, role, entity)
    held = list(db.scalars(select(Grant).where(Grant.account_id == account.id, Grant.revoked_at.is_(None))))
    for grant in held:
        if grant.role is role and grant.entity_id == (entity.id if entity else None):
            return grant
    check(db, account, role, {grant.role for grant in held})
    return give(db, by, account, role, entity)


def check(db: Session, account: Account, role: Role, held: set[Role]) -> None:
    """Raise BadInput where a role is not to be had together with those `held`, or with delegations."""
    _check_exclusion(account, {role, *held})
    _check_delegations(db, account, role)


def give(db: Session, by: Actor, account: Account, role: Role, entity: Entity | None = None) -> Grant:
    """Write down a role whose giving was checked, with its line in the ledger."""
    grant = Grant(
        id=uuid4(),
        account_id=account.id,
        account=account,
        organisation_id=account.organisation_id,
        entity_id=entity.id if entity else None,
        entity=entity,
        role=role,
        granted_at=clock.now(),
    )
    db.add(grant)
    _record(db, by, "role:granted", grant)
    db.flush()
    return grant


def revoke_role(db: Session, *, by: Actor, grant: Grant) -> None:
    """Take a role back; it is gone on the very next request. The last programme officer's stays."""
    demand(by, Permission.ACCOUNTS_MANAGE, grant)
    if grant.revoked_at is not None:
        raise WrongState("This role has been taken back already.")
    if grant.role is Role.PROGRAMME_OFFICER:
        keep_an_officer(db, grant.account)
    take(db, by, grant)


def take(db: Session, by: Actor, grant: Grant) -> None:
    """Write down that a role was taken back whose taking was checked, with its line in the ledger."""
    grant.revoked_at = clock.now()
    _record(db, by, "role:revoked", grant)
    db.flush()


def keep_an_officer(db: Session, account: Account) -> None:
    """Raise WrongState if nobody but `account` could run the programme of its organisation.

    The organisation's row is locked, so two officers cannot remove each other at once.
    """
    db.scalars(select(Organisation).where(Organisation.id == account.organisation_id).with_for_update()).one()
    officers = db.scalars(
        select(Grant.account_id)
        .join(Account, Account.id == Grant.account_id)
        .where(
            Grant.organisation_id == account.organisation_id,
            Grant.role == Role.PROGRAMME_OFFICER,
            Grant.revoked_at.is_(None),
            Account.disabled_at.is_(None),
        )
    )
    if set(officers) == {account.id}:
        raise WrongState(f"{account.name} is the only programme officer. Give somebody else this role first.")


def _check_entity(account: Account, role: Role, entity: Entity | None) -> None:
    if (role in ENTITY_ROLES) != (entity is not None):
        raise BadInput(
            message("Say for which entity this role is held.")
            if entity is None
            else message("This role is held for the whole organisation; leave the entity empty.")
        )
    if entity is not None and entity.organisation_id != account.organisation_id:
        raise BadInput(message("This entity belongs to another organisation than the account."))


def _check_exclusion(account: Account, roles: set[Role]) -> None:
    if Role.ADMINISTRATOR in roles and roles & READING_ROLES:
        raise BadInput(
            message(
                "An administrator reads no statements, so %(name)s cannot hold both roles. "
                "Take the other one back first.",
                name=account.name,
            )
        )


def _check_delegations(db: Session, account: Account, role: Role) -> None:
    """Whoever prepares a colleague's statement reads none for the office; delegating.py has the reverse."""
    prepares = exists().where(Delegation.delegate_id == account.id, Delegation.revoked_at.is_(None))
    if role in READING_ROLES and db.scalar(select(prepares)):
        raise BadInput(
            message(
                "%(name)s prepares the statement of a colleague and so cannot read statements for the "
                "office. The colleague takes that back on the page about the account.",
                name=account.name,
            )
        )


def _record(db: Session, by: Actor, kind: str, grant: Grant) -> None:
    ledger.record(
        db,
        by,
        kind,
        organisation_id=grant.organisation_id,
        account=grant.account_id,
        role=grant.role.value,
        entity_id=grant.entity_id,
    )
