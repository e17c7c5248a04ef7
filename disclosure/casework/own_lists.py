"""Lists that somebody named for themselves: the filters of a page, kept by name."""

from uuid import UUID, uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import BadInput, NotFound
from disclosure.models import ListPage, Organisation, SavedList

LONGEST_NAME, LONGEST_QUERY = 60, 500
MOST = 20
"""A page shows them all."""
SEEN_BY = {ListPage.QUEUE: Permission.CASE_SEE, ListPage.PEOPLE: Permission.PEOPLE_SEE}
"""Who may open the page whose filters are kept."""
_OWN = select(SavedList).where(SavedList.account_id == bindparam("account_id")).order_by(SavedList.name)


def of(db: Session, *, by: Actor, page: ListPage = ListPage.QUEUE) -> list[SavedList]:
    """Return one's own lists of a page, by name."""
    return [one for one in db.scalars(_OWN, {"account_id": by.account_id}) if one.page == page.value]


def save(
    db: Session,
    *,
    by: Actor,
    organisation: Organisation,
    name: str,
    query: str,
    page: ListPage = ListPage.QUEUE,
) -> SavedList:
    """Keep the filters of a list by name; the same name again keeps the new filters.

    Raises BadInput without a name, for one that is too long, and for more than `MOST` lists.
    """
    demand(by, SEEN_BY[page], organisation)
    name = " ".join(name.split())
    if not name:
        raise BadInput(message("Give the list a name"))
    if len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise BadInput(message("Give the list a name of at most %(number)d letters", number=LONGEST_NAME))
    own = list(db.scalars(_OWN, {"account_id": by.account_id}))
    kept = next((one for one in own if one.name == name), None)
    if kept is None and len(own) >= MOST:
        raise BadInput(message("You have %(number)d lists. Delete one first.", number=MOST))
    if kept is None:
        kept = SavedList(
            id=uuid4(), organisation_id=organisation.id, account_id=by.named(), name=name, query=query
        )
        db.add(kept)
    kept.query, kept.page, kept.saved_at = query, page.value, clock.now()
    ledger.record(db, by, "list:saved", organisation_id=organisation.id, saved_list_id=kept.id)
    return kept


def delete(db: Session, *, by: Actor, saved_list_id: UUID) -> None:
    """Forget one of one's own lists. Raises NotFound for anybody else's."""
    kept = db.get(SavedList, saved_list_id)
    if kept is None or kept.account_id != by.account_id:
        raise NotFound("There is no such list.")
    db.delete(kept)
    ledger.record(db, by, "list:deleted", organisation_id=kept.organisation_id, saved_list_id=saved_list_id)
