"""Between the first factor and the second: no session yet, only a token that leads on.

It is single-use, of one site and good for a quarter of an hour. The database keeps its hash.
"""

import secrets
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.domain.tokens import TOKEN_BYTES, hash_of
from disclosure.errors import NotPermitted
from disclosure.models import Account, SignInStep

STEP_MINUTES = 15


def begin_step(db: Session, account: Account, *, site: str, method: str) -> str:
    """Note that an account proved its first factor; return the token that leads on. Shown here once."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    db.add(
        SignInStep(
            id=uuid4(),
            account_id=account.id,
            token_hash=hash_of(token),
            site=site,
            method=method,
            created_at=now,
            expires_at=now + timedelta(minutes=STEP_MINUTES),
        )
    )
    db.flush()
    return token


def step_of(db: Session, token: str, *, site: str) -> tuple[SignInStep, Account] | None:
    """Return the step of a token and whose it is; None when it is used, over, or was never begun."""
    step = db.scalar(
        select(SignInStep).where(
            SignInStep.token_hash == hash_of(token),
            SignInStep.site == site,
            SignInStep.used_at.is_(None),
            SignInStep.expires_at > clock.now(),
        )
    )
    account = db.get(Account, step.account_id) if step else None
    if step is None or account is None or account.disabled_at is not None:
        return None
    return step, account


def end_step(db: Session, step: SignInStep) -> None:
    """Use a step up. Raises NotPermitted when somebody was quicker."""
    used = update(SignInStep).where(SignInStep.id == step.id, SignInStep.used_at.is_(None))
    if db.execute(used.values(used_at=clock.now()).returning(SignInStep.id)).scalar() is None:
        raise NotPermitted("This sign-in has gone on in another window. Begin again.")
