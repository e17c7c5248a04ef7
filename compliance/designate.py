"""Who must file: the roster is taken over, then whoever meets a ground of the programme is designated."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import columns, coverage, exporting, upload
from compliance.acting import acting, pressing
from compliance.rostering import ApplyForm, ColumnsForm, FaultyForm, RosterForm
from disclosure.access import Permission
from disclosure.casework import designating, rosters
from disclosure.models import Cycle
from disclosure.web import spreadsheets
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("designate", __name__)


@desk.get("/cycle/<int:year>/designate", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def show(cycle: Cycle) -> ResponseReturnValue:
    """Show how many people are designated on which ground, and what can be done."""
    return render_template(
        "cycle/designate/show.html",
        cycle=cycle,
        grounds=coverage.grounds(cycle),
        moves=designating.movements(g.db, by=g.actor, cycle=cycle),
        uncovered=designating.uncovered(g.db, by=g.actor, cycle=cycle),
        uncovered_in_all=designating.count_uncovered(g.db, by=g.actor, cycle=cycle),
        words_of=coverage.words(cycle),
    )


@desk.post("/cycle/<int:year>/designate", needs=Permission.DESIGNATION_MAKE, row=cycle_of_year, fresh=True)
def sweep(cycle: Cycle) -> ResponseReturnValue:
    """Designate everybody on the roster whom a ground meets and who is not designated yet."""
    with pressing():
        number = designating.designate(g.db, by=g.actor, cycle=cycle)
        flash(_("People designated now: %(number)d. Each has a letter.", number=number))
    return redirect(url_for("designate.show"), 303)


@desk.form("/cycle/<int:year>/designate/roster", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def roster(cycle: Cycle) -> ResponseReturnValue:
    """Read a roster and show what it would change; nothing is changed by that."""
    form, found, sent = RosterForm(), None, None
    if form.validate_on_submit():
        with acting(form):
            sent = upload.received(cycle.organisation, form)
            if columns.asked(sent):
                asked = columns.form_for(sent)
                return render_template("cycle/designate/columns.html", cycle=cycle, form=asked, sent=sent)
            found = upload.compared(cycle.organisation, sent)
    known = rosters.sources(g.db, by=g.actor, organisation=cycle.organisation)
    return render_template(
        "cycle/designate/roster.html", cycle=cycle, form=form, found=found, sources=known, faulty=sent
    )


@desk.post("/cycle/<int:year>/designate/roster/columns", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def name_columns(cycle: Cycle) -> ResponseReturnValue:
    """Keep which column of a source's file is which, and show what the file would change."""
    form = ColumnsForm()
    sent = upload.carried(cycle.organisation, form)
    form = columns.form_for(sent, request.form)
    with acting(form):
        found = upload.compared(cycle.organisation, columns.kept(cycle.organisation, form, sent))
        return render_template("cycle/designate/roster.html", cycle=cycle, form=RosterForm(), found=found)
    return render_template("cycle/designate/columns.html", cycle=cycle, form=form, sent=sent)


@desk.post("/cycle/<int:year>/designate/roster/apply", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def apply(cycle: Cycle) -> ResponseReturnValue:
    """Take over the roster whose difference was shown."""
    with pressing():
        done = upload.apply(cycle.organisation, ApplyForm())
        counts = {"added": len(done.added), "changed": len(done.changed), "left": len(done.left)}
        flash(_("Roster taken over. New: %(added)d. Changed: %(changed)d. Left: %(left)d.", **counts))
        return redirect(url_for("designate.show"), 303)
    return redirect(url_for("designate.roster"), 303)


@desk.post("/cycle/<int:year>/designate/roster/faults.csv", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def faults(cycle: Cycle) -> ResponseReturnValue:
    """Send what is wrong with a roster, line by line; nothing of it was taken over."""
    found = upload.faults(cycle.organisation, upload.carried(cycle.organisation, FaultyForm()))
    return spreadsheets.sent([("fault",), *((one,) for one in found)], "roster-faults.csv")


@desk.get("/cycle/<int:year>/designate/template.csv", needs=Permission.ROSTER_IMPORT, row=cycle_of_year)
def template(_cycle: Cycle) -> ResponseReturnValue:
    """Send an empty roster: its first line alone."""
    return exporting.empty(rosters.COLUMNS, filename="roster.csv")
