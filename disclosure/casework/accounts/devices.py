"""Browsers from which an account has signed in before. The database keeps only the hash of their token."""

import secrets
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.domain.tokens import TOKEN_BYTES, hash_of
from disclosure.models import Account, KnownDevice


def remember(db: Session, *, account: Account, device: str | None) -> str:
    """Let a browser be known as one of `account`; return the token it keeps, drawn where it has none."""
    device = device or secrets.token_urlsafe(TOKEN_BYTES)
    known = db.scalar(
        select(KnownDevice).where(
            KnownDevice.account_id == account.id, KnownDevice.token_hash == hash_of(device)
        )
    )
    now = clock.now()
    if known is None:
        db.add(
            KnownDevice(
                id=uuid4(), account_id=account.id, token_hash=hash_of(device), first_at=now, last_at=now
            )
        )
    else:
        known.last_at = now
    db.flush()
    return device


def forget(db: Session, *, account_id: UUID) -> None:
    """Let no browser be known as one of the account."""
    db.execute(delete(KnownDevice).where(KnownDevice.account_id == account_id))
