"""Attempts to sign in: half done, failed, and from devices that are known."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from disclosure.models.base import Base, Id


class SignInStep(Base):
    """Somebody proved the first factor on a site and is asked for the second. No session begins before."""

    __tablename__ = "sign_in_steps"

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    site: Mapped[str] = mapped_column(String(20))
    method: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Guesses(Base):
    """How often somebody failed to prove who they are, by the mark of an account, a source or both."""

    __tablename__ = "guesses"

    mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]
    wait_until: Mapped[datetime | None]


class KnownDevice(Base):
    """A browser from which an account has signed in before."""

    __tablename__ = "known_devices"
    __table_args__ = (UniqueConstraint("account_id", "token_hash"),)

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
