"""The first page, and what the signed-in person owes."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from disclosure.web.desk import OPEN, SIGNED_IN, Desk, nothing
from portal import loading, seasons, turns

desk = Desk("home", __name__)


@desk.get("/", needs=OPEN, row=nothing)
def front() -> ResponseReturnValue:
    """Say what this is and where to sign in."""
    if current_user.is_authenticated:
        return redirect(url_for("home.index"), 303)
    return render_template("front.html", seasons=seasons.standing(g.db))


@desk.get("/home", needs=SIGNED_IN, row=nothing)
def index() -> ResponseReturnValue:
    """Show what is owed, by when, whose turn it is, and past years."""
    filings = loading.filings_of(g.actor)
    return render_template(
        "home.html",
        cards=[turns.card(filing) for filing in filings if turns.is_current(filing)],
        past=[filing for filing in filings if not turns.is_current(filing)],
        prepared=[turns.card(filing) for filing in loading.prepared_by(g.actor)],
    )
