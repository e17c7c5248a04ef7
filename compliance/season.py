"""The page of a season: who must file, who has, what is owed, and what waits for the office."""

from flask import render_template
from flask.typing import ResponseReturnValue

from compliance import overview, places, progress, turning
from disclosure.access import Permission
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("season", __name__)


@desk.get("/cycle/<int:year>", needs=Permission.SEASON_SEE, row=cycle_of_year)
def show(cycle: Cycle) -> ResponseReturnValue:
    """Show where the season stands, entity by entity."""
    return render_template(
        "cycle/show.html",
        cycle=cycle,
        cycles=places.cycles(),
        season=overview.season(cycle),
        progress=progress.drawn(cycle),
        readiness=turning.readiness(cycle),
    )
