"""Running a cycle: it is opened, its deadline is put back for everybody, it is closed."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import turning
from compliance.acting import acting, pressing
from compliance.forms import CloseForm, DeadlineForm, OutageForm
from disclosure.access import Permission
from disclosure.casework import outages, scheduling
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("running", __name__)


@desk.post("/cycle/<int:year>/open", needs=Permission.CYCLE_RUN, row=cycle_of_year, fresh=True)
def open_(cycle: Cycle) -> ResponseReturnValue:
    """Open a planned cycle, once all it needs is there."""
    with pressing():
        scheduling.open_cycle(g.db, by=g.actor, cycle=cycle)
        flash(_("The cycle is open. People can file now."))
    return redirect(url_for("season.show"), 303)


@desk.form("/cycle/<int:year>/deadline", needs=Permission.CYCLE_RUN, row=cycle_of_year, fresh=True)
def deadline(cycle: Cycle) -> ResponseReturnValue:
    """Put the deadline back for everybody who has not filed."""
    form = DeadlineForm()
    if form.validate_on_submit():
        with acting(form):
            given: dict[str, Any] = {"until": form.until.data, "reason": form.reason.data}
            moved = scheduling.put_back_deadline(g.db, by=g.actor, cycle=cycle, **given)
            flash(_("The deadline is put back. People who have more time now: %(number)d.", number=moved))
            return redirect(url_for("season.show"), 303)
    return render_template("cycle/deadline.html", cycle=cycle, form=form)


@desk.form("/cycle/<int:year>/outage", needs=Permission.CYCLE_RUN, row=cycle_of_year)
def outage(cycle: Cycle) -> ResponseReturnValue:
    """Add the days of an outage to everybody's time."""
    form = OutageForm()
    if form.validate_on_submit():
        with acting(form):
            given: dict[str, Any] = {
                "began_on": form.began_on.data,
                "days": form.days.data or 0,
                "reason": form.reason.data or "",
            }
            moved = outages.add_days(g.db, by=g.actor, cycle=cycle, **given)
            flash(_("The days are added. People who have more time now: %(number)d.", number=moved))
            return redirect(url_for("season.show"), 303)
    return render_template("cycle/outage.html", cycle=cycle, form=form)


@desk.form("/cycle/<int:year>/close", needs=Permission.CYCLE_RUN, row=cycle_of_year, fresh=True)
def close(cycle: Cycle) -> ResponseReturnValue:
    """Close the cycle, after its counts were read."""
    form = CloseForm()
    if form.validate_on_submit():
        with acting(form):
            scheduling.close_cycle(g.db, by=g.actor, cycle=cycle)
            flash(_("The cycle is closed. Freeze the report, so that every copy of it says the same."))
            return redirect(url_for("report.show"), 303)
    return render_template("cycle/close.html", cycle=cycle, form=form, ending=turning.ending(cycle))
