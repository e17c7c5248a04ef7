"""The queue: who has which case, what is late, and the next one. Nothing sealed is opened here."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission, permits
from disclosure.casework import reviewing
from disclosure.models import Organisation
from disclosure.web.desk import Desk
from disclosure.web.loaders import organisation
from reviewer import queue
from reviewer.folder import keys
from reviewer.forms import NextForm

desk = Desk("home", __name__)


@desk.get("/", needs=Permission.CASE_SEE, row=organisation)
def index(office: Organisation) -> ResponseReturnValue:
    """Show one list of cases, page by page, and how many each list has."""
    listed = queue.listed(view=request.args.get("view"), after=request.args.get("after"))
    may_claim = permits(g.actor, Permission.CASE_CLAIM, office)
    return render_template("queue.html", listed=listed, next_form=NextForm() if may_claim else None)


@desk.post("/next", needs=Permission.CASE_CLAIM, row=organisation)
def start_next(_office: Organisation) -> ResponseReturnValue:
    """Claim the case that is first in line, and open it."""
    filing = reviewing.start_next(g.db, keys().opener, by=g.actor)
    if filing is None:
        flash(_("No case waits to be claimed."))
        return redirect(url_for("home.index"), 303)
    return redirect(url_for("case.show", filing_id=filing.id), 303)
