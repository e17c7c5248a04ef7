"""Who opened my statement, when, in which role and why; and how long it is kept."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from disclosure.web.desk import SIGNED_IN, Desk, nothing
from portal import loading, openings

desk = Desk("own_data", __name__)


@desk.get("/my-data", needs=SIGNED_IN, row=nothing)
def index() -> ResponseReturnValue:
    """List everybody else who opened the statements of the signed-in person."""
    filings = loading.filings_of(g.actor)
    return render_template(
        "my-data.html",
        opened=openings.of(filings, by_others_than=g.actor),
        retention=[openings.kept(filing) for filing in filings if filing.filed_at],
    )
