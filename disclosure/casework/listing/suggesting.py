"""Names offered to filers while they type: of vendors, implementing partners and donors.

Never of sanctions or debarment: what is offered there would tell who is listed
and why. Each list is asked for the few names that come first in the order of
its index, so the answer takes as long in a million entries as in a hundred.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework.listing.staging import in_force
from disclosure.casework.listing.typing import MOST_NAMES, beginnings, cut, folded
from disclosure.domain.actors import Actor
from disclosure.domain.listed import SUGGESTED, Entry
from disclosure.models import Account, ListEntry, ReferenceList
from disclosure.models.lists import ListedName

LAST = b"\xff"
"""Comes after every byte of UTF-8."""
SPARE = 3
"""How many rows are read for a name: an entry has several names, and two lists may hold the same one."""


def suggest(db: Session, *, by: Actor, typed: str, limit: int = 10) -> list[str]:
    """Return names that begin with what was typed, then such with a later word that does; each once.

    Those of the organisation of `by`, who has an account (raises NotPermitted for others).
    """
    begun = cut(folded(typed))
    if not begun:
        return []
    found: dict[str, None] = {}
    lists = _offered(db, by)
    for leads in (True, False):
        for row in lists:
            found |= dict.fromkeys(_names(db, row, begun, leads=leads, limit=limit))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _offered(db: Session, by: Actor) -> list[ReferenceList]:
    """Return the lists in force that names may be offered of."""
    rows = (
        select(ReferenceList)
        .join(Account, Account.organisation_id == ReferenceList.organisation_id)
        .where(Account.id == by.named(), ReferenceList.kind.in_(SUGGESTED), ReferenceList.version > 0)
        .order_by(ReferenceList.code)
    )
    return list(db.scalars(rows))


def _names(db: Session, row: ReferenceList, begun: bytes, *, leads: bool, limit: int) -> Iterator[str]:
    contents = (
        select(ListEntry.content)
        .join(ListedName, ListedName.entry_id == ListEntry.id)
        .where(
            ListedName.list_id == row.id,
            ListedName.leads.is_(leads),
            ListedName.typed >= begun,
            ListedName.typed < begun + LAST,
            in_force(row),
        )
        .order_by(ListedName.typed)
        .limit(limit * SPARE)
    )
    for content in db.scalars(contents):
        entry = Entry.decode(content)
        yield from (name for name in (entry.name, *entry.aliases)[:MOST_NAMES] if _fits(name, begun, leads))


def _fits(name: str, begun: bytes, leads: bool) -> bool:  # noqa: FBT001 - passed on
    return any(typed.startswith(begun) and first is leads for first, typed in beginnings(name))
