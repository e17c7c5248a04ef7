"""Keeping sealed content in rows: the payload in the row, the wraps of its data key beside it.

Nothing here opens anything; see reading.py, the one door to plain text.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from disclosure.casework.earlier import PREVIOUS
from disclosure.models import DataKey, Draft, Screening, Statement
from disclosure.vault.sealing import Binding, Recipient, Sealer, Wrap

WRAPS = cast("Table", DataKey.__table__)
_KEEP = insert(WRAPS)
_OF_OBJECT = select(WRAPS).where(WRAPS.c.object_id == bindparam("of_object"))
_RENEW = update(WRAPS).where(
    WRAPS.c.object_id == bindparam("of_object"), WRAPS.c.recipient == bindparam("for_recipient")
)
_FORGET = delete(WRAPS).where(WRAPS.c.object_id == bindparam("of_object"))
_DRAFTS, _STATEMENTS, _SCREENINGS = (
    cast("Table", model.__table__) for model in (Draft, Statement, Screening)
)
_WRAPPED = (WRAPS.c.recipient, WRAPS.c.key_id, WRAPS.c.wrapped, WRAPS.c.suite)
DRAFT = (
    select(_DRAFTS, *_WRAPPED)
    .outerjoin(WRAPS, WRAPS.c.object_id == _DRAFTS.c.id)
    .where(_DRAFTS.c.filing_id == bindparam("filing_id"))
)
DRAFT_AND_PREVIOUS = DRAFT.add_columns(PREVIOUS.scalar_subquery().label("previous"))
STATEMENT = (
    select(_STATEMENTS, *_WRAPPED)
    .outerjoin(WRAPS, WRAPS.c.object_id == _STATEMENTS.c.id)
    .where(_STATEMENTS.c.filing_id == bindparam("filing_id"), _STATEMENTS.c.version == bindparam("version"))
)
SCREENING = (
    select(_SCREENINGS, *_WRAPPED)
    .join(_STATEMENTS, _STATEMENTS.c.id == _SCREENINGS.c.statement_id)
    .outerjoin(WRAPS, WRAPS.c.object_id == _SCREENINGS.c.id)
    .where(_SCREENINGS.c.filing_id == bindparam("filing_id"), _STATEMENTS.c.version == bindparam("version"))
)
"""What is opened most, each with its wraps in one statement. Built once."""
PORTAL_ONLY = (Recipient.PORTAL,)
REVIEW_ONLY = (Recipient.REVIEW,)
BOTH_SITES = (Recipient.PORTAL, Recipient.REVIEW)


class SealedRow(Protocol):
    """A row with one sealed column."""

    __tablename__: str
    id: UUID
    sealed: bytes


def binding(row: SealedRow) -> Binding:
    """Return the place that the content of `row` is bound to."""
    return Binding(row.__tablename__, row.id, getattr(row, "version", 1))


def keep(
    db: Session,
    sealer: Sealer,
    row: SealedRow,
    content: bytes,
    *,
    cycle_id: UUID,
    recipients: Collection[Recipient],
) -> None:
    """Seal `content` into a new `row`, which has its id (and version, if it has versions)."""
    keep_wraps(db, row.id, seal_into(sealer, row, content, cycle_id=cycle_id, recipients=recipients))


def seal_into(
    sealer: Sealer, row: SealedRow, content: bytes, *, cycle_id: UUID, recipients: Collection[Recipient]
) -> Sequence[Wrap]:
    """Seal `content` into `row` and return the wraps, which are still to be kept."""
    sealed = sealer.seal(content, bound_to=binding(row), cycle_id=cycle_id, recipients=recipients)
    row.sealed = sealed.payload
    return sealed.wraps


def keep_all(
    db: Session,
    sealer: Sealer,
    contents: Iterable[tuple[SealedRow, bytes]],
    *,
    cycle_id: UUID,
    recipients: Collection[Recipient],
) -> None:
    """Seal into each of many new rows what belongs there, and keep all the wraps by one statement."""
    wraps = []
    for row, content in contents:
        found = seal_into(sealer, row, content, cycle_id=cycle_id, recipients=recipients)
        wraps += _rows(row.id, found)
    if wraps:
        db.connection().execute(_KEEP, wraps)


def keep_anew(
    db: Session,
    sealer: Sealer,
    row: SealedRow,
    content: bytes,
    *,
    cycle_id: UUID,
    recipients: Collection[Recipient],
) -> None:
    """Seal `content` over what `row` held, to the same recipients; its version must have been raised."""
    for wrap in seal_into(sealer, row, content, cycle_id=cycle_id, recipients=recipients):
        place = {"of_object": row.id, "for_recipient": wrap.recipient.value}
        db.connection().execute(_RENEW, place | _contents(wrap))


def keep_wraps(db: Session, object_id: UUID, wraps: Sequence[Wrap]) -> None:
    """Keep the wrapped data keys of one sealed object."""
    db.connection().execute(_KEEP, _rows(object_id, wraps))


def wraps_of(db: Session, object_id: UUID) -> list[Wrap]:
    """Return the wrapped data keys of one sealed object."""
    return wraps_in(db.connection().execute(_OF_OBJECT, {"of_object": object_id}))


def wraps_in(rows: Iterable[Row[Any]]) -> list[Wrap]:
    """Return the wrapped data keys in rows that came with them; a row without one has none."""
    return [
        Wrap(Recipient(row.recipient), row.key_id, row.wrapped, row.suite) for row in rows if row.recipient
    ]


def wraps_of_all(db: Session, object_ids: Sequence[UUID]) -> dict[UUID, list[Wrap]]:
    """Return the wrapped data keys of several sealed objects."""
    found: dict[UUID, list[Wrap]] = {object_id: [] for object_id in object_ids}
    for row in db.connection().execute(select(WRAPS).where(WRAPS.c.object_id.in_(object_ids))):
        found[row.object_id].append(Wrap(Recipient(row.recipient), row.key_id, row.wrapped, row.suite))
    return found


def forget_wraps(db: Session, object_id: UUID) -> None:
    """Delete the wrapped data keys of an object that is replaced or discarded."""
    db.connection().execute(_FORGET, {"of_object": object_id})


def _rows(object_id: UUID, wraps: Sequence[Wrap]) -> list[dict[str, object]]:
    return [{"object_id": object_id, "recipient": wrap.recipient.value} | _contents(wrap) for wrap in wraps]


def _contents(wrap: Wrap) -> dict[str, object]:
    return {"key_id": wrap.key_id, "suite": wrap.suite, "wrapped": wrap.wrapped}
