"""Accounts of people who sign in with their organisation: found, given their roles, signed out."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework.accounts import roles, telling
from disclosure.casework.accounts.holding import accounts_of
from disclosure.casework.accounts.sessions import end_session
from disclosure.credentials.openid import Claims
from disclosure.credentials.provider import Provider
from disclosure.domain.actors import WORKER, Role
from disclosure.domain.messages import message
from disclosure.errors import BadInput, ConfigError, WrongState
from disclosure.models import Account, Entity, Grant, Identity, Organisation, SignedIn

NO_ACCOUNT = message(
    "Your organisation knows you, but you have no account here. Ask the programme office: the people who are "
    "asked to file have one."
)
Held = tuple[Role, UUID | None]


def account_of(db: Session, provider: Provider, *, claims: Claims) -> Account:
    """Return the account of who came from the provider; at the first time it is found by its address.

    Raises BadInput when there is none, or its address is not verified.
    """
    known = select(Identity.account_id).where(
        Identity.issuer == provider.issuer, Identity.subject == claims["sub"]
    )
    account_id = db.scalar(known)
    account = db.get(Account, account_id) if account_id else _linked(db, provider, claims)
    if account is None or account.disabled_at is not None:
        raise BadInput(NO_ACCOUNT)
    return account


def hold_roles(db: Session, provider: Provider, *, account: Account, claims: Claims) -> None:
    """Give an account the roles of its groups and take back those of the others.

    Roles that the file does not map are left alone, and so is the last programme officer's. Raises
    BadInput where roles exclude each other.
    """
    groups = claims.get(provider.groups)
    belongs = set(groups) if isinstance(groups, list) else {groups}
    mapped = {_held(db, account, one.role, one.entity): one.group for one in provider.roles}
    wanted = {_held(db, account, one.role, one.entity) for one in provider.roles if one.group in belongs}
    having = {
        (grant.role, grant.entity_id): grant
        for grant in db.scalars(
            select(Grant).where(Grant.account_id == account.id, Grant.revoked_at.is_(None))
        )
    }
    for held in sorted(having.keys() & (mapped.keys() - wanted), key=str):
        _take(db, having.pop(held))
    for role, entity_id in sorted(wanted - having.keys(), key=str):
        roles.check(db, account, role, {grant_role for grant_role, _entity in having})
        entity = db.get_one(Entity, entity_id) if entity_id else None
        having[role, entity_id] = roles.give(db, WORKER, account, role, entity)


def sign_out(db: Session, provider: Provider, *, claims: Claims) -> int:
    """End the sessions that a logout token means and that began before it; return how many."""
    ended = select(SignedIn).where(
        SignedIn.ended_at.is_(None), SignedIn.created_at <= datetime.fromtimestamp(claims["iat"] + 1, UTC)
    )
    if claims.get("sid"):
        ended = ended.where(SignedIn.provider_sid == claims["sid"])
    else:
        ended = ended.where(SignedIn.provider_sid.is_not(None))
    if claims.get("sub"):
        subject = select(Identity.account_id).where(
            Identity.issuer == provider.issuer, Identity.subject == claims["sub"]
        )
        ended = ended.where(SignedIn.account_id.in_(subject))
    sessions: Collection[SignedIn] = db.scalars(ended).all()
    for one in sessions:
        end_session(db, one)
    return len(sessions)


def _linked(db: Session, provider: Provider, claims: Claims) -> Account | None:
    email = claims.get(provider.email)
    verified = claims.get("email_verified") is True or provider.trusts_email
    organisation = db.scalar(select(Organisation).where(Organisation.code == provider.organisation))
    if organisation is None:
        raise ConfigError(f"The sign-in is for {provider.organisation}, and there is no such organisation.")
    found = accounts_of(db, email, organisation=organisation) if isinstance(email, str) and verified else []
    for account in found:
        db.add(
            Identity(
                id=uuid4(),
                account_id=account.id,
                issuer=provider.issuer,
                subject=claims["sub"],
                linked_at=clock.now(),
            )
        )
        telling.note(db, account, "identity:linked")
        db.flush()
        return account
    return None


def _held(db: Session, account: Account, role: Role, entity: str | None) -> Held:
    if entity is None:
        return role, None
    own = select(Entity.id).where(Entity.organisation_id == account.organisation_id, Entity.code == entity)
    entity_id = db.scalar(own)
    if entity_id is None:
        raise ConfigError(f"The file of the sign-in names the entity {entity}, and there is none.")
    return role, entity_id


def _take(db: Session, grant: Grant) -> None:
    if grant.role is Role.PROGRAMME_OFFICER:
        try:
            roles.keep_an_officer(db, grant.account)
        except WrongState:
            return
    roles.take(db, WORKER, grant)
