"""Reminding the people of a list: who they are is shown first, and only they are written to."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from compliance import choosing, listing
from compliance.acting import acting
from compliance.forms import ChosenForm
from disclosure.access import Permission
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("chase", __name__)


@desk.form("/cycle/<int:year>/people/remind", needs=Permission.REMINDER_WRITE, row=cycle_of_year, fresh=True)
def remind(cycle: Cycle) -> ResponseReturnValue:
    """Show who of a list would be written to; write to exactly those who still owe a statement."""
    chosen, form = listing.asked(request.args), ChosenForm()
    if form.validate_on_submit():
        with acting(form):
            written, dropped = choosing.remind(cycle, form)
            flash(_("Letters written: %(number)d. They are sent now.", number=written))
            if dropped:
                told = "%(num)d person filed meanwhile or was written to already, and gets nothing."
                many = "%(num)d people filed meanwhile or were written to already, and get nothing."
                flash(ngettext(told, many, dropped))
            address: dict[str, Any] = chosen.address()
            return redirect(url_for("people.index", **address), 303)
    found = choosing.preview(cycle, chosen)
    return render_template("cycle/people/remind.html", cycle=cycle, found=found, form=form, chosen=chosen)
