"""The register of a season, and one person in it: states, dates and letters, never what was declared."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from compliance import listing, person
from compliance.loaders import filing_of_year
from disclosure.access import Permission
from disclosure.models import Cycle, Filing
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("people", __name__)


@desk.get("/cycle/<int:year>/people", needs=Permission.PEOPLE_SEE, row=cycle_of_year)
def index(cycle: Cycle) -> ResponseReturnValue:
    """List the people of a season, page by page."""
    listed = listing.listed(cycle, request.args)
    return render_template("cycle/people/index.html", cycle=cycle, listed=listed, form=listed.form)


@desk.get("/cycle/<int:year>/people.csv", needs=Permission.PEOPLE_SEE, row=cycle_of_year, opens=True)
def export(cycle: Cycle) -> ResponseReturnValue:
    """Send the list as a file, and write down that it was taken out."""
    return listing.exported(cycle, listing.asked(request.args))


@desk.get("/cycle/<int:year>/people.xlsx", needs=Permission.PEOPLE_SEE, row=cycle_of_year, opens=True)
def workbook(cycle: Cycle) -> ResponseReturnValue:
    """Send the list as a workbook."""
    return listing.workbook(cycle, listing.asked(request.args))


@desk.get("/cycle/<int:year>/people/<uuid:filing_id>", needs=Permission.PEOPLE_SEE, row=filing_of_year)
def show(filing: Filing) -> ResponseReturnValue:
    """Show how one person stands, and what the office wrote and decided."""
    return render_template("cycle/people/show.html", filing=filing, known=person.known(filing))
