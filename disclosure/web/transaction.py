"""One transaction per request: returning commits, raising rolls back.

A page that opens sealed content writes the ledger, so it asks for a writing
transaction although it is a GET.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import current_app, g
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from disclosure.db import transaction
from disclosure.errors import BadInput
from disclosure.web.forms import Form

_WITH_NEXT_CHANGE = "with_next_change"


def engine() -> Engine:
    """Return the engine of this site."""
    found: Engine = current_app.extensions["engine"]
    return found


@contextmanager
def request_transaction(*, write: bool = True, reads_first: bool = False) -> Iterator[Session]:
    """Open the request's transaction as `g.db`."""
    with transaction(engine(), write=write, reads_first=reads_first) as db:
        g.db = db
        try:
            yield db
            if write:
                for act in g.pop(_WITH_NEXT_CHANGE, ()):
                    act(db)
        finally:
            del g.db


def with_next_change(act: Callable[[Session], None]) -> None:
    """Do something in the next transaction of this request that may change something, before its commit."""
    g.setdefault(_WITH_NEXT_CHANGE, []).append(act)


@contextmanager
def hearing(form: Form) -> Iterator[None]:
    """Let an act refuse that changes nothing when it refuses: its sentences go to the form, the page goes on.

    Unlike `telling` it needs no savepoint, for which SQLite puts aside whatever the act changes.
    """
    try:
        yield
    except BadInput as refusal:
        form.refuse(*refusal.messages)


@contextmanager
def telling(form: Form) -> Iterator[None]:
    """Let an act be refused: its sentences go to the form, what it changed is undone, the page goes on."""
    with hearing(form), g.db.begin_nested():
        yield
