"""Accounts, the roles they hold, and how they are signed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.domain.actors import ENTITY_ROLES, Role
from disclosure.models.base import Base, Email, Id, Name, choice, one_of
from disclosure.models.people import Entity, Person


class Account(Base):
    """Somebody who can sign in: a person of the roster, or somebody from outside."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("organisation_id", "email"), Index(None, "email"))

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), unique=True)
    email: Mapped[Email]
    name: Mapped[Name]
    language: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str | None] = mapped_column(String(64))
    keys_off: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()
    grants: Mapped[list["Grant"]] = relationship(back_populates="account")


class Grant(Base):
    """A role given to an account, until it is taken back."""

    __tablename__ = "grants"
    __table_args__ = (
        CheckConstraint(
            f"(role IN {one_of(Role, *ENTITY_ROLES)}) = (entity_id IS NOT NULL)", name="entity_roles_name_one"
        ),
        Index(None, "account_id"),
        Index(None, "organisation_id", "role", "entity_id"),
    )

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    entity_id: Mapped[UUID | None] = mapped_column(ForeignKey("entities.id"))
    role: Mapped[Role] = mapped_column(choice(Role))
    granted_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(back_populates="grants")
    entity: Mapped[Entity | None] = relationship()


class Delegation(Base):
    """A filer lets an account prepare the statement; certifying stays theirs."""

    __tablename__ = "delegations"
    __table_args__ = (Index(None, "delegate_id"), Index(None, "person_id"))

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    delegate_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    granted_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SignInLink(Base):
    """A single-use link sent by mail: to sign in, as an invitation, or to choose another password.

    Only the hash of its token is kept.
    """

    __tablename__ = "sign_in_links"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    site: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(20), default="sign-in", server_default="sign-in")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignedIn(Base):
    """A session on one site: revocable, bounded by idle and absolute limits."""

    __tablename__ = "signed_in"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    site: Mapped[str] = mapped_column(String(20))
    method: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    proved_at: Mapped[datetime | None]
    """When its owner proved again who they are; not since it began where there is none."""
    agent: Mapped[str | None] = mapped_column(String(100))
    """Browser and system in a few words, for its owner to know it by."""
    provider_sid: Mapped[str | None] = mapped_column(String(255))
    """What the organisation's own sign-in calls this session; empty where it has no name for it."""

    account: Mapped[Account] = relationship()


class FormToken(Base):
    """A form that was already accepted, and where its sender was led: sending twice does it once."""

    __tablename__ = "form_tokens"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    answer: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]
