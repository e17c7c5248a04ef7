"""Which filing of a person came before another: the newest earlier one that can still be opened."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from disclosure.models import Cycle, CycleKey, Filing

_DESTROYED = exists().where(CycleKey.cycle_id == Cycle.id, CycleKey.destroyed_at.is_not(None))
_EARLIER = (
    select(Filing.id)
    .join(Cycle)
    .where(
        Filing.person_id == bindparam("person_id"),
        Filing.version > 0,
        Cycle.year < bindparam("year"),
        ~_DESTROYED,
    )
    .order_by(Cycle.year.desc())
)
PREVIOUS = _EARLIER.limit(1)
"""The id of what `previous_filing` returns, for a `person_id` and before a `year`."""


def previous_filing(db: Session, filing: Filing) -> Filing | None:
    """Return the newest filing with a statement that this person made in an earlier cycle.

    A cycle whose keys were destroyed at the end of its retention counts no more: nothing opens it.
    """
    found = db.connection().scalar(PREVIOUS, {"person_id": filing.person_id, "year": filing.cycle.year})
    return None if found is None else db.get_one(Filing, found)


def earlier_filings(db: Session, filing: Filing) -> list[Filing]:
    """Return every filing with a statement that this person made in earlier cycles, the oldest first."""
    place = {"person_id": filing.person_id, "year": filing.cycle.year}
    ids = db.connection().scalars(_EARLIER, place).all()
    found = {row.id: row for row in db.scalars(select(Filing).where(Filing.id.in_(ids)))}
    return [found[one] for one in reversed(ids)]


def returning(db: Session, filings: Iterable[Filing]) -> frozenset[UUID]:
    """Return the ids of those filings that have a previous one."""
    owed, earlier = aliased(Filing), aliased(Cycle)
    had = (
        select(owed.id)
        .join(earlier, earlier.year < select(Cycle.year).where(Cycle.id == owed.cycle_id).scalar_subquery())
        .join(Filing, and_(Filing.cycle_id == earlier.id, Filing.person_id == owed.person_id))
        .where(
            owed.id.in_([filing.id for filing in filings]),
            Filing.version > 0,
            ~exists().where(CycleKey.cycle_id == earlier.id, CycleKey.destroyed_at.is_not(None)),
        )
    )
    return frozenset(db.scalars(had))
