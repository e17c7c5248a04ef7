"""Letting somebody prepare one's statement. Certifying stays with the person whose statement it is."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import accounts
from disclosure.casework.accounts.roles import READING_ROLES
from disclosure.domain import emails
from disclosure.domain.actors import Actor
from disclosure.domain.messages import Message, message
from disclosure.errors import BadInput, NotFound
from disclosure.models import Account, Delegation, Grant, Organisation, Person


def grant(db: Session, *, by: Actor, person: Person, email: str) -> Delegation:
    """Let the account of an e-mail address prepare the statement of `person`.

    Raises BadInput, with what to do, for an address that is none, that nobody
    signs in with, that is one's own or a delegate's already, or that belongs
    to somebody who reads statements for the office.
    """
    demand(by, Permission.DELEGATION_GRANT, person)
    if not emails.is_shaped(emails.folded(email)):
        raise BadInput(message("Enter an e-mail address, like name@example.org"))
    organisation = db.get_one(Organisation, person.organisation_id)
    delegate = accounts.find_account(db, email, organisation=organisation)
    if delegate is None:
        raise BadInput(
            message(
                "Nobody signs in with this address. Check it for typing errors, or ask the programme office "
                "to give the person an account."
            )
        )
    if refusal := _refusal(db, by, person, delegate):
        raise BadInput(refusal)
    row = Delegation(id=uuid4(), person_id=person.id, delegate_id=delegate.id, granted_at=clock.now())
    db.add(row)
    _record(db, by, person, "delegation:granted", delegate.id)
    return row


def revoke(db: Session, *, by: Actor, person: Person, delegation_id: UUID) -> None:
    """Take it back at once; taking it back twice does nothing more.

    Raises NotFound for what is not a delegation of `person`.
    """
    demand(by, Permission.DELEGATION_GRANT, person)
    row = db.get(Delegation, delegation_id)
    if row is None or row.person_id != person.id:
        raise NotFound("There is nobody to take this from.")
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        _record(db, by, person, "delegation:revoked", row.delegate_id)


def delegates_of(db: Session, person: Person) -> Sequence[tuple[Delegation, Account]]:
    """Return who may prepare the statement of `person` now, the first one first."""
    rows = (
        select(Delegation, Account)
        .join(Account, Account.id == Delegation.delegate_id)
        .where(Delegation.person_id == person.id, Delegation.revoked_at.is_(None))
        .order_by(Delegation.granted_at, Delegation.id)
    )
    return [(delegation, account) for delegation, account in db.execute(rows)]


def _refusal(db: Session, by: Actor, person: Person, delegate: Account) -> Message | None:
    if delegate.id == by.account_id:
        return message("This is your own address. You prepare your statement anyway.")
    if any(account.id == delegate.id for _row, account in delegates_of(db, person)):
        return message("%(name)s may prepare your statement already.", name=delegate.name)
    reads = exists().where(
        Grant.account_id == delegate.id, Grant.role.in_(READING_ROLES), Grant.revoked_at.is_(None)
    )
    if db.scalar(select(reads)):
        return message(
            "%(name)s reads statements for the office and so cannot prepare one. Choose somebody else.",
            name=delegate.name,
        )
    return None


def _record(db: Session, by: Actor, person: Person, kind: str, delegate_id: UUID) -> None:
    ledger.record(db, by, kind, organisation_id=person.organisation_id, delegate_id=delegate_id)
