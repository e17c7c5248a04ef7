"""Noting a call or a remark about reaching somebody: what letters alone do not tell a colleague."""

from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Account, Contact, ContactKind, Filing

LONGEST_NOTE = 1_000
"""Characters."""


class Noted(NamedTuple):
    """A call or a note, and the name of who wrote it down."""

    contact: Contact
    by: str


def note(db: Session, *, by: Actor, filing: Filing, kind: ContactKind, said: str) -> Contact:
    """Write down a call or a note about reaching somebody. Raises BadInput for none, or a long one."""
    demand(by, Permission.REMINDER_WRITE, filing)
    text = said.strip()
    if not text or len(text) > LONGEST_NOTE:
        raise BadInput(message("Write the note in 1 to %(most)d characters.", most=LONGEST_NOTE))
    contact = Contact(
        id=uuid4(),
        filing_id=filing.id,
        filing=filing,
        kind=kind,
        said=text,
        written_by_id=by.named(),
        written_at=clock.now(),
    )
    db.add(contact)
    ledger.record(db, by, "contact:noted", filing=filing, contact_id=contact.id, medium=kind.value)
    db.flush()
    return contact


def contacts(db: Session, *, by: Actor, filing: Filing) -> list[Noted]:
    """Return the calls and notes about somebody, the newest first. They are the office's own."""
    demand(by, Permission.SEASON_SEE, filing)
    rows = db.execute(
        select(Contact, Account.name)
        .join(Account, Account.id == Contact.written_by_id)
        .where(Contact.filing_id == filing.id)
        .order_by(Contact.written_at.desc(), Contact.id)
    )
    return [Noted._make(row) for row in rows]
