"""What a list brought into question after a case was closed: its reviewer or the ethics office decides."""

from enum import StrEnum

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from disclosure.access import Permission
from disclosure.casework import docket, opening_again
from disclosure.domain.lifecycle import FilingState
from disclosure.domain.messages import message
from disclosure.models import Filing
from disclosure.web.desk import Desk
from disclosure.web.loaders import filed
from reviewer.folder import keys
from reviewer.forms import CaseForm, Chosen
from reviewer.parts import standing
from reviewer.sending import sending

desk = Desk("later", __name__)


class Answer(StrEnum):
    """What follows from a later match."""

    LEAVE = "leave"
    OPEN = "open"


class LaterForm(CaseForm):
    """Leave a case closed, or open its review again."""

    verdict = Chosen(
        lazy_gettext("What do you decide?"),
        {
            Answer.LEAVE: message("It raises no question: the case stays closed"),
            Answer.OPEN: message("Open the review again"),
        },
        message("Choose whether the case stays closed"),
    )


@desk.form("/<uuid:filing_id>/later-match", needs=Permission.CASE_READ, row=filed)
def decide(filing: Filing) -> ResponseReturnValue:
    """Leave a closed case closed, or open its review again."""
    number = docket.later_matches(g.db, filing) if filing.state is FilingState.CLOSED else 0
    form = LaterForm(version=standing(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            if form.verdict.data is Answer.LEAVE:
                opening_again.leave_closed(g.db, by=g.actor, filing=filing)
                flash(_("The case stays closed: %(reference)s.", reference=filing.reference))
                return redirect(url_for("home.index", view="matched-later"), 303)
            opening_again.open_again(g.db, keys().opener, by=g.actor, filing=filing)
            flash(_("The review is open again: %(reference)s.", reference=filing.reference))
            return redirect(url_for("case.show", filing_id=filing.id), 303)
    if not number:
        abort(404)
    return render_template("case/later-match.html", filing=filing, form=form, number=number)
