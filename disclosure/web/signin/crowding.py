"""Whoever comes when too many sign in loses nothing: what they typed waits, and the page sends it again.

Address and password stay sealed in the cookie of their own browser for two minutes, in no database and in
no page. The page tries again by itself after some seconds; without a script its button does.
"""

import secrets
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask import request, session
from werkzeug.datastructures import MultiDict

from disclosure import clock
from disclosure.credentials.hashing import LONGEST
from disclosure.domain import emails
from disclosure.web.signin.visitors import locker

HELD = "held"
"""The cookie's key for what waits."""
GOOD_FOR = timedelta(minutes=2)
SOONEST, LATEST = 2, 6
"""Seconds; each waits for as long as chance has it, so that they do not all come back together."""


def sent() -> MultiDict[str, str] | None:
    """Return the answers of the form that was sent, with the password that waited for it, if one did."""
    if request.method != "POST":
        return None
    answers = request.form.copy()
    held = session.pop(HELD, None)
    if held and not answers.get("password") and not _is_over(held):
        email, _newline, password = locker().open(b64decode(held[1]), row=UUID(held[0])).partition("\n")
        if email == emails.folded(answers.get("email", "")):
            answers["password"] = password
            session[HELD] = held
    return answers


def hold(answers: MultiDict[str, str]) -> int:
    """Let the answers wait in the cookie; return after how many seconds they are sent again."""
    password = answers.get("password", "")
    if HELD not in session and len(password) <= LONGEST:
        row = uuid4()
        sealed = locker().seal(f"{emails.folded(answers.get('email', ''))}\n{password}", row=row)
        session[HELD] = [row.hex, b64encode(sealed).decode(), clock.now().isoformat()]
    return SOONEST + secrets.randbelow(LATEST - SOONEST + 1)


def let_go() -> None:
    """Forget what waited: it was judged."""
    session.pop(HELD, None)


def _is_over(held: list[str]) -> bool:
    return clock.now() - datetime.fromisoformat(held[2]) > GOOD_FOR
