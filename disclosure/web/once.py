"""Carrying out a form's act once, however often it is sent: each form carries a token, kept with the answer.

Two sendings at the same time: the second waits for the first one's commit and
then finds its answer. Of an act that reads first, both may do the reading; the
first to write wins, and the other is to be undone.
"""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeGuard, cast
from uuid import UUID

from flask import abort, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from disclosure import clock
from disclosure.errors import DisclosureError
from disclosure.models import FormToken

Act = Callable[[], ResponseReturnValue]
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
_TOKENS = cast("Table", FormToken.__table__)
_TAKEN = {
    name: dialect.insert(_TOKENS).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
"""The same statement for each database. Built once: every form that is sent needs it."""
_KEPT = select(_TOKENS.c.account_id, _TOKENS.c.answer).where(_TOKENS.c.token == bindparam("sent"))
_ANSWERED = update(_TOKENS).where(_TOKENS.c.token == bindparam("sent")).values(answer=bindparam("led"))
_FORGET = delete(_TOKENS).where(_TOKENS.c.token == bindparam("sent"))


class TakenMeanwhile(Exception):
    """Another sending of the same form has acted since this one looked."""


class _Sent(NamedTuple):
    """A form that acts once."""

    token: str
    account_id: UUID


def once(act: Act) -> ResponseReturnValue:
    """Carry out a form's act in the transaction of the request; a second one is led where the first was."""
    sent = _sent()
    if sent is None:
        return act()
    if not _take(sent, answer=""):
        return _kept(sent) or abort(404)
    answer = act()
    connection = g.db.connection()
    if _leads_on(answer):
        connection.execute(_ANSWERED, {"sent": sent.token, "led": answer.location})
    else:
        connection.execute(_FORGET, {"sent": sent.token})
    return answer


def once_read(act: Act) -> ResponseReturnValue:
    """Do the same where the act reads first: the token is kept at the end, with the answer.

    Whether the form was sent before is asked only where it leads nowhere: what
    it was to change is changed then, so that it cannot act again. Raises
    TakenMeanwhile when the token was not free any more; the act is to be undone.
    """
    sent = _sent()
    if sent is None:
        return act()
    try:
        answer = act()
    except (DisclosureError, HTTPException):
        if _kept(sent):
            raise TakenMeanwhile from None
        raise
    taken = _take(sent, answer=answer.location) if _leads_on(answer) else not _kept(sent)
    if not taken:
        raise TakenMeanwhile
    return answer


def _sent() -> _Sent | None:
    token = request.form.get("once", "")
    if request.method != "POST" or not _TOKEN.fullmatch(token) or not current_user.is_authenticated:
        return None
    return _Sent(token, current_user.actor.account_id)


def _take(sent: _Sent, *, answer: str) -> bool:
    """Keep the token; whether it was still free. It refers to nothing that waits to be flushed."""
    connection = g.db.connection()
    row = {"token": sent.token, "account_id": sent.account_id, "answer": answer, "at": clock.now()}
    inserted: int = connection.execute(_TAKEN[connection.dialect.name], row).rowcount
    return inserted == 1


def _kept(sent: _Sent) -> Response | None:
    """Lead where the form led before; 404 for another's form and one that led nowhere; None for a new one."""
    kept = g.db.connection().execute(_KEPT, {"sent": sent.token}).one_or_none()
    if kept is None:
        return None
    if kept.account_id != sent.account_id or not kept.answer:
        abort(404)
    return redirect(kept.answer, 303)


def _leads_on(answer: ResponseReturnValue) -> TypeGuard[Response]:
    return isinstance(answer, Response) and answer.status_code in (302, 303)
