"""Reading the whole ledger back and naming the first row that is not what was sealed.

Every entry is hashed again and compared with its leaf, the leaves with the
signed heads, every head with the one before and with the head that was
published outside the database. So a row that was edited, removed, moved or put
in is named, and a database that was rolled back, or rolled back and sealed
anew, is noticed by what was published meanwhile.

Two things are told but are no fault by themselves: heads that are not
published yet (a crash, or the file was lost), and entries that wait for the
sealer for longer than `WAITS_AT_MOST` (put in with an old date, or the sealer
stood still).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.errors import SealBroken
from disclosure.ledger.canonical import instant
from disclosure.ledger.heads import SignedHead
from disclosure.ledger.keys import LedgerKeys
from disclosure.ledger.places import UNREADABLE, Place, places
from disclosure.ledger.postgresql import join_by_index
from disclosure.ledger.published import HeadLog
from disclosure.ledger.rewritten import describe
from disclosure.ledger.tree import Frontier
from disclosure.models import LedgerEntry, LedgerHead, LedgerLeaf

WAITS_AT_MOST = timedelta(hours=1)
_HEADS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying found.

    `sealed` entries have a leaf, `waiting` have none yet, `unpublished` heads are not in the file yet.
    Everything under the head `proven` is what was sealed. `first_bad` names the first row that is not;
    `overdue` the first entry that has waited for too long. Both are sentences.
    """

    sealed: int
    waiting: int
    unpublished: int
    proven: SignedHead | None
    first_bad: str | None
    overdue: str | None

    @property
    def is_sound(self) -> bool:
        """Whether everything sealed is what was sealed."""
        return self.first_bad is None


def verify(db: Session, *, keys: LedgerKeys, published: HeadLog) -> Report:
    """Compare entries, leaves, signed heads and published heads, from the first position on.

    Runs in a transaction of its own that has read nothing yet: the published heads must be older
    than what is seen of the database. Memory stays the same however long the ledger is.

    Raises `ConfigError` when the published heads cannot be opened.
    """
    proven, first_bad, last = None, None, None
    try:
        join_by_index(db)
        last = published.last()
        for proven in _proven_heads(db, keys=keys, published=published, last=last):  # noqa: B007 - the newest counts
            pass
        _nothing_behind(db)
    except SealBroken as broken:
        first_bad = str(broken)
    return Report(
        sealed=_count(db, select(LedgerLeaf)),
        waiting=_count(db, _without_leaf()),
        unpublished=_count(db, select(LedgerHead).where(LedgerHead.size > (last.size if last else 0))),
        proven=proven,
        first_bad=first_bad,
        overdue=_overdue(db, max(clock.now(), proven.signed_at) if proven else clock.now()),
    )


def _proven_heads(
    db: Session, *, keys: LedgerKeys, published: HeadLog, last: SignedHead | None
) -> Iterator[SignedHead]:
    """Give every head of the database after proving what it promises."""
    stop = db.scalar(select(func.max(LedgerHead.size))) or 0
    lines, standing, frontier = published.heads(), places(db, stop=stop), Frontier()
    head = None
    for row in _rows(db, stop):
        head = SignedHead.of(row, after=head)
        if last and head.previous_size < last.size:
            _compare(next(lines, None), head, keys=keys, published=published)
        _check_signature(head, keys)
        _follow(db, standing, frontier, row)
        yield head
    if last and frontier.size < last.size:
        raise SealBroken(
            f"The database was rolled back: it ends after {frontier.size} entries, but the head published on "
            f"{instant(last.signed_at)} is over {last.size}. "
            f"Positions {frontier.size} to {last.size - 1} are gone."
        )


def _rows(db: Session, stop: int) -> Iterator[LedgerHead]:
    """Read the heads over at most `stop` entries, smallest first."""
    query, after = select(LedgerHead).order_by(LedgerHead.size), 0
    while after < stop:
        chosen = (LedgerHead.size > after) & (LedgerHead.size <= stop)
        try:
            rows = db.scalars(query.where(chosen).limit(_HEADS_AT_ONCE)).all()
        except UNREADABLE:
            yield from _until_unreadable(db, chosen)
            raise
        yield from rows
        after = rows[-1].size


def _until_unreadable(db: Session, chosen: ColumnElement[bool]) -> Iterator[LedgerHead]:
    """Read heads one by one, as far as the one that cannot be read."""
    for size in db.scalars(select(LedgerHead.size).where(chosen).order_by(LedgerHead.size)):
        try:
            yield db.get_one(LedgerHead, size)
        except UNREADABLE:
            raise SealBroken(f"The head over {size} entries was edited: it cannot be read.") from None


def _compare(
    line: tuple[int, SignedHead] | None, head: SignedHead, *, keys: LedgerKeys, published: HeadLog
) -> None:
    """Compare a head of the database with the one that was published in its turn."""
    if line is None:
        raise SealBroken(f"{published.path} was cut while it was read.")
    number, told = line
    if told == head:
        return
    if not told.is_signed(keys):
        raise SealBroken(f"Line {number} of {published.path} is not signed by a key of this ledger.")
    if (told.previous_size, told.previous_root) != (head.previous_size, head.previous_root):
        raise SealBroken(f"{published.path} lacks the heads before line {number}.")
    raise SealBroken(
        f"The head over {told.size} entries, published on {instant(told.signed_at)}, is not in the database; "
        f"in its place is one over {head.size}, dated {instant(head.signed_at)}. "
        "It was altered or removed, or the database was rolled back and sealed anew."
    )


def _check_signature(head: SignedHead, keys: LedgerKeys) -> None:
    if head.is_signed(keys):
        return
    name = f"The head over {head.size} entries, dated {instant(head.signed_at)},"
    if not keys.include(head.key_id):
        raise SealBroken(f"{name} is signed with the key {head.key_id}, which is not one of this ledger's.")
    raise SealBroken(f"{name} was altered, or the head before it was altered or removed.")


def _follow(db: Session, standing: Iterator[Place], frontier: Frontier, row: LedgerHead) -> None:
    """Carry the frontier on to the size of a head, and prove that its root is the one that was signed."""
    before = replace(frontier, peaks=[*frontier.peaks])
    for place in islice(standing, row.size - frontier.size):
        if place.position != frontier.size:
            raise SealBroken(f"Position {frontier.size}: the leaf was removed; the next one is {place}.")
        found = place.entry_hash()
        if found != place.hash:
            raise SealBroken(_edited(db, place, found))
        frontier.append(found)
    if frontier.size < row.size:
        raise SealBroken(
            f"Positions {frontier.size} to {row.size - 1}: the leaves were removed; "
            f"the head of {instant(row.signed_at)} is over {row.size} entries."
        )
    if frontier.root() != row.root:
        raise SealBroken(describe(db, before=before, row=row))
    if frontier.serialise() != row.frontier:
        raise SealBroken(f"The frontier of the head over {row.size} entries was altered.")


def _edited(db: Session, place: Place, found: bytes) -> str:
    elsewhere = db.scalar(select(LedgerLeaf.position).where(LedgerLeaf.hash == found).limit(1))
    if elsewhere is not None:
        return f"Position {place.position}: {place} was sealed at position {elsewhere}; rows were reordered."
    return f"Position {place.position}: {place} was edited after it was sealed, or its leaf was."


def _nothing_behind(db: Session) -> None:
    """Refuse leaves that no head covers: the sealer writes both at once. One statement sees one moment."""
    covered = select(func.coalesce(func.max(LedgerHead.size), 0)).scalar_subquery()
    position = db.scalar(
        select(func.min(LedgerLeaf.position)).where(
            or_(LedgerLeaf.position < 0, LedgerLeaf.position >= covered)
        )
    )
    if position is not None:
        place = next(places(db, start=position, stop=position + 1))
        raise SealBroken(f"Position {position}: {place} was inserted; no signed head covers it.")


def _overdue(db: Session, now: datetime) -> str | None:
    """Name the first entry that the sealer should have sealed long before `now`."""
    waits = _without_leaf().where(LedgerEntry.at < now - WAITS_AT_MOST)
    try:
        first = db.scalars(waits.order_by(LedgerEntry.at).limit(1)).first()
    except UNREADABLE:
        return "An entry that was never sealed holds what was never recorded: it was put in or edited."
    if first is None:
        return None
    return (
        f"Entry {first.id} ({first.kind}, {instant(first.at)}) is the first of {_count(db, waits)} that wait "
        "to be sealed for over an hour. If sealing everything does not link it, the sealer stands still; "
        "if the sealer ran meanwhile, it was put in with an old date."
    )


def _without_leaf() -> Select[LedgerEntry]:
    return select(LedgerEntry).where(~exists().where(LedgerLeaf.entry_id == LedgerEntry.id))


def _count(db: Session, query: Select[Any]) -> int:
    return db.scalar(select(func.count()).select_from(query.subquery())) or 0
