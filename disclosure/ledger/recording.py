"""Writing one line of the ledger, in the transaction of the act it tells of.

Lines are gathered and written together when their transaction (or savepoint)
commits, or when somebody reads the ledger before that; a rollback forgets
them with the act. One statement then serves all the lines of a request.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, event, insert
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from disclosure import clock
from disclosure.domain.actors import Actor
from disclosure.ledger.kinds import FACTS
from disclosure.models import Filing, LedgerEntry

_WAITING = "ledger_lines"
_INSERT = insert(cast("Table", LedgerEntry.__table__))


def record(
    db: Session,
    by: Actor,
    kind: str,
    *,
    organisation_id: UUID | None = None,
    filing: Filing | None = None,
    **facts: object,
) -> UUID:
    """Write one line: who did what, to which filing, with exactly the facts declared for `kind`.

    Returns the line's id. Raises TypeError when a fact is missing or not
    declared: that is a mistake in the program, not of a person.
    """
    line: dict[str, Any] = {
        "id": uuid4(),
        "at": clock.now(),
        "organisation_id": filing.organisation_id if filing else organisation_id,
        "filing_id": filing.id if filing else None,
        "account_id": by.account_id,
        "kind": kind,
        "facts": _told(kind, facts),
    }
    _pending(db).append(line)
    written: UUID = line["id"]
    return written


def record_all(
    db: Session,
    by: Actor,
    kind: str,
    lines: Iterable[tuple[UUID | None, Mapping[str, object]]],
    *,
    organisation_id: UUID,
) -> None:
    """Write many lines of one kind in few statements: each is a filing's id, or None, and its facts.

    What the lines are about has been flushed. Raises TypeError as `record` does.
    """
    at = clock.now()
    rows = [
        {
            "id": uuid4(),
            "at": at,
            "organisation_id": organisation_id,
            "filing_id": filing_id,
            "account_id": by.account_id,
            "kind": kind,
            "facts": _told(kind, facts),
        }
        for filing_id, facts in lines
    ]
    _pending(db).extend(rows)


def _pending(db: Session) -> list[dict[str, Any]]:
    """Return the lines of the innermost transaction that are not written yet."""
    db.connection()
    current = db.get_nested_transaction() or db.get_transaction()
    waiting: dict[object, list[dict[str, Any]]] = db.info.setdefault(_WAITING, {})
    return waiting.setdefault(current, [])


@event.listens_for(Session, "before_commit")
def write_out(db: Session) -> None:
    """Write the lines gathered so far: for a query that asks the ledger within the transaction.

    Inside a savepoint these are the savepoint's own: those gathered before it
    must outlive its rollback, so they wait for their own commit.
    """
    if db.info.get(_WAITING) and (lines := _pending(db)):
        db.connection().execute(_INSERT, lines)
        lines.clear()


@event.listens_for(Session, "after_soft_rollback")
def _forget(db: Session, undone: SessionTransaction) -> None:
    """Forget the lines of an act that was undone."""
    db.info.get(_WAITING, {}).pop(undone, None)


@event.listens_for(Session, "do_orm_execute")
def _write_before_reading(state: ORMExecuteState) -> None:
    """Let whoever reads ledger entries within the transaction read its own as well."""
    if state.session.info.get(_WAITING) and any(one.class_ is LedgerEntry for one in state.all_mappers):
        write_out(state.session)


def _told(kind: str, facts: Mapping[str, object]) -> dict[str, Any]:
    if facts.keys() != FACTS[kind]:
        wrong = ", ".join(sorted(facts.keys() ^ FACTS[kind]))
        raise TypeError(f"An entry of kind {kind} does not carry exactly its facts; see {wrong}.")
    return {name: _plain(fact) for name, fact in facts.items()}


def _plain(fact: object) -> Any:  # noqa: ANN401 - JSON
    return fact if isinstance(fact, str | int | bool | None) else str(fact)
