"""Passkeys of accounts: added, used and taken off. They are of the host for which a device made them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework.accounts import telling
from disclosure.casework.accounts.factors import factors_of
from disclosure.credentials import passkeys
from disclosure.domain.messages import message
from disclosure.errors import BadInput, NotFound
from disclosure.models import Account, Passkey

MOST = 10
LONGEST_NAME = 100
APP_FIRST = message("First set up an app for codes: it lets you in where this device is not at hand.")


def add(db: Session, *, account: Account, made: passkeys.Made, host: str, name: str, site: str) -> Passkey:
    """Add a passkey to an account that has an app: the app is the way in where the passkey is not at hand.

    Raises BadInput without an app, for too many, and for one that is somebody's already.
    """
    has = factors_of(db, account.id)
    if not has.app:
        raise BadInput(APP_FIRST)
    if len(has.passkeys) >= MOST:
        raise BadInput(message("You have %(count)d passkeys. Take one off first.", count=MOST))
    if db.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)):
        raise BadInput(message("This passkey is known already."))
    row = Passkey(
        id=uuid4(),
        account_id=account.id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        host=host,
        name=name.strip()[:LONGEST_NAME],
        made_at=clock.now(),
    )
    db.add(row)
    telling.note(db, account, "second-factor:added", factor="passkey")
    telling.changed(db, account, what="passkey", site=site)
    db.flush()
    return row


def prove(
    db: Session, *, answer: str, challenge: bytes, asked_at: datetime, host: str, origin: str
) -> Account:
    """Return whose passkey it is that answered. Raises BadInput, with one sentence for every cause.

    A challenge is good for one use: it must have been asked after the passkey was last used.
    """
    claimed = select(Passkey).where(Passkey.credential_id == passkeys.id_in(answer), Passkey.host == host)
    row = db.scalars(claimed.with_for_update()).one_or_none()
    if row is None or (row.used_at is not None and asked_at <= row.used_at):
        raise passkeys.wrong()
    count = passkeys.proved(
        answer,
        challenge=challenge,
        host=host,
        origin=origin,
        public_key=row.public_key,
        sign_count=row.sign_count,
    )
    account = db.get_one(Account, row.account_id)
    if account.disabled_at is not None:
        raise passkeys.wrong()
    row.sign_count, row.used_at = count, clock.now()
    db.flush()
    return account


def remove(db: Session, *, account: Account, passkey_id: UUID, site: str) -> None:
    """Take a passkey off an account. Raises NotFound for one that is not its own."""
    row = db.get(Passkey, passkey_id)
    if row is None or row.account_id != account.id:
        raise NotFound("This passkey is not yours.")
    db.delete(row)
    telling.note(db, account, "second-factor:removed", factor="passkey")
    telling.changed(db, account, what="passkey-removed", site=site)
    db.flush()
