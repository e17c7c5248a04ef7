"""Carrying out an act: what it may not do is told on the page, and nothing of it stays."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash, g

from disclosure.errors import BadInput, WrongState
from disclosure.web.forms import Form, said
from disclosure.web.transaction import telling


@contextmanager
def acting(form: Form) -> Iterator[None]:
    """Tell in the form what is wrong with its input, or why the moment is wrong for the act."""
    try:
        with telling(form):
            yield
    except WrongState as refusal:
        form.refuse(str(refusal))


@contextmanager
def pressing() -> Iterator[None]:
    """Carry out the act of a button alone; why it cannot be done is told on the page it leads to."""
    try:
        with g.db.begin_nested():
            yield
    except BadInput as refusal:
        flash(" ".join(said(fault) for fault in refusal.messages), "warning")
    except WrongState as refusal:
        flash(str(refusal), "warning")
