"""Withdrawing a list as a whole: it stands in nobody's way any more, and what it had matched is told as gone.

It is a version without entries. The rows stay, so that what was matched can
still be read; an import of the same list brings it back.
"""

from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger, queue
from disclosure.access import Permission, demand
from disclosure.casework.listing import staging
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import ListEntry, ListVersion, Organisation, ReferenceList

WITHDRAWN = "withdrawn"
"""Stands where the file stands of which a version was taken."""


def withdraw(db: Session, *, by: Actor, organisation: Organisation, code: str, dry_run: bool = False) -> int:
    """Take every entry of a list out of force; return how many. The statements are screened again.

    Raises BadInput where there is no such list, or nothing of it is in force.
    """
    demand(by, Permission.LISTS_IMPORT, organisation)
    listed = select(ReferenceList.id).where(
        ReferenceList.organisation_id == organisation.id, ReferenceList.code == code
    )
    list_id = db.scalar(listed)
    if list_id is None:
        raise BadInput(message("There is no list %(code)s.", code=code))
    row = staging.locked(db, list_id)
    here = staging.in_force(row)
    number = db.scalar(select(func.count()).select_from(ListEntry).where(here)) or 0
    if not number:
        raise BadInput(message("Nothing of the list %(code)s is in force.", code=code))
    if not dry_run:
        _withdraw(db, by, row, number)
    return number


def _withdraw(db: Session, by: Actor, row: ReferenceList, number: int) -> None:
    staging.forget(db, row)
    now = clock.now()
    version = ListVersion(
        id=uuid4(),
        list_id=row.id,
        number=row.version + 1,
        source=WITHDRAWN,
        first_entry=0,
        begun_at=now,
        in_force_at=now,
        added=0,
        changed=0,
        removed=number,
    )
    db.add(version)
    ended = update(ListEntry).where(staging.in_force(row)).values(until=version.number)
    db.execute(ended, execution_options={"synchronize_session": False})
    row.version, row.in_force_at = version.number, now
    db.flush()
    staging.drop_names(db, version)
    ledger.record(
        db,
        by,
        "list:withdrawn",
        organisation_id=row.organisation_id,
        list_id=row.id,
        version=version.number,
        removed=number,
    )
    queue.owe(db, "list:rescreen", version.id)
