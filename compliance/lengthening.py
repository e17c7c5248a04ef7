"""More time for the people of a list: who they are is shown first, and nobody else gets it."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import choosing, listing, register
from compliance.acting import acting
from compliance.forms import ManyExtendForm
from disclosure.access import Permission
from disclosure.casework import designating
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("lengthening", __name__)


@desk.form("/cycle/<int:year>/people/extend", needs=Permission.FILING_EXTEND, row=cycle_of_year, fresh=True)
def extend(cycle: Cycle) -> ResponseReturnValue:
    """Show who of a list still owes a statement; give time to exactly those."""
    chosen, form = listing.asked(request.args), ManyExtendForm()
    address: dict[str, Any] = chosen.address()
    listed = register.filings(g.db, by=g.actor, cycle=cycle, chosen=chosen, most=choosing.MOST)
    if form.validate_on_submit():
        with acting(form):
            given: dict[str, Any] = {"until": form.until.data, "reason": form.reason.data}
            filings = choosing.unpacked(form.people.data or "")
            done = designating.extend_all(g.db, by=g.actor, cycle=cycle, filings=filings, **given)
            flash(_("People who have more time now: %(number)d. A letter tells each.", number=done.extended))
            if kept := len(filings) - done.extended:
                flash(_("People whose date stays: %(number)d.", number=kept))
            return redirect(url_for("people.index", **address), 303)
    due = designating.can_have_time(g.db, by=g.actor, cycle=cycle, filings=listed)
    if not form.is_submitted():
        form.people.data = choosing.packed([one.id for one in due])
    return render_template("cycle/people/extend-all.html", cycle=cycle, due=due, form=form, chosen=chosen)
