"""Staying signed in: until when one is, and a way to go on that changes nothing else."""

from datetime import timedelta
from typing import Any

from flask import Flask, jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from disclosure import clock
from disclosure.web.desk import SIGNED_IN, Desk, nothing
from portal import times

desk = Desk("staying", __name__)
LEAD = timedelta(minutes=3)
"""How long before the end a page warns: two minutes at the least, as a session's last sign of life
may be noted a minute late."""


@desk.get("/stay", needs=SIGNED_IN, row=nothing)
def stay() -> ResponseReturnValue:
    """Tell a page's script how long the session goes on, having been asked for this."""
    return jsonify(seconds=seconds())


def seconds() -> int:
    """Return how many seconds the session goes on if nothing more is asked for; 0 if nobody is signed in."""
    ends_at = current_user.ends_at if current_user.is_authenticated else None
    return max(int((ends_at - clock.now()).total_seconds()), 1) if ends_at else 0


def register(app: Flask) -> None:
    """Tell every page when the session ends."""
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    if not seconds():
        return {}
    return {
        "session_seconds": seconds(),
        "session_lead": int(LEAD.total_seconds()),
        "session_line": _(
            "If you do nothing, you stay signed in until %(time)s. What you send later is kept for you.",
            time=times.clock_of_reader(current_user.ends_at),
        ),
        "stay_url": url_for("staying.stay"),
    }
