"""What people choose for themselves: the language of the pages, and the zone of the times they read."""

from zoneinfo import available_timezones

from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.domain.programme import Language
from disclosure.errors import BadInput
from disclosure.models import Account


def prefer_language(db: Session, *, by: Actor, language: str) -> Account:
    """Let the pages speak a language to `by`. Raises BadInput for one they do not speak."""
    if language not in {known.value for known in Language}:
        raise BadInput(message("Choose one of the six official languages."))
    return _prefer(db, by, language=language)


def prefer_zone(db: Session, *, by: Actor, zone: str | None) -> Account:
    """Show `by` times in an IANA zone; None takes the choice back. Raises BadInput for no zone."""
    if zone is not None and zone not in available_timezones():
        raise BadInput(message("Choose one of the time zones of the list."))
    return _prefer(db, by, zone=zone)


def prefer_keys(db: Session, *, by: Actor, off: bool) -> Account:
    """Let single letters act on the pages of `by`, or not (WCAG 2.1.4)."""
    return _prefer(db, by, keys_off=off)


def _prefer(db: Session, by: Actor, **choice: str | bool | None) -> Account:
    account = db.get_one(Account, by.named())
    for name, value in choice.items():
        setattr(account, name, value)
        ledger.record(
            db,
            by,
            "account:preferred",
            organisation_id=account.organisation_id,
            account=account.id,
            what=name,
        )
    return account
