"""What follows from a roster: accounts carry their people's names, addresses and languages."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework.accounts.links import void_links
from disclosure.casework.rosters.comparing import Change, Difference, Kept
from disclosure.casework.rosters.rows import COLUMNS
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Account, Organisation, SignInLink

ACCOUNTS = cast("Table", Account.__table__)
EMAIL = COLUMNS.index("email")
FOLLOWING = ("name", "language")


def refuse_taken_addresses(
    db: Session, organisation: Organisation, kept: Mapping[str, Kept], found: Difference
) -> None:
    """Raise BadInput where somebody would get an address that stays with another person or account."""
    wanted = {row.email: row.index_number for row in found.added if row.left_on is None}
    wanted |= {
        str(change.fields["email"][1]): change.index_number
        for change in found.changed
        if "email" in change.fields
    }
    if not wanted:
        return
    moving = {change.index_number for change in found.changed if "email" in change.fields}
    leaving = {change.index_number for change in found.left}
    stays = {
        person.values[EMAIL]: index_number
        for index_number, person in kept.items()
        if index_number not in moving and index_number not in leaving and person.is_there
    }
    stays |= _held_by_accounts(db, organisation, kept, moving)
    faults = [
        message(
            "The address %(email)s of %(index)s belongs to %(other)s already; it tells who signs in.",
            email=email,
            index=index_number,
            other=stays[email] or "an account of the office",
        )
        for email, index_number in wanted.items()
        if email in stays and (stays[email] or index_number in kept)
    ]
    if faults:
        raise BadInput(faults)


def _held_by_accounts(
    db: Session, organisation: Organisation, kept: Mapping[str, Kept], moving: set[str]
) -> dict[str, str]:
    """Return the addresses of accounts that do not move, by whose they are; "" is nobody on the roster."""
    index_of = {person.id: index_number for index_number, person in kept.items()}
    accounts = db.execute(
        select(Account.person_id, Account.email).where(Account.organisation_id == organisation.id)
    )
    held = {row.email: index_of.get(row.person_id, "") for row in accounts}
    return {email: index_number for email, index_number in held.items() if index_number not in moving}


def follow(db: Session, changes: Sequence[Change]) -> None:
    """Give the accounts of these people their new names, languages and addresses.

    Links sent to an old address stop working. Addresses are changed by way of
    a placeholder, so two people may exchange theirs.
    """
    for name in FOLLOWING:
        rows = [
            {"of_person": change.person_id, "now": change.fields[name][1]}
            for change in changes
            if name in change.fields
        ]
        _set(db, name, rows)
    moved = [change for change in changes if "email" in change.fields]
    if not moved:
        return
    _void_links(db, {change.person_id for change in moved})
    _set(db, "email", [{"of_person": one.person_id, "now": f"moving:{one.person_id}"} for one in moved])
    _set(db, "email", [{"of_person": one.person_id, "now": one.fields["email"][1]} for one in moved])
    for account in list(db.identity_map.values()):
        if isinstance(account, Account):
            db.expire(account)


def _void_links(db: Session, people: set[UUID]) -> None:
    """Read all open links, of which there are few, rather than name thousands of people in a statement."""
    open_ones = db.execute(
        select(Account.id, Account.person_id)
        .join(SignInLink, SignInLink.account_id == Account.id)
        .where(SignInLink.used_at.is_(None), SignInLink.expires_at > clock.now())
    )
    if accounts := {row.id for row in open_ones if row.person_id in people}:
        void_links(db, accounts)


def _set(db: Session, column: str, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        db.execute(
            update(ACCOUNTS)
            .where(ACCOUNTS.c.person_id == bindparam("of_person"))
            .values({column: bindparam("now")}),
            rows,
        )
