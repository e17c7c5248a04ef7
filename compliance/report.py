"""The annual report: its tables and figures, freezing it, and copies in every form and language."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import annual, figures, places
from compliance.acting import pressing
from disclosure.access import Permission
from disclosure.annual.drawing import picture
from disclosure.casework.reporting import freezing
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("report", __name__)


@desk.get("/report/<int:year>", needs=Permission.REPORT_SEE, row=cycle_of_year)
def show(cycle: Cycle) -> ResponseReturnValue:
    """Show the report with the definition of every figure."""
    page = annual.page(cycle)
    return render_template(
        "report/show.html",
        cycle=cycle,
        page=page,
        document=page.document,
        picture=picture,
        cycles=places.cycles(),
    )


@desk.post("/report/<int:year>/freeze", needs=Permission.REPORT_FREEZE, row=cycle_of_year)
def freeze(cycle: Cycle) -> ResponseReturnValue:
    """Keep the numbers as they are, so that every copy is printed from the same ones."""
    with pressing():
        row = freezing.freeze(g.db, by=g.actor, cycle=cycle)
        flash(_("The report is frozen. Every copy is printed from snapshot %(number)d.", number=row.number))
    return redirect(url_for("report.show"), 303)


@desk.get("/report/<int:year>/copy", needs=Permission.REPORT_SEE, row=cycle_of_year, opens=True)
def copy(cycle: Cycle) -> ResponseReturnValue:
    """Hand out a copy of a frozen report."""
    if not freezing.snapshots(g.db, by=g.actor, cycle=cycle):
        flash(_("The report is not frozen yet, so there are no copies of it."), "warning")
        return redirect(url_for("report.show"), 303)
    return annual.copy(cycle)


@desk.get("/report/<int:year>/compliance.csv", needs=Permission.REPORT_SEE, row=cycle_of_year, opens=True)
def export(cycle: Cycle) -> ResponseReturnValue:
    """Send the compliance table as a file."""
    return figures.exported(cycle)
