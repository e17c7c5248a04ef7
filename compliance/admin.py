"""Settings: what a season still needs, dates, rules, roles, how long things are kept."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import administration
from compliance.acting import pressing
from disclosure.access import Permission
from disclosure.casework import scheduling
from disclosure.models import Organisation
from disclosure.web.desk import Desk
from disclosure.web.loaders import organisation

desk = Desk("admin", __name__)


@desk.get("/admin", needs=Permission.ACCOUNTS_MANAGE, row=organisation)
def show(row: Organisation) -> ResponseReturnValue:
    """Show the settings of the organisation."""
    return render_template("admin/show.html", settings=administration.settings(row))


@desk.post("/admin/cycles", needs=Permission.CYCLE_RUN, row=organisation, fresh=True)
def plan(row: Organisation) -> ResponseReturnValue:
    """Plan the cycle after the newest one, under the rules of today."""
    with pressing():
        year = administration.year_to_plan()
        scheduling.plan_cycle(g.db, by=g.actor, organisation=row, year=year)
        flash(_("The cycle of %(year)s is planned.", year=year))
    return redirect(url_for("admin.show"), 303)
