"""Which rows, when entries and leaves agree with each other but not with the signed head.

Somebody then rewrote both. What was moved, or the one row that was put in, is
found exactly, by trying: only the order and the set that were signed lead to
the signed root. What was replaced or taken out is gone; the head's frontier
still tells in which of its subtrees it lay.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from disclosure.errors import BadInput
from disclosure.ledger.places import Place, places
from disclosure.ledger.tree import Frontier
from disclosure.models import LedgerHead


def describe(db: Session, *, before: Frontier, row: LedgerHead) -> str:
    """Say which of the leaves between two heads are not those that were signed, the first one first."""
    found = list(places(db, start=before.size, stop=row.size + 1))
    signed = found[: row.size - before.size]
    if moved := _moved(before, signed, row.root):
        return f"Position {moved.position}: {moved} was moved; rows were reordered."
    if inserted := _inserted(before, found, row.root):
        return f"Position {inserted.position}: {inserted} was inserted; it was never sealed there."
    start, stop = _narrowest(before, signed, row)
    first = found[start - before.size]
    why = "it was rewritten together with its leaf, or one was taken out with its leaf."
    if stop - start == 1:
        return f"Position {start}: {first} is not what was sealed; {why}"
    return f"Positions {start} to {stop - 1}, from {first} on: one of them is not what was sealed; {why}"


def _moved(before: Frontier, signed: Sequence[Place], root: bytes) -> Place | None:
    """Find the first place out of order, if the order that the sealer keeps leads to the root."""
    ordered = sorted(signed, key=_order)
    if _root(before, ordered) != root:
        return None
    return next(place for place, due in zip(signed, ordered, strict=True) if place != due)


def _inserted(before: Frontier, found: Sequence[Place], root: bytes) -> Place | None:
    """Find the one place without which the others lead to the root."""
    kept = _copy(before)
    for index, place in enumerate(found):
        if _root(kept, found[index + 1 :]) == root:
            return place
        kept.append(place.hash)
    return None


def _narrowest(before: Frontier, signed: Sequence[Place], row: LedgerHead) -> tuple[int, int]:
    """Find the first subtree under the head that differs: its first position and the one after its last."""
    now = _copy(before)
    for place in signed:
        now.append(place.hash)
    then = _authentic(row)
    if then is None:
        return before.size, row.size
    start, width = 0, row.size
    for was, found in zip(then.peaks, now.peaks, strict=True):
        width = 1 << (row.size - start).bit_length() - 1
        if was != found:
            break
        start += width
    return max(start, before.size), start + width


def _authentic(row: LedgerHead) -> Frontier | None:
    """Read a head's frontier, if it leads to the head's root."""
    try:
        frontier = Frontier.parse(row.frontier)
    except BadInput:
        return None
    return frontier if (frontier.size, frontier.root()) == (row.size, row.root) else None


def _order(place: Place) -> tuple[datetime, str]:
    """Return what the sealer orders entries by."""
    entry = place.recorded()
    return entry.at, entry.id


def _root(before: Frontier, following: Sequence[Place]) -> bytes:
    frontier = _copy(before)
    for place in following:
        frontier.append(place.hash)
    return frontier.root()


def _copy(frontier: Frontier) -> Frontier:
    return replace(frontier, peaks=[*frontier.peaks])
