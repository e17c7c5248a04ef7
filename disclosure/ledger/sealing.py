"""Linking committed entries into the tree, and signing what it has become.

Entries are written without a link, each in the transaction of its act: a chain
written there would let one act wait for another. The sealer comes after, about
once a second, and gives every committed entry without a leaf its position.

Which entries those are. On PostgreSQL acts commit in another order than that of
their `at`, so "everything after the last one sealed" would lose the late ones
for good. What is asked is whether an entry has a leaf, for all entries since
`OVERLAP` before the last sealed one: an index range, whatever the ledger's
length. An act that took longer to commit, or one written with an older clock
(a past cycle being replayed), is found by asking for `everything`, which is to
be done when the worker starts, at the end of a replay, and once a night (it
reads the whole index, and on SQLite others wait to write meanwhile).

What a crash leaves. Leaves and their head are one transaction, so there is
never one without the other. Heads are published after the commit, so the file
may lack the last ones but never knows one that the database does not. The next
sealing publishes what is missing.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Tuple, Uuid, exists, insert, literal, select, true, tuple_
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.db import after_commit
from disclosure.errors import BadInput, SealBroken
from disclosure.ledger.canonical import RECORDED, Recorded, entry_bytes, instant
from disclosure.ledger.heads import SignedHead, chained
from disclosure.ledger.keys import Signer
from disclosure.ledger.places import UNREADABLE
from disclosure.ledger.postgresql import join_by_index, wait_for_other_sealers
from disclosure.ledger.published import HeadLog
from disclosure.ledger.tree import Frontier, leaf_hash
from disclosure.models import LedgerEntry, LedgerHead, LedgerLeaf
from disclosure.models.base import UtcDateTime

BATCH = 1_000
"""The most leaves under one head: as many may have to be named when one of them was rewritten."""
OVERLAP = timedelta(hours=1)
"""How long before the last sealed entry one may have been written that was not committed then."""


def seal(db: Session, *, signer: Signer, published: HeadLog, everything: bool = False) -> int:
    """Seal what was committed and has no leaf yet; return how many entries that were.

    Runs in a transaction of its own (`disclosure.db.transaction`), which
    publishes the heads once it is committed. One sealer at a time: a second waits.

    Raises `SealBroken` when the database does not hold the last published head or its own last
    head is damaged. Nothing is sealed on top of that; `verify` says what happened.
    """
    wait_for_other_sealers(db)
    join_by_index(db)
    last = published.last()
    owed = _unpublished(db, last)
    newest = owed[-1] if owed else last
    frontier = _frontier(db, newest)
    size = frontier.size
    for waiting in _waiting(db, since=None if everything else _start_of_overlap(db)):
        _add_leaves(db, frontier, waiting)
        newest = _add_head(db, frontier, signer, after=newest)
        owed.append(newest)
    if owed:
        after_commit(db, partial(published.append, owed))
    return frontier.size - size


def _unpublished(db: Session, last: SignedHead | None) -> list[SignedHead]:
    """List the heads after the last published one, which the database must hold."""
    rows = list(
        db.scalars(
            select(LedgerHead).where(LedgerHead.size >= (last.size if last else 0)).order_by(LedgerHead.size)
        )
    )
    if last:
        held = rows.pop(0) if rows else None
        if held is None or (held.size, held.root, held.signature) != (last.size, last.root, last.signature):
            raise SealBroken(
                f"The database does not hold the head over {last.size} entries that was published on "
                f"{instant(last.signed_at)}: it was rolled back or rewritten. "
                "Nothing is sealed on top of that. "
                "After restoring a backup, put the published heads aside as evidence and begin a new file."
            )
    return list(chained(rows, after=last))


def _frontier(db: Session, newest: SignedHead | None) -> Frontier:
    """Read the frontier of the newest head, which must lead to its root."""
    if newest is None:
        return Frontier()
    row = db.get_one(LedgerHead, newest.size)
    try:
        frontier = Frontier.parse(row.frontier)
    except BadInput:
        frontier = Frontier()
    if (frontier.size, frontier.root()) != (newest.size, newest.root):
        raise SealBroken(
            f"The frontier of the head over {newest.size} entries was altered. "
            "Nothing is sealed on top of that."
        )
    return frontier


def _start_of_overlap(db: Session) -> datetime | None:
    """Say from when on entries may still lack a leaf; None before the first was sealed.

    Where the clock was put back since, what is written now stands before what was sealed last.
    """
    sealed = select(LedgerEntry.at).join(LedgerLeaf, LedgerLeaf.entry_id == LedgerEntry.id)
    newest = db.scalar(sealed.order_by(LedgerLeaf.position.desc()).limit(1))
    return newest and min(newest, clock.now()) - OVERLAP


def _waiting(db: Session, *, since: datetime | None) -> Iterator[Sequence[Recorded]]:
    """Give the entries without a leaf in batches, in the order they are sealed in.

    Each batch is a stretch of the index, found by its end: given a limit
    instead, PostgreSQL may sort all that is left for every batch.
    """
    order = tuple_(LedgerEntry.at, LedgerEntry.id)
    begin = LedgerEntry.at >= since if since else true()
    lacking = ~exists().where(LedgerLeaf.entry_id == LedgerEntry.id)
    while True:
        ends = select(LedgerEntry.at, LedgerEntry.id).where(begin).order_by(*order).offset(BATCH - 1).limit(1)
        end = db.execute(ends).one_or_none()
        stretch = begin & (order <= _point(*end)) if end else begin
        if entries := _read(db, select(*RECORDED).where(stretch, lacking).order_by(*order)):
            yield entries
        if end is None:
            return
        begin = order > _point(*end)


def _read(db: Session, query: Select[*tuple[Any, ...]]) -> Sequence[Recorded]:
    try:
        return [Recorded(*row) for row in db.execute(query)]
    except UNREADABLE as error:
        raise SealBroken(
            f"An entry that was not sealed yet was edited: it cannot be read ({error})."
        ) from None


def _point(at: datetime, entry_id: UUID) -> Tuple:
    return tuple_(literal(at, UtcDateTime()), literal(entry_id, Uuid()))


def _add_leaves(db: Session, frontier: Frontier, entries: Sequence[Recorded]) -> None:
    leaves = []
    for entry in entries:
        leaf = leaf_hash(entry_bytes(entry))
        leaves.append({"position": frontier.size, "entry_id": UUID(entry.id), "hash": leaf})
        frontier.append(leaf)
    db.connection().execute(insert(LedgerLeaf), leaves)


def _add_head(db: Session, frontier: Frontier, signer: Signer, *, after: SignedHead | None) -> SignedHead:
    head = SignedHead.sign(signer, size=frontier.size, root=frontier.root(), after=after, at=clock.now())
    row = {
        "size": head.size,
        "root": head.root,
        "frontier": frontier.serialise(),
        "signed_at": head.signed_at,
        "key_id": head.key_id,
        "signature": head.signature,
    }
    db.connection().execute(insert(LedgerHead), row)
    return head
