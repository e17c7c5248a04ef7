"""Short answers, and what happens with one's data."""

from flask import render_template
from flask.typing import ResponseReturnValue

from disclosure.web.desk import OPEN, Desk, nothing

desk = Desk("helping", __name__)


@desk.get("/help", needs=OPEN, row=nothing)
def show() -> ResponseReturnValue:
    """Answer what is asked most."""
    return render_template("help.html")
