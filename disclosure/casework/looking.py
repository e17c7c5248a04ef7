"""Ticks: what a reviewer has looked at in a case, so that it can be seen what is left.

A tick holds for the version that was looked at: an amended statement is looked
at anew. Nothing follows from a tick; it stands in nobody's way and is nobody
else's business.
"""

from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Filing, ItemLook, Tick

LONGEST_ID = 64
NOT_LOOKED_AT = "none"


def look(db: Session, *, by: Actor, filing: Filing, item_id: str, tick: Tick | None) -> None:
    """Tick an item, or with none take the tick back. Raises BadInput for what can be no item."""
    demand(by, Permission.CASE_WORK, filing)
    if not 0 < len(item_id) <= LONGEST_ID:
        raise BadInput(message("There is no such item. Open the case again."))
    here = (
        ItemLook.filing_id == filing.id,
        ItemLook.account_id == by.named(),
        ItemLook.item_id == item_id,
    )
    db.execute(delete(ItemLook).where(*here))
    if tick is not None:
        db.add(
            ItemLook(
                id=uuid4(),
                filing_id=filing.id,
                account_id=by.named(),
                item_id=item_id,
                version=filing.version,
                tick=tick,
                at=clock.now(),
            )
        )
    ledger.record(db, by, "item:looked-at", filing=filing, item=item_id, tick=tick or NOT_LOOKED_AT)


def looks(db: Session, *, by: Actor, filing: Filing) -> Mapping[str, Tick]:
    """Return the ticks of `by` that hold for the version in force, by item."""
    rows = select(ItemLook.item_id, ItemLook.tick).where(
        ItemLook.filing_id == filing.id,
        ItemLook.account_id == by.account_id,
        ItemLook.version == filing.version,
    )
    return {row.item_id: row.tick for row in db.execute(rows)}
