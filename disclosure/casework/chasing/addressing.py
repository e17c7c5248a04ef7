"""To whom the letters of the ladder go: the filer, the filer's supervisor, the heads of their entity."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from disclosure.domain.actors import Role
from disclosure.models import Account, Filing, Grant, Person


def filers(db: Session, *which: ColumnElement[bool]) -> list[tuple[Filing, Person, Person | Account]]:
    """Return the filings that meet `which`, each with its person and with whom to write to.

    An account is written to in the language its owner chose, a person without one in the roster's.
    """
    rows = db.execute(
        select(Filing, Person, Account)
        .join(Person, Person.id == Filing.person_id)
        .outerjoin(Account, and_(Account.person_id == Person.id, Account.disabled_at.is_(None)))
        .where(*which)
        .order_by(Person.index_number, Filing.id)
    )
    return [(filing, person, _addressee(person, account)) for filing, person, account in rows]


def _addressee(person: Person, account: Account | None) -> Person | Account:
    return person if account is None else account


def supervisors(db: Session, *which: ColumnElement[bool], today: date) -> Mapping[UUID, Person]:
    """Return the supervisors of the filings that meet `which`, by filing; one who has left is none."""
    supervisor = aliased(Person)
    rows = db.execute(
        select(Filing.id, supervisor)
        .join(Person, Person.id == Filing.person_id)
        .join(
            supervisor,
            and_(
                supervisor.organisation_id == Person.organisation_id,
                supervisor.index_number == Person.supervisor_index,
            ),
        )
        .where(*which, or_(supervisor.left_on.is_(None), supervisor.left_on > today))
    )
    return dict(iter(rows))


def heads_of(db: Session, organisation_id: UUID) -> Mapping[UUID, list[Account]]:
    """Return the accounts that head an entity of an organisation now, by entity."""
    heads: dict[UUID, list[Account]] = defaultdict(list)
    for entity_id, account in db.execute(
        select(Grant.entity_id, Account)
        .join(Account, Account.id == Grant.account_id)
        .where(
            Grant.organisation_id == organisation_id,
            Grant.role == Role.ENTITY_HEAD,
            Grant.revoked_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .order_by(Account.name, Account.id)
        .distinct()
    ):
        if entity_id is not None:
            heads[entity_id].append(account)
    return heads
