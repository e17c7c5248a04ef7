"""Writing letters: rows kept in the transaction of their cause, and sent after it is committed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, SessionTransaction

from disclosure import clock
from disclosure.mail.kinds import SHAPES
from disclosure.mail.telling import one_line, told
from disclosure.models import Account, Filing, FilingKind, Letter, Organisation, Person, Work, WorkState
from disclosure.models.gathering import gather
from disclosure.models.writing import unattached

SENDING = "letters:send"
"""The kind of work that sends them. The queue is told by its row: siblings do not import each other."""
SENDING_QUEUE = "common"
_OWED_IN = "letters_owed_in"
_LETTERS = cast("Table", Letter.__table__)
_INSERTS = {
    name: dialect.insert(_LETTERS)
    .on_conflict_do_nothing(index_elements=[_LETTERS.c.occasion])
    .execution_options(preserve_rowcount=True)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
_INSERTS_OF_MANY = {name: insert.returning(_LETTERS.c.id) for name, insert in _INSERTS.items()}
"""The same statements for each database. Built once: every act that writes a letter needs one."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address that is nobody's account, such as that of the office."""

    name: str
    email: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Addressed:
    """One of many letters written at once. `occasion` tells it from every other letter ever written."""

    to: Person | Account | Mailbox
    occasion: str
    filing: Filing | None = None
    params: dict[str, object] = field(default_factory=dict)


def write(
    db: Session,
    kind: str,
    *,
    to: Person | Account | Mailbox,
    occasion: str,
    organisation_id: UUID,
    filing: Filing | None = None,
    **params: object,
) -> Letter | None:
    """Write one letter and owe its sending; return a copy, or None when this occasion has its letter already.

    `params` are those declared for `kind` in `mail.SHAPES`: dates, names,
    counts and a site-relative `path`.

    Raises:
        TypeError: a parameter is missing or not declared.

    """
    one = Addressed(to=to, occasion=occasion, filing=filing, params=params)
    written = write_all(db, kind, [one], organisation_id=organisation_id)
    return written[0] if written else None


def write_all(db: Session, kind: str, letters: Iterable[Addressed], *, organisation_id: UUID) -> list[Letter]:
    """Write many letters of one kind in few statements; return copies of those whose occasion was new.

    Raises:
        TypeError: a parameter is missing or not declared.

    """
    rows = [_row(kind, letter, organisation_id) for letter in letters]
    if not rows:
        return []
    if any(isinstance(new, Filing | Organisation) for new in db.new):
        db.flush()  # a letter may belong to a filing that is not yet in the database
    new = _insert(db.connection(), rows)
    written = [unattached(Letter, row) for row in rows if row["id"] in new]
    if written:
        _owe_sending(db, written[0])
    return written


def _insert(connection: Connection, rows: list[dict[str, Any]]) -> set[UUID]:
    """Insert rows past the session, which will not look at them; return the ids of those that were new."""
    if len(rows) == 1:
        inserted = connection.execute(_INSERTS[connection.dialect.name], rows[0]).rowcount
        return {row["id"] for row in rows[:inserted]}
    return set(connection.execute(_INSERTS_OF_MANY[connection.dialect.name], rows).scalars())


def _row(kind: str, letter: Addressed, organisation_id: UUID) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "organisation_id": organisation_id,
        "filing_id": letter.filing.id if letter.filing else None,
        "occasion": letter.occasion,
        "kind": str(kind),
        "language": letter.to.language,
        "to_name": one_line(letter.to.name),
        "to_email": letter.to.email,
        "params": told(kind, {**_of_one_time(kind, letter), **letter.params}),
        "written_at": clock.now(),
    }


def _of_one_time(kind: str, letter: Addressed) -> dict[str, object]:
    """Return what a letter is told besides, where its statement is not the yearly one: its own pages."""
    filing, leads_to = letter.filing, SHAPES[kind].leads_to
    if filing is None or filing.kind is FilingKind.ANNUAL:
        return {}
    told_so: dict[str, object] = {"occasion": filing.kind.value}
    if leads_to.startswith("/{year}"):
        told_so["path"] = f"/{filing.kind.value}{leads_to.format(**letter.params)}"
    return told_so


def _owe_sending(db: Session, letter: Letter) -> None:
    """Owe the sending once per transaction, and again when the savepoint that owed it was undone."""
    if db.info.get(_OWED_IN) in set(_transactions(db)):
        return
    db.info[_OWED_IN] = db.get_nested_transaction() or db.get_transaction()
    work = {
        "id": uuid4(),
        "kind": SENDING,
        "queue": SENDING_QUEUE,
        "subject_id": letter.id,
        "state": WorkState.OWED,
        "due_at": letter.written_at,
        "attempts": 0,
    }
    gather(db, Work, [work])


def _transactions(db: Session) -> Iterator[SessionTransaction]:
    """Yield the innermost transaction of `db` and those around it."""
    current = db.get_nested_transaction() or db.get_transaction()
    while current is not None:
        yield current
        current = current.parent
