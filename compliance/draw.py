"""The draw: committed to in public, run once the public value is known, open to anybody's check."""

from flask import Response, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import drawn
from compliance.acting import acting
from compliance.forms import SourceForm, ValueForm
from disclosure.access import Permission
from disclosure.casework import drawing
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("draw", __name__)


@desk.get("/cycle/<int:year>/draw", needs=Permission.SEASON_SEE, row=cycle_of_year)
def show(cycle: Cycle) -> ResponseReturnValue:
    """Show how far the draw is, its public record, and how to check it."""
    return render_template("cycle/draw/show.html", cycle=cycle, state=drawn.state(cycle))


@desk.form("/cycle/<int:year>/draw/commit", needs=Permission.DRAW_RUN, row=cycle_of_year)
def commit(cycle: Cycle) -> ResponseReturnValue:
    """Fix who can be drawn, the rate and the secret seed, and name the public value."""
    form = SourceForm()
    if form.validate_on_submit():
        with acting(form):
            drawing.commit(g.db, by=g.actor, cycle=cycle, source=form.source.data or "")
            flash(_("The office is bound. Publish the commitment before the public value exists."))
            return redirect(url_for("draw.show"), 303)
    return render_template("cycle/draw/commit.html", cycle=cycle, form=form, rules=drawn.rules(cycle))


@desk.form("/cycle/<int:year>/draw/run", needs=Permission.DRAW_RUN, row=cycle_of_year)
def run(cycle: Cycle) -> ResponseReturnValue:
    """Reveal the seed and draw, once."""
    form, state = ValueForm(), drawn.state(cycle)
    if form.validate_on_submit():
        with acting(form):
            drawing.run(g.db, by=g.actor, cycle=cycle, public_value=form.public_value.data or "")
            flash(_("The draw is done. Publish its record."))
            return redirect(url_for("draw.show"), 303)
    return render_template("cycle/draw/run.html", cycle=cycle, form=form, state=state)


@desk.get("/cycle/<int:year>/draw/record.json", needs=Permission.SEASON_SEE, row=cycle_of_year)
def record(cycle: Cycle) -> ResponseReturnValue:
    """Send the public record byte by byte as it is to be published: the commitment, until the draw is run."""
    found = drawing.find(g.db, cycle) or abort(404)
    sent = Response(found.record, mimetype="application/json")
    sent.headers["Content-Disposition"] = f'attachment; filename="draw-{cycle.year}-{found.state}.json"'
    return sent
