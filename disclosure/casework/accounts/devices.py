"""Browsers from which an account has signed in before. The database keeps only the hash of their token."""

import secrets
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.domain.tokens import TOKEN_BYTES, hash_of
from disclosure.models import Account, KnownDevice
from disclosure.models.writing import insert_now


def remember(db: Session, *, account: Account, device: str | None) -> str:
    """Let a browser be known as one of `account`; return the token it keeps, drawn where it has none."""
    now = clock.now()
    if device is not None:
        known = update(KnownDevice).where(
            KnownDevice.account_id == account.id, KnownDevice.token_hash == hash_of(device)
        )
        if db.execute(known.values(last_at=now).returning(KnownDevice.id)).scalar() is not None:
            return device
    device = device or secrets.token_urlsafe(TOKEN_BYTES)
    insert_now(
        db,
        KnownDevice(id=uuid4(), account_id=account.id, token_hash=hash_of(device), first_at=now, last_at=now),
    )
    return device


def forget(db: Session, *, account_id: UUID) -> None:
    """Let no browser be known as one of the account."""
    db.execute(delete(KnownDevice).where(KnownDevice.account_id == account_id))
