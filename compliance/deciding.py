"""Deciding on a designation: it stands, is withdrawn or moves; a statement on taking or leaving office."""

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.acting import pressing
from compliance.loaders import filing_of_year
from disclosure.access import Permission
from disclosure.casework import designating
from disclosure.models import Filing, FilingKind
from disclosure.web.desk import Desk

desk = Desk("deciding", __name__)
OF_ONE_TIME = {kind.value: kind for kind in (FilingKind.ENTRY, FilingKind.EXIT)}
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


@desk.post(
    "/cycle/<int:year>/people/<uuid:filing_id>/transfer",
    needs=Permission.DESIGNATION_MAKE,
    row=filing_of_year,
)
def transfer(filing: Filing) -> ResponseReturnValue:
    """Let an owed statement count for the entity that the person serves now."""
    with pressing():
        designating.transfer(g.db, by=g.actor, filing=filing)
        flash(_("The statement counts for the new entity from now on."))
    return redirect(url_for("designate.show"), 303)


@desk.post(
    "/cycle/<int:year>/people/<uuid:filing_id>/ask", needs=Permission.DESIGNATION_MAKE, row=filing_of_year
)
def ask(filing: Filing) -> ResponseReturnValue:
    """Ask the same person for a statement on taking office, or on leaving it."""
    kind = OF_ONE_TIME.get(request.form.get("answer", "")) or abort(400)
    asked = filing
    with pressing():
        asked = designating.ask_for(g.db, by=g.actor, cycle=filing.cycle, person=filing.person, kind=kind)
        flash(_("The statement is asked for. A letter tells the person."))
    return redirect(url_for("people.show", filing_id=asked.id), 303)
