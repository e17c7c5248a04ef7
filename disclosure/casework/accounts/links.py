"""Signing in by a link sent by mail: asked for, as an invitation, or to choose another password.

A link's token is drawn when its letter is handed over (`mail.doors`): the
letter waits with the link's id, and of the token the database only ever holds
the SHA-256. A link works once, within its time, on the site it was asked for,
and using one ends the others of its account there. It proves the first factor
alone: whoever has a second one is asked for it after any link.

Whether an address has an account is never told: asking for a link has the same
outcome for everybody.
"""

import secrets
from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from disclosure import clock, mail, queue
from disclosure.access import Permission, demand
from disclosure.casework.accounts import telling
from disclosure.casework.accounts.holding import accounts_of
from disclosure.domain.actors import Actor
from disclosure.domain.tokens import hash_of
from disclosure.errors import NotPermitted, WrongState
from disclosure.mail.doors import path_to
from disclosure.mail.writing import SENDING
from disclosure.models import Account, SignInLink

SIGN_IN_MINUTES = 15
RESET_MINUTES = 60
INVITATION_DAYS = 7
LINKS_AT_ONCE = 5
"""Links of one account that may be open on a site; further requests flood no mailbox."""

HASH_BYTES = 32


class Purpose(StrEnum):
    """What a link is for. Its value is the kind of its letter."""

    SIGN_IN = "sign-in"
    RESET = "reset-password"
    INVITATION = "invitation"


LASTS = {
    Purpose.SIGN_IN: timedelta(minutes=SIGN_IN_MINUTES),
    Purpose.RESET: timedelta(minutes=RESET_MINUTES),
    Purpose.INVITATION: timedelta(days=INVITATION_DAYS),
}


def send_sign_in_link(db: Session, *, email: str, site: str, purpose: Purpose = Purpose.SIGN_IN) -> None:
    """Send a link to each open account of an address; send nothing where there is none, and tell nobody."""
    accounts = accounts_of(db, email)
    wanting = [one for one in accounts if _open_links(db, one.id, site) < LINKS_AT_ONCE]
    for account in wanting:
        _send(db, account, site, purpose)
    if not accounts:
        _open_links(db, uuid4(), site)
    if not wanting:
        _send_nobody(db, site, purpose)


def invite(db: Session, *, by: Actor, account: Account, site: str) -> None:
    """Send somebody the link by which they take up an account that was made for them. A new one ends the old.

    Raises WrongState for a disabled account.
    """
    demand(by, Permission.ACCOUNTS_MANAGE, account)
    if account.disabled_at is not None:
        raise WrongState(f"The account of {account.name} is disabled.")
    void_links(db, [account.id], site=site)
    _send(db, account, site, Purpose.INVITATION)
    telling.note(db, account, "account:invited", by=by)
    db.flush()


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


def purpose_of(db: Session, *, token: str, site: str) -> Purpose:
    """Return what a link is or was for; an unknown one is taken for one to sign in."""
    known = select(SignInLink.purpose).where(SignInLink.token_hash == hash_of(token), SignInLink.site == site)
    return Purpose(db.scalar(known) or Purpose.SIGN_IN)


def send_another(db: Session, *, token: str, site: str) -> None:
    """Send a new link to the account to which one was sent that does not work any more, if it was.

    Only who was sent the old one has its token, so nobody else is written to; nothing is told either way.
    """
    old = select(SignInLink).where(SignInLink.token_hash == hash_of(token), SignInLink.site == site)
    link = db.scalar(old)
    account = db.get(Account, link.account_id) if link else None
    usable = account is not None and account.disabled_at is None
    if account is not None and usable and _open_links(db, account.id, site) < LINKS_AT_ONCE:
        _send(db, account, site, Purpose(link.purpose) if link else Purpose.SIGN_IN)


def void_links(db: Session, account_ids: Collection[UUID], *, site: str | None = None) -> None:
    """End the open links of these accounts, on one site or on all."""
    open_ones = update(SignInLink).where(SignInLink.account_id.in_(account_ids), SignInLink.used_at.is_(None))
    if site is not None:
        open_ones = open_ones.where(SignInLink.site == site)
    db.execute(open_ones.values(used_at=clock.now()))


def _open_links(db: Session, account_id: UUID, site: str) -> int:
    return (
        db.scalar(
            select(func.count()).where(
                SignInLink.account_id == account_id,
                SignInLink.site == site,
                SignInLink.used_at.is_(None),
                SignInLink.expires_at > clock.now(),
            )
        )
        or 0
    )


def _send_nobody(db: Session, site: str, purpose: Purpose) -> None:
    """Do what a link costs, undo it, and owe a round of letters: the time of the answer tells nothing."""
    anybody = db.scalar(select(Account).limit(1))
    if anybody is None:
        return
    with db.begin_nested() as undone:
        _send(db, anybody, site, purpose)
        db.flush()
        undone.rollback()
    queue.owe(db, SENDING, uuid4())


def _send(db: Session, account: Account, site: str, purpose: Purpose) -> None:
    """Until its letter goes, a link has the hash of no token: it cannot be used."""
    now = clock.now()
    link = SignInLink(
        id=uuid4(),
        account_id=account.id,
        token_hash=secrets.token_bytes(HASH_BYTES),
        site=site,
        purpose=purpose,
        created_at=now,
        expires_at=now + LASTS[purpose],
    )
    db.add(link)
    mail.write(
        db,
        purpose.value,
        to=account,
        occasion=f"{purpose}:{link.id}",
        organisation_id=account.organisation_id,
        path=path_to(link.id),
        site=site,
        expires_at=link.expires_at,
    )
