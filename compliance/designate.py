"""Who must file: the roster is taken over, then whoever meets a ground of the programme is designated."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import coverage, exporting, upload
from compliance.acting import acting, pressing
from compliance.forms import ApplyForm, RosterForm
from disclosure.access import Permission
from disclosure.casework import designating, rosters
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("designate", __name__)


@desk.get("/cycle/<int:year>/designate", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def show(cycle: Cycle) -> ResponseReturnValue:
    """Show how many people are designated on which ground, and what can be done."""
    return render_template("cycle/designate/show.html", cycle=cycle, grounds=coverage.grounds(cycle))


@desk.post("/cycle/<int:year>/designate", needs=Permission.DESIGNATION_MAKE, row=cycle_of_year)
def sweep(cycle: Cycle) -> ResponseReturnValue:
    """Designate everybody on the roster whom a ground meets and who is not designated yet."""
    with pressing():
        number = designating.designate(g.db, by=g.actor, cycle=cycle)
        flash(_("People designated now: %(number)d. Each has a letter.", number=number))
    return redirect(url_for("designate.show"), 303)


@desk.form("/cycle/<int:year>/designate/roster", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def roster(cycle: Cycle) -> ResponseReturnValue:
    """Read a roster and show what it would change; nothing is changed by that."""
    form, found = RosterForm(), None
    if form.validate_on_submit():
        with acting(form):
            content = form.file.data.read()
            found = upload.compared(cycle.organisation, content, complete=form.complete.data)
    return render_template("cycle/designate/roster.html", cycle=cycle, form=form, found=found)


@desk.post("/cycle/<int:year>/designate/roster/apply", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def apply(cycle: Cycle) -> ResponseReturnValue:
    """Take over the roster whose difference was shown."""
    with pressing():
        done = upload.apply(cycle.organisation, ApplyForm())
        counts = {"added": len(done.added), "changed": len(done.changed), "left": len(done.left)}
        flash(_("Roster taken over. New: %(added)d. Changed: %(changed)d. Left: %(left)d.", **counts))
        return redirect(url_for("designate.show"), 303)
    return redirect(url_for("designate.roster"), 303)


@desk.get("/cycle/<int:year>/designate/template.csv", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def template(_cycle: Cycle) -> ResponseReturnValue:
    """Send an empty roster: its first line alone."""
    return exporting.empty(rosters.COLUMNS, filename="roster.csv")
