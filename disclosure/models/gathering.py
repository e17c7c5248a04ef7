"""Rows that an act adds and does not look at again: gathered, and inserted together when it is committed.

They are written when their transaction (or savepoint) commits, or when
somebody reads their table before that; a rollback forgets them with the act.
One statement then serves all that a request adds to a table.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, event, insert
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from disclosure.models.base import Base

Row = Mapping[str, Any]
"""A row by the names of its columns."""
_WAITING = "gathered"
_TOLD: dict[type[Base], Callable[[Session, list[Row]], None]] = {}


def gather(db: Session, model: type[Base], rows: Iterable[Row]) -> None:
    """Add rows to the table of `model` when the transaction commits. What they refer to has been flushed."""
    current = db.get_nested_transaction() or db.get_transaction() or db.begin()
    waiting = db.info.setdefault(_WAITING, {}).setdefault(current, {})
    waiting.setdefault(model, []).extend(rows)


def gathered(db: Session, model: type[Base]) -> list[Row]:
    """Return the rows of `model` that wait for the commit of this transaction or savepoint, to be changed."""
    current = db.get_nested_transaction() or db.get_transaction()
    waiting: dict[type[Base], list[Row]] = db.info.get(_WAITING, {}).get(current, {})
    return waiting.setdefault(model, [])


def tell(model: type[Base], act: Callable[[Session, list[Row]], None]) -> None:
    """Let `act` know of rows of `model` as they are written; they are committed or undone after it."""
    _TOLD[model] = act


@event.listens_for(Session, "before_commit")
def write_out(db: Session) -> None:
    """Write the rows gathered so far: for a query that asks for them within the transaction.

    Inside a savepoint these are the savepoint's own: those gathered before it
    must outlive its rollback, so they wait for their own commit.
    """
    if not db.info.get(_WAITING):
        return
    current = db.get_nested_transaction() or db.get_transaction()
    for model, rows in db.info[_WAITING].pop(current, {}).items():
        if rows:
            db.connection().execute(_insertion(model), rows)
        if rows and model in _TOLD:
            _TOLD[model](db, rows)


@event.listens_for(Session, "after_soft_rollback")
def _forget(db: Session, undone: SessionTransaction) -> None:
    """Forget the rows of an act that was undone."""
    db.info.get(_WAITING, {}).pop(undone, None)


@event.listens_for(Session, "do_orm_execute")
def _write_before_reading(state: ORMExecuteState) -> None:
    """Let whoever reads a table within the transaction read its own rows as well."""
    waiting = state.session.info.get(_WAITING)
    if waiting and any(one.class_ in rows for one in state.all_mappers for rows in waiting.values()):
        write_out(state.session)


@cache
def _insertion(model: type[Base]) -> Insert:
    return insert(cast("Table", model.__table__))
