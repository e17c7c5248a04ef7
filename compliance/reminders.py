"""The reminder ladder: what is due, to whom, what each letter says, and what was written."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import ladder, letters, places
from compliance.acting import acting, pressing
from compliance.forms import PauseForm
from disclosure.access import Permission
from disclosure.casework import chasing, programmes
from disclosure.models import Cycle
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("reminders", __name__)


@desk.get("/cycle/<int:year>/reminders", needs=Permission.REMINDER_WRITE, row=cycle_of_year)
def index(cycle: Cycle) -> ResponseReturnValue:
    """Show who would be reminded now, and what was written so far."""
    return render_template("cycle/reminders.html", cycle=cycle, plan=ladder.plan(cycle), codes=places.codes())


@desk.post("/cycle/<int:year>/reminders", needs=Permission.REMINDER_WRITE, row=cycle_of_year, fresh=True)
def write(cycle: Cycle) -> ResponseReturnValue:
    """Write the letters that are due at this moment, each once."""
    with pressing():
        done = chasing.remind(g.db, by=g.actor, cycle=cycle)
        flash(_("Letters written: %(number)d. They are sent now.", number=len(done.letters)))
    return redirect(url_for("reminders.index"), 303)


@desk.post("/cycle/<int:year>/reminders/try", needs=Permission.REMINDER_WRITE, row=cycle_of_year)
def try_out(cycle: Cycle) -> ResponseReturnValue:
    """Send one letter of the ladder to whoever asks, and to nobody else."""
    kinds = {rung.letter.value: rung.letter for rung in programmes.of(cycle).ladder}
    kind = kinds.get(request.form.get("letter", "")) or abort(400)
    chasing.try_out(g.db, by=g.actor, cycle=cycle, kind=kind, told=letters.told_of(cycle, kind))
    flash(_("The letter is on its way to you, and to nobody else."))
    return redirect(url_for("reminders.index"), 303)


@desk.form("/cycle/<int:year>/reminders/pause", needs=Permission.REMINDER_WRITE, row=cycle_of_year)
def pause(cycle: Cycle) -> ResponseReturnValue:
    """Stop the ladder until somebody resumes it."""
    form = PauseForm()
    if form.validate_on_submit():
        with acting(form):
            chasing.pause(g.db, by=g.actor, cycle=cycle, reason=form.reason.data or "")
            return redirect(url_for("reminders.index"), 303)
    return render_template("cycle/pause.html", cycle=cycle, form=form)


@desk.post("/cycle/<int:year>/reminders/resume", needs=Permission.REMINDER_WRITE, row=cycle_of_year)
def resume(cycle: Cycle) -> ResponseReturnValue:
    """Let the ladder go on; what is due then is shown, and nothing is written by this alone."""
    with pressing():
        chasing.resume(g.db, by=g.actor, cycle=cycle)
        flash(_("The ladder goes on."))
    return redirect(url_for("reminders.index"), 303)
