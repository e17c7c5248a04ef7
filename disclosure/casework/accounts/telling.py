"""What is written down, and to the owner, when the way an account signs in changes."""

from uuid import uuid4

from sqlalchemy.orm import Session

from disclosure import ledger, mail
from disclosure.domain.actors import Actor
from disclosure.models import Account


def owner(account: Account) -> Actor:
    """Return an account as the one that acts upon itself; it needs no role for it."""
    return Actor(account_id=account.id, person_id=account.person_id)


def note(db: Session, account: Account, kind: str, *, by: Actor | None = None, **facts: object) -> None:
    """Write a line about an account, by its owner unless told."""
    ledger.record(
        db,
        by or owner(account),
        kind,
        organisation_id=account.organisation_id,
        filing=None,
        account=account.id,
        **facts,
    )


def changed(db: Session, account: Account, *, what: str, site: str) -> None:
    """Tell the owner that something by which they sign in was changed, in case it was not they."""
    mail.write(
        db,
        "sign-in-changed",
        to=account,
        occasion=f"sign-in-changed:{uuid4()}",
        organisation_id=account.organisation_id,
        site=site,
        what=what,
    )
