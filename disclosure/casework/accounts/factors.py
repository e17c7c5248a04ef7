"""Second factors: an app that makes one-time codes, and the recovery codes for when it is lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.access import Permission, demand
from disclosure.casework.accounts import telling
from disclosure.casework.accounts.sessions import end_sessions
from disclosure.credentials import onetime, recovery
from disclosure.credentials.locking import Locker
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import BadInput, SealBroken
from disclosure.models import Account, Authenticator, Passkey, RecoveryCode

SET_UP_WITHIN = timedelta(hours=1)
"""How long a secret that was shown may wait for its first code."""
WRONG = message(
    "This code is not right. Wait for the next one in your app, and check the clock of your telephone."
)


class Factors(NamedTuple):
    """What an account has beside its first factor."""

    app: bool
    """Whether there is a second factor, which is then asked for at every sign-in."""
    codes: int
    passkeys: Sequence[Passkey]
    """Each is both factors at once. None has one without an app."""


def factors_of(db: Session, account_id: UUID) -> Factors:
    """Return what an account has."""
    unused = select(func.count()).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    passkeys = select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.made_at, Passkey.id)
    return Factors(has_app(db, account_id), db.scalar(unused) or 0, db.scalars(passkeys).all())


def has_app(db: Session, account_id: UUID) -> bool:
    """Whether a second factor is asked for at every sign-in of an account."""
    return db.scalar(select(Authenticator.id).where(*_app_of(account_id))) is not None


class Offered(NamedTuple):
    """An app that is being set up: the browser keeps it, sealed. No row has it before its first code."""

    sealed: bytes
    at: datetime


def offer_app(locker: Locker, *, account: Account) -> Offered:
    """Draw the secret of an app that may be set up, for this account alone."""
    return Offered(locker.seal(onetime.new_secret(), row=account.id), clock.now())


def secret_of(locker: Locker, offered: Offered, *, account: Account) -> str | None:
    """Return the secret that was offered; None when it was to another account, or is too old."""
    if clock.now() - offered.at > SET_UP_WITHIN:
        return None
    try:
        return locker.open(offered.sealed, row=account.id)
    except SealBroken:
        return None


def confirm_app(
    db: Session, locker: Locker, *, account: Account, offered: Offered, typed: str, site: str
) -> list[str]:
    """Take the first code of an app that was set up; it replaces the one before.

    Returns fresh recovery codes, shown here once. Raises BadInput for a wrong code.
    """
    secret = secret_of(locker, offered, account=account)
    step = onetime.step_of(secret, onetime.typed(typed), at=clock.now()) if secret else None
    if secret is None or step is None:
        raise BadInput(WRONG)
    db.execute(delete(Authenticator).where(Authenticator.account_id == account.id))
    row_id = uuid4()
    db.add(
        Authenticator(
            id=row_id,
            account_id=account.id,
            locked=locker.seal(secret, row=row_id),
            last_step=step,
            begun_at=offered.at,
            confirmed_at=clock.now(),
        )
    )
    telling.note(db, account, "second-factor:added", factor="app")
    telling.changed(db, account, what="app", site=site)
    return new_codes(db, locker, account=account)


def new_codes(db: Session, locker: Locker, *, account: Account) -> list[str]:
    """Make recovery codes in place of those before; they are shown here once."""
    db.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = recovery.new_codes()
    db.add_all(
        RecoveryCode(
            id=uuid4(), account_id=account.id, mark=_mark(locker, account, code)[0], made_at=clock.now()
        )
        for code in codes
    )
    telling.note(db, account, "recovery-codes:made")
    db.flush()
    return codes


def prove(db: Session, locker: Locker, *, account: Account, typed: str, site: str) -> str:
    """Take a code of the app, or a recovery code; return which it was. Each works once.

    Raises BadInput for a wrong code, and for the right one a second time.
    """
    if recovery.looks_like_one(typed):
        return _recover(db, locker, account=account, typed=typed, site=site)
    app = _confirmed(db, account.id)
    secret = locker.open(app.locked, row=app.id) if app else onetime.new_secret()
    step = onetime.step_of(secret, onetime.typed(typed), at=clock.now())
    if app is None or step is None:
        raise BadInput(WRONG)
    once = update(Authenticator).where(Authenticator.id == app.id, Authenticator.last_step < step)
    if db.execute(once.values(last_step=step).returning(Authenticator.id)).scalar() is None:
        raise BadInput(message("This code was used already. Wait for the next one in your app."))
    return "app"


def remove_app(db: Session, *, account: Account, site: str) -> None:
    """Let go of the app, of its recovery codes, and of passkeys, which none has without an app."""
    for model in (Authenticator, RecoveryCode, Passkey):
        db.execute(delete(model).where(model.account_id == account.id))
    telling.note(db, account, "second-factor:removed", factor="app")
    telling.changed(db, account, what="app-removed", site=site)


def reset(db: Session, *, by: Actor, account: Account, site: str) -> None:
    """Take every second factor from an account whose owner lost them all; sessions end, the owner is told.

    Whoever does it has made sure, outside of this system, who asked for it.
    """
    demand(by, Permission.ACCOUNTS_MANAGE, account)
    for model in (Authenticator, RecoveryCode, Passkey):
        db.execute(delete(model).where(model.account_id == account.id))
    end_sessions(db, account=account)
    telling.note(db, account, "second-factor:removed", by=by, factor="all")
    telling.changed(db, account, what="reset", site=site)
    db.flush()


def _recover(db: Session, locker: Locker, *, account: Account, typed: str, site: str) -> str:
    used = (
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.mark.in_(_mark(locker, account, typed)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCode.id)
    )
    if db.execute(used).scalar() is None:
        raise BadInput(message("This recovery code is not right, or it was used already."))
    telling.note(db, account, "recovery-code:used", left=factors_of(db, account.id).codes)
    telling.changed(db, account, what="recovery-code", site=site)
    return "recovery-code"


def _confirmed(db: Session, account_id: UUID) -> Authenticator | None:
    return db.scalar(select(Authenticator).where(*_app_of(account_id)))


def _app_of(account_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (Authenticator.account_id == account_id, Authenticator.confirmed_at.is_not(None))


def _mark(locker: Locker, account: Account, code: str) -> list[bytes]:
    return locker.marks("recovery", account.id.hex, recovery.plain(code))
