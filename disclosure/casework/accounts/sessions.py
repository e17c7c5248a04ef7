"""Sessions: begun, looked up for every request, ended. The database keeps only the hash of a token."""

import secrets
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from disclosure import clock, ledger
from disclosure.domain.actors import Actor
from disclosure.domain.tokens import TOKEN_BYTES, hash_of
from disclosure.errors import NotPermitted
from disclosure.models import Account, SignedIn

ABSOLUTE_HOURS = 12
TOUCHED_EVERY = timedelta(minutes=1)
"""How stale `seen_at` may be: a page costs a write at most once a minute."""


def begin_session(
    db: Session, account: Account, *, site: str, method: str, absolute_hours: int = ABSOLUTE_HOURS
) -> str:
    """Sign an account in on a site and return the session's token; it is shown here once.

    `method` says how the account proved itself, for the ledger. Raises
    NotPermitted for a disabled account.
    """
    if account.disabled_at is not None:
        raise NotPermitted("This account is disabled. Ask the programme office.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    db.add(
        SignedIn(
            id=uuid4(),
            account_id=account.id,
            token_hash=hash_of(token),
            site=site,
            method=method,
            created_at=now,
            seen_at=now,
            ends_at=now + timedelta(hours=absolute_hours),
        )
    )
    _record(db, account, "account:signed-in", site=site, method=method)
    db.flush()
    return token


def session_of(
    db: Session, token: str, *, site: str, idle_minutes: int, absolute_hours: int, touch: bool = True
) -> SignedIn | None:
    """Return the session of a token, with its account, or None when it is over or was never begun.

    It is over when ended, idle for `idle_minutes`, `absolute_hours` old, or
    when its account is disabled. `touch=False` leaves `seen_at` alone, for a
    transaction that only reads.
    """
    found = db.scalar(
        select(SignedIn)
        .options(joinedload(SignedIn.account))
        .where(SignedIn.token_hash == hash_of(token), SignedIn.site == site, SignedIn.ended_at.is_(None))
    )
    now = clock.now()
    if found is None or found.account.disabled_at is not None:
        return None
    ends_at = min(found.ends_at, found.created_at + timedelta(hours=absolute_hours))
    if now >= ends_at or now >= found.seen_at + timedelta(minutes=idle_minutes):
        return None
    if touch and now >= found.seen_at + TOUCHED_EVERY:
        found.seen_at = now
        db.flush()
    return found


def end_session(db: Session, signed_in: SignedIn) -> None:
    """Sign out. Ending a session twice does nothing more."""
    if signed_in.ended_at is None:
        signed_in.ended_at = clock.now()
        _record(db, signed_in.account, "account:signed-out", site=signed_in.site)
        db.flush()


def _record(db: Session, account: Account, kind: str, **facts: str) -> None:
    by = Actor(account_id=account.id, person_id=account.person_id)
    ledger.record(db, by, kind, organisation_id=account.organisation_id, filing=None, **facts)
