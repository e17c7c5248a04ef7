"""Accounts themselves: the first one of an organisation, further ones, and thousands at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVarTuple
from uuid import uuid4

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import snippets
from disclosure.casework.accounts.roles import give, keep_an_officer
from disclosure.domain import emails
from disclosure.domain.actors import WORKER, Actor, Role
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Language, load
from disclosure.errors import BadInput, WrongState
from disclosure.models import Account, Delegation, Organisation, Person, SignedIn, SignInLink

Columns = TypeVarTuple("Columns")

ORGANISATION_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


def set_up_organisation(
    db: Session,
    *,
    code: str,
    names: Mapping[str, str],
    programme: str,
    officer_email: str,
    officer_name: str,
) -> tuple[Organisation, Account]:
    """Take on an organisation with its first programme officer: the one act that nobody permits.

    `programme` is a shipped programme's name or the path of a file. Whoever
    may run the command may do this, once: raises WrongState when the
    organisation exists, BadInput or ConfigError when something given is wrong.
    """
    if not ORGANISATION_CODE.fullmatch(code):
        raise BadInput(message("Write the organisation's code in capitals, digits and hyphens, such as UN."))
    if not names.get("en", "").strip():
        raise BadInput(message("Give the organisation at least an English name."))
    if db.scalar(select(Organisation.id).where(Organisation.code == code)):
        raise WrongState(f"The organisation {code} has been set up already. Its officers add colleagues.")
    found = load(programme)
    organisation = Organisation(
        id=uuid4(), code=code, names=dict(names), programme=programme, created_at=clock.now()
    )
    db.add(organisation)
    db.flush()
    ledger.record(db, WORKER, "organisation:set-up", organisation_id=organisation.id, programme=found.code)
    snippets.ship(db, organisation=organisation)
    officer = _create(db, WORKER, organisation, email=officer_email, name=officer_name, language="en")
    give(db, WORKER, officer, Role.PROGRAMME_OFFICER)
    return organisation, officer


def create_account(
    db: Session, *, by: Actor, organisation: Organisation, email: str, name: str, language: str = "en"
) -> Account:
    """Create the account of somebody who is on no roster, such as a reviewer from outside.

    Raises BadInput when the e-mail address has an account there already.
    """
    demand(by, Permission.ACCOUNTS_MANAGE, organisation)
    return _create(db, by, organisation, email=email, name=name, language=language)


def account_for_person(db: Session, *, by: Actor, person: Person) -> Account:
    """Return the account of somebody on the roster, created if there is none yet."""
    organisation = db.get_one(Organisation, person.organisation_id)
    accounts_for_people(db, by=by, organisation=organisation, people=[person])
    return db.scalars(select(Account).where(Account.person_id == person.id)).one()


def accounts_for_people(
    db: Session, *, by: Actor, organisation: Organisation, people: Sequence[Person]
) -> int:
    """Create the accounts that these people lack, in few statements; return how many.

    An account created for a person's e-mail address before they were on the
    roster becomes theirs. Raises BadInput, and creates none, when an address
    is somebody else's already.
    """
    demand(by, Permission.ACCOUNTS_MANAGE, organisation)
    db.flush()
    known = db.execute(
        select(Account.id, Account.person_id, Account.email).where(Account.organisation_id == organisation.id)
    ).all()
    having = {row.person_id for row in known}
    lacking = _by_address(person for person in people if person.id not in having)
    taken = {row.email: row for row in known if row.email in lacking}
    if faults := [_taken(lacking[email]) for email, row in taken.items() if row.person_id]:
        raise BadInput(faults)
    for email, row in taken.items():
        db.get_one(Account, row.id).person_id = lacking[email].id
    created = [
        _columns(organisation, email=email, name=person.name, language=person.language, person=person)
        for email, person in lacking.items()
        if email not in taken
    ]
    if created:
        db.execute(insert(Account), created)
    lines = [(None, {"account": account["id"]}) for account in created]
    ledger.record_all(db, by, "account:created", lines, organisation_id=organisation.id)
    return len(created)


def _by_address(people: Iterable[Person]) -> dict[str, Person]:
    """Raises BadInput when two of them share an address: nobody could tell who signs in."""
    found: dict[str, Person] = {}
    faults = []
    for person in people:
        other = found.setdefault(emails.folded(person.email), person)
        if other is not person:
            faults.append(_shared(person, other))
    if faults:
        raise BadInput(faults)
    return found


def _shared(person: Person, other: Person) -> Message:
    return message(
        "%(person)s and %(other)s share the address %(email)s. Give each their own on the roster.",
        person=person.index_number,
        other=other.index_number,
        email=person.email,
    )


def _taken(person: Person) -> Message:
    return message(
        "The address %(email)s of %(person)s is somebody else's account. Correct the roster.",
        email=person.email,
        person=person.index_number,
    )


def disable(db: Session, *, by: Actor, account: Account) -> None:
    """Close an account: sessions, links and delegations end with it. The last officer's stays open."""
    demand(by, Permission.ACCOUNTS_MANAGE, account)
    if account.disabled_at is not None:
        raise WrongState(f"The account of {account.name} is disabled already.")
    keep_an_officer(db, account)
    now = clock.now()
    account.disabled_at = now
    db.execute(
        update(SignedIn)
        .where(SignedIn.account_id == account.id, SignedIn.ended_at.is_(None))
        .values(ended_at=now)
    )
    db.execute(
        update(SignInLink)
        .where(SignInLink.account_id == account.id, SignInLink.used_at.is_(None))
        .values(used_at=now)
    )
    db.execute(
        update(Delegation)
        .where(Delegation.delegate_id == account.id, Delegation.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    ledger.record(db, by, "account:disabled", organisation_id=account.organisation_id, account=account.id)
    db.flush()


def find_account(db: Session, email: str, *, organisation: Organisation | None = None) -> Account | None:
    """Return the open account of an e-mail address, or None.

    Raises BadInput when several organisations have one and none is named.
    """
    found = accounts_of(db, email, organisation=organisation)
    if len(found) > 1:
        raise BadInput(
            message("This address has accounts in several organisations. Say which organisation you mean.")
        )
    return found[0] if found else None


def accounts_of(db: Session, email: str, *, organisation: Organisation | None = None) -> list[Account]:
    """Return the open accounts of an e-mail address, at most one in each organisation."""
    rows = open_at(select(Account), email)
    if organisation is not None:
        rows = rows.where(Account.organisation_id == organisation.id)
    return list(db.scalars(rows))


def open_at(rows: Select[*Columns], email: str) -> Select[*Columns]:
    """Keep, of rows of accounts, those of the open ones of an e-mail address, the oldest first."""
    at = (Account.email == emails.folded(email), Account.disabled_at.is_(None))
    return rows.where(*at).order_by(Account.created_at, Account.id)


def _create(
    db: Session, by: Actor, organisation: Organisation, *, email: str, name: str, language: str
) -> Account:
    address = emails.folded(email)
    faults = []
    if not emails.is_shaped(address):
        faults.append(message("Write an e-mail address such as name@example.org."))
    if not name.strip():
        faults.append(message("Write the name of the person whose account this is."))
    if language not in {known.value for known in Language}:
        faults.append(message("Choose one of the six official languages."))
    taken = select(func.count()).where(Account.organisation_id == organisation.id, Account.email == address)
    if not faults and db.scalar(taken):
        faults.append(message("%(email)s has an account in this organisation already.", email=address))
    if faults:
        raise BadInput(faults)
    account = Account(**_columns(organisation, email=address, name=name.strip(), language=language))
    db.add(account)
    db.flush()
    ledger.record(db, by, "account:created", organisation_id=organisation.id, account=account.id)
    return account


def _columns(
    organisation: Organisation, *, email: str, name: str, language: str, person: Person | None = None
) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "organisation_id": organisation.id,
        "person_id": person.id if person else None,
        "email": email,
        "name": name,
        "language": language,
        "created_at": clock.now(),
    }
