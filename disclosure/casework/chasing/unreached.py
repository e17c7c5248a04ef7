"""Letters that a mail server took and then returned: they count as not delivered, and their log says so."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.mail import Returned
from disclosure.models import Letter, Organisation


def came_back(db: Session, *, by: Actor, organisation: Organisation, returned: Returned) -> bool:
    """Mark a letter of the organisation as not delivered; return whether it was known and not marked yet."""
    demand(by, Permission.REMINDER_WRITE, organisation)
    of_organisation = Letter.organisation_id == organisation.id
    letter = db.scalar(select(Letter).where(Letter.id == returned.letter_id, of_organisation))
    if letter is None or letter.refused is not None:
        return False
    letter.refused = f"It came back. The mail server said: {returned.why}"
    ledger.record(db, by, "letter:returned", organisation_id=organisation.id, letter_id=letter.id)
    db.flush()
    return True
