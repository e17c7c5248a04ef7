"""The lists of an organisation: opened by their codes, and how each of them stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.access import Permission, demand
from disclosure.casework.listing.staging import in_force
from disclosure.domain.actors import Actor
from disclosure.domain.listed import ListKind
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import ListEntry, ListVersion, Organisation, ReferenceList


@dataclass(frozen=True, slots=True)
class Standing:
    """How a list stands: its entries in force, and its newest version."""

    row: ReferenceList
    entries: int
    newest: ListVersion | None

    @property
    def is_screened(self) -> bool:
        """Whether all statements met the newest version."""
        return self.newest is None or self.newest.screened_at is not None

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing of it is in force any more."""
        return self.row.version > 0 and not self.entries


def open_list(
    db: Session,
    *,
    by: Actor,
    organisation: Organisation,
    code: str,
    kind: str = "",
    title: str = "",
    keep: bool = True,
) -> ReferenceList:
    """Return a list of an organisation by its code; a new one when it is not there and `kind` is said.

    A title that is given replaces the one it had. Nothing is written unless it is to be kept.
    Raises BadInput when the list is not there and its kind is not said, or is said otherwise
    than it is.
    """
    demand(by, Permission.LISTS_IMPORT, organisation)
    row = db.scalar(
        select(ReferenceList).where(
            ReferenceList.organisation_id == organisation.id, ReferenceList.code == code
        )
    )
    if row is None:
        if not kind:
            raise BadInput(message("There is no list %(code)s yet. Say with --kind what it is.", code=code))
        row = ReferenceList(
            organisation_id=organisation.id, code=code, kind=ListKind(kind), title=title or code, version=0
        )
        if keep:
            db.add(row)
            db.flush()
    elif kind and row.kind != kind:
        raise BadInput(message("The list %(code)s is of %(kind)s.", code=code, kind=row.kind.value))
    elif title and keep and title != row.title:
        row.title = title
    return row


def standing(db: Session, *, by: Actor, organisation: Organisation) -> list[Standing]:
    """Return how each list of an organisation stands, by code."""
    demand(by, Permission.LISTS_IMPORT, organisation)
    return [Standing(row, _count(db, row), _newest(db, row)) for row in in_organisation(db, organisation)]


def in_organisation(db: Session, organisation: Organisation) -> Sequence[ReferenceList]:
    """Return the lists of an organisation, by code."""
    of = select(ReferenceList).where(ReferenceList.organisation_id == organisation.id)
    return db.scalars(of.order_by(ReferenceList.code)).all()


def _count(db: Session, row: ReferenceList) -> int:
    return db.scalar(select(func.count()).select_from(ListEntry).where(in_force(row))) or 0


def _newest(db: Session, row: ReferenceList) -> ListVersion | None:
    return db.scalar(
        select(ListVersion).where(ListVersion.list_id == row.id, ListVersion.number == row.version)
    )
