"""The first page: it leads each person to their part of the season."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from compliance import places
from disclosure.access import Permission, permits
from disclosure.web.desk import SIGNED_IN, Desk, nothing
from disclosure.web.signin import settings

desk = Desk("home", __name__)


@desk.get("/", needs=SIGNED_IN, row=nothing)
def index() -> ResponseReturnValue:
    """Lead the office to the newest cycle, and a head or focal point to their entity."""
    if permits(g.actor, Permission.SEASON_SEE, current_user.organisation):
        cycle = places.newest_cycle()
        return (
            redirect(url_for("season.show", year=cycle.year), 303)
            if cycle
            else render_template("home/no-cycle.html")
        )
    if permits(g.actor, Permission.ACCOUNTS_MANAGE, current_user.organisation):
        return redirect(url_for("admin.show"), 303)
    return redirect(url_for("home.entities"), 303)


@desk.get("/entity", needs=SIGNED_IN, row=nothing)
def entities() -> ResponseReturnValue:
    """Lead to the one entity a person has to do with, or list them."""
    own = places.own_entities(g.actor)
    if len(own) == 1:
        return redirect(url_for("entity.show", code=own[0].code), 303)
    return render_template("home/entities.html", entities=own, filing_site=settings().portal_url)
