"""The first page, and what the signed-in person owes."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from disclosure.web.desk import OPEN, SIGNED_IN, Desk, nothing

desk = Desk("home", __name__)


@desk.get("/", needs=OPEN, row=nothing)
def front() -> ResponseReturnValue:
    """Say what this is and where to sign in."""
    return redirect(url_for("home.index" if current_user.is_authenticated else "signin.show"), 303)


@desk.get("/home", needs=SIGNED_IN, row=nothing)
def index() -> ResponseReturnValue:
    """Show what is owed, by when, and past years."""
    return render_template("home.html", actor=g.actor)
