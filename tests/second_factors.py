"""An app for one-time codes, as somebody sets one up."""

from datetime import datetime

import pyotp
from sqlalchemy.orm import Session

from disclosure.casework.accounts import factors
from disclosure.credentials.locking import Locker
from disclosure.models import Account
from tests.web import sites

LOCKER = Locker(sites.SECRET)


def offered(account: Account, *, locker: Locker = LOCKER) -> tuple[factors.Offered, pyotp.TOTP]:
    """What an account is offered, and what makes its codes."""
    found = factors.offer_app(locker, account=account)
    secret = factors.secret_of(locker, found, account=account)
    assert secret
    return found, pyotp.TOTP(secret)


def set_up(
    db: Session, account: Account, *, at: datetime, site: str = "portal", locker: Locker = LOCKER
) -> tuple[pyotp.TOTP, list[str]]:
    """Set an app up by its code of `at`; return what makes its codes, and the recovery codes."""
    found, made = offered(account, locker=locker)
    typed = made.at(at)
    return made, factors.confirm_app(db, locker, account=account, offered=found, typed=typed, site=site)
