"""Who has not filed, entity by entity, today or on an earlier day, with the list of each as a file."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from compliance import lists, places
from compliance.filters import today_in
from compliance.forms import DayForm
from disclosure.access import Permission
from disclosure.casework import chasing
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("unfiled", __name__)


@desk.get("/cycle/<int:year>/not-filed", needs=Permission.PEOPLE_SEE, row=cycle_of_year)
def index(cycle: Cycle) -> ResponseReturnValue:
    """Show how many of each entity have not filed, with the list of each."""
    day = lists.day_of(request.args)
    at = lists.end_of(day, cycle)
    listed = chasing.count_by_entity(g.db, by=g.actor, cycle=cycle, at=at)
    return render_template(
        "cycle/not-filed.html",
        cycle=cycle,
        form=DayForm(formdata=None, data={"on": day or today_in(cycle)}),
        day=day if at else None,
        counts=[(entity, listed[entity.id]) for entity in places.every_entity() if entity.id in listed],
    )


@desk.get("/cycle/<int:year>/not-filed.zip", needs=Permission.PEOPLE_SEE, row=cycle_of_year, opens=True)
def archive(cycle: Cycle) -> ResponseReturnValue:
    """Send the list of every entity as text, in one archive."""
    return lists.archive(cycle, lists.day_of(request.args))


@desk.get("/cycle/<int:year>/not-filed.xlsx", needs=Permission.PEOPLE_SEE, row=cycle_of_year, opens=True)
def workbook(cycle: Cycle) -> ResponseReturnValue:
    """Send the lists of all entities as one workbook."""
    return lists.workbook(cycle, lists.day_of(request.args))
