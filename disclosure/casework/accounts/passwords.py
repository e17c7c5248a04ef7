"""Passwords of accounts: looked up, set and changed. Hashing is the caller's, outside any transaction."""

from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework.accounts import devices, telling
from disclosure.casework.accounts.holding import open_at
from disclosure.casework.accounts.links import void_links
from disclosure.casework.accounts.sessions import end_sessions
from disclosure.credentials import strength
from disclosure.domain.messages import Message
from disclosure.models import Account, Password


class Kept(NamedTuple):
    """An account and what is kept of its password, if it has one."""

    account_id: UUID
    hash: str | None


def kept_for(db: Session, email: str) -> list[Kept]:
    """Return what is kept for an address, one for each organisation; nothing for an unknown one."""
    rows = open_at(select(Account.id, Password.hash).outerjoin(Password), email)
    return [Kept(row.id, row.hash) for row in db.execute(rows)]


def kept_of(db: Session, account_id: UUID) -> str | None:
    """Return what is kept of an account's password; None where it has none."""
    return db.scalar(select(Password.hash).where(Password.account_id == account_id))


def faults(account: Account, password: str, *, leaked: Path | None) -> list[Message]:
    """Return why an account may not take a password, in one sentence; nothing when it may."""
    return strength.faults(password, own=(account.name, account.email), leaked=leaked)


def set_password(db: Session, *, account: Account, hashed: str, site: str, keep: str | None = None) -> None:
    """Give an account a password, new or in place of another.

    Every other session of it ends, on all sites, but the one whose token is
    `keep`; open links and known browsers are worth nothing more; the owner is
    written to. A second factor stays as it is.
    """
    row = db.get(Password, account.id)
    if row is None:
        db.add(Password(account_id=account.id, hash=hashed, set_at=clock.now()))
    else:
        row.hash, row.set_at = hashed, clock.now()
    end_sessions(db, account=account, keep=keep)
    void_links(db, [account.id])
    devices.forget(db, account_id=account.id)
    telling.changed(db, account, what="password", site=site)
    telling.note(db, account, "password:set")
    db.flush()


def refresh(db: Session, *, account_id: UUID, was: str, hashed: str) -> None:
    """Keep the same password under today's parameters, unless it was changed meanwhile."""
    row = db.get(Password, account_id)
    if row is not None and row.hash == was:
        row.hash = hashed
        db.flush()
