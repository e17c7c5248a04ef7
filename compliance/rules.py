"""Other rules for a cycle: tried out with a programme file, proposed, and decided by a second officer."""

from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import upload
from compliance.acting import acting, pressing
from compliance.forms import ProposeForm, RulesForm
from disclosure.access import Permission
from disclosure.casework import ruling
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import Cycle, RuleChange
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("rules", __name__)
ANSWERS = {"take": True, "turn-down": False}


def change_of_year(actor: Actor, year: int, change_id: UUID) -> RuleChange | None:
    """Return rules that were proposed for the cycle of a year."""
    cycle: Cycle | None = cycle_of_year(actor, year)
    found: RuleChange | None = g.db.get(RuleChange, change_id)
    return found if cycle is not None and found is not None and found.cycle_id == cycle.id else None


@desk.form("/admin/<int:year>/rules", needs=Permission.CYCLE_RUN, row=cycle_of_year)
def try_out(cycle: Cycle) -> ResponseReturnValue:
    """Show what another programme file would change in a cycle; nothing is changed by that."""
    form, tried, carried = RulesForm(), None, None
    if form.validate_on_submit():
        with acting(form):
            content = form.file.data.read()
            tried = ruling.try_out(g.db, by=g.actor, cycle=cycle, text=_text(content))
            carried = ProposeForm(formdata=None, packed=upload.packed(content))
    return render_template("admin/rules.html", cycle=cycle, form=form, tried=tried, carried=carried)


@desk.post("/admin/<int:year>/rules/propose", needs=Permission.CYCLE_RUN, row=cycle_of_year)
def propose(cycle: Cycle) -> ResponseReturnValue:
    """Propose the rules whose changes were shown."""
    with pressing():
        text = _text(upload.unpacked(ProposeForm().packed.data or ""))
        ruling.propose(g.db, by=g.actor, cycle=cycle, text=text)
        flash(_("The rules are proposed. A second officer decides."))
    return redirect(url_for("admin.show"), 303)


@desk.post(
    "/admin/<int:year>/rules/<uuid:change_id>", needs=Permission.CYCLE_RUN, row=change_of_year, fresh=True
)
def decide(change: RuleChange) -> ResponseReturnValue:
    """Let proposed rules hold, or turn them down, as the second officer."""
    answer = request.form.get("answer", "")
    take = ANSWERS[answer] if answer in ANSWERS else abort(400)
    with pressing():
        try:
            ruling.decide(g.db, by=g.actor, change=change, take=take)
            flash(_("Your decision is on record."))
        except NotPermitted as refusal:
            flash(str(refusal), "warning")
    return redirect(url_for("admin.show"), 303)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(message("The file is not text in UTF-8. Save it as UTF-8.")) from None
