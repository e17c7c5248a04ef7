"""The yearly report in figures: per entity, in all, by category of conflict, by year."""

from flask import render_template
from flask.typing import ResponseReturnValue

from compliance import figures, places
from disclosure.access import Permission
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("report", __name__)


@desk.get("/report/<int:year>", needs=Permission.REPORT_SEE, row=cycle_of_year)
def show(cycle: Cycle) -> ResponseReturnValue:
    """Show the tables of the report with the definition of every figure."""
    return render_template(
        "report/show.html", cycle=cycle, report=figures.report(cycle), cycles=places.cycles()
    )


@desk.get("/report/<int:year>/compliance.csv", needs=Permission.REPORT_SEE, row=cycle_of_year, opens=True)
def export(cycle: Cycle) -> ResponseReturnValue:
    """Send the compliance table as a file."""
    return figures.exported(cycle)
