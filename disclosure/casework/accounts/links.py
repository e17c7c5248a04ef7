"""Signing in by a link sent by mail.

The token is 256 random bits. The table of links keeps its SHA-256 alone. The
letter must carry it until it is sent and forgets it then (`mail.Shape.secret`),
so what a backup or log of the database may still hold has been used or has
expired a quarter of an hour after it was written. A link works once, on the
site it was asked for, and using one ends the others of its account there.

Whether an address has an account is never told: asking for a link has the same
outcome for everybody.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from disclosure import clock, mail
from disclosure.casework.accounts.holding import accounts_of
from disclosure.errors import NotPermitted
from disclosure.models import Account, SignInLink

SIGN_IN_MINUTES = 15
LINKS_AT_ONCE = 5
"""Links of one account that may be open on a site; further requests flood no mailbox."""

TOKEN_BYTES = 32
LINK_PATH = "/sign-in/link/"


def hash_of(token: str) -> bytes:
    """Return what is kept of a token. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).digest()


def send_sign_in_link(db: Session, *, email: str, site: str) -> None:
    """Send a link to each open account of an address; send nothing where there is none, and tell nobody."""
    for account in accounts_of(db, email):
        if _open_links(db, account, site) < LINKS_AT_ONCE:
            _send(db, account, site)


def redeem(db: Session, *, token: str, site: str) -> Account:
    """Use a link up and return the account it was sent to.

    Raises NotPermitted, always with the same sentence, for a link that is
    unknown, used, expired, of another site or of a disabled account.
    """
    now = clock.now()
    used = db.execute(
        update(SignInLink)
        .where(
            SignInLink.token_hash == hash_of(token),
            SignInLink.site == site,
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(SignInLink.account_id)
    ).scalar()
    account = db.get(Account, used) if used else None
    if account is None or account.disabled_at is not None:
        raise NotPermitted("This link does not work any more. Ask for a new one.")
    void_links(db, [account.id], site=site)
    return account


def void_links(db: Session, account_ids: Collection[UUID], *, site: str | None = None) -> None:
    """End the open links of these accounts, on one site or on all."""
    open_ones = update(SignInLink).where(SignInLink.account_id.in_(account_ids), SignInLink.used_at.is_(None))
    if site is not None:
        open_ones = open_ones.where(SignInLink.site == site)
    db.execute(open_ones.values(used_at=clock.now()))


def _open_links(db: Session, account: Account, site: str) -> int:
    return (
        db.scalar(
            select(func.count()).where(
                SignInLink.account_id == account.id,
                SignInLink.site == site,
                SignInLink.used_at.is_(None),
                SignInLink.expires_at > clock.now(),
            )
        )
        or 0
    )


def _send(db: Session, account: Account, site: str) -> None:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    link = SignInLink(
        id=uuid4(),
        account_id=account.id,
        token_hash=hash_of(token),
        site=site,
        created_at=now,
        expires_at=now + timedelta(minutes=SIGN_IN_MINUTES),
    )
    db.add(link)
    mail.write(
        db,
        "sign-in",
        to=account,
        occasion=f"sign-in:{link.id}",
        organisation_id=account.organisation_id,
        path=f"{LINK_PATH}{token}",
        site=site,
        expires_at=link.expires_at,
    )
