"""Deciding on a contested designation: it stands, or it is withdrawn."""

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.acting import pressing
from compliance.loaders import filing_of_year
from disclosure.access import Permission
from disclosure.casework import designating
from disclosure.models import Filing
from disclosure.web.desk import Desk

desk = Desk("deciding", __name__)
ACTS = {"uphold": designating.uphold, "withdraw": designating.withdraw}


@desk.post(
    "/cycle/<int:year>/people/<uuid:filing_id>/designation",
    needs=Permission.DESIGNATION_DECIDE,
    row=filing_of_year,
)
def decide(filing: Filing) -> ResponseReturnValue:
    """Let a contested designation stand, or withdraw it."""
    act = ACTS.get(request.form.get("answer", "")) or abort(400)
    with pressing():
        act(g.db, by=g.actor, designation=filing.designation)
        flash(_("Your decision is on record. A letter tells the person."))
    return redirect(url_for("people.show", filing_id=filing.id), 303)
