"""Reading a case outside of its review: asked for by one person, agreed to by the ethics office."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import TextAreaField

from disclosure.access import Permission
from disclosure.casework import emergencies
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.models import Emergency, Filing, Organisation
from disclosure.web.desk import Desk
from disclosure.web.fields import Needed, OnceToken
from disclosure.web.forms import Form
from disclosure.web.loaders import filed, organisation
from disclosure.web.transaction import telling

desk = Desk("emergencies", __name__)


class AskForm(Form):
    """Why a case must be read by somebody else than its reviewer."""

    once = OnceToken()
    reason = TextAreaField(
        lazy_gettext("Why must you read this case?"),
        [Needed(message("Say why you must read it"))],
        description=lazy_gettext("The ethics office reads it. Write nothing of what the statement may hold."),
    )


class DecideForm(Form):
    """Nothing but a button, which acts once."""

    once = OnceToken()


def emergency(_actor: Actor, emergency_id: UUID) -> Emergency | None:
    """Return a request by its id."""
    found: Emergency | None = g.db.get(Emergency, emergency_id)
    return found


@desk.form("/<uuid:filing_id>/emergency", needs=Permission.EMERGENCY_ASK, row=filed, fresh=True)
def ask(filing: Filing) -> ResponseReturnValue:
    """Ask to read a case that is not one's own."""
    form = AskForm()
    if form.validate_on_submit():
        with telling(form):
            emergencies.ask(g.db, by=g.actor, filing=filing, reason=form.reason.data or "")
            flash(_("The ethics office is asked. Once it agrees, the case opens for you."))
            return redirect(url_for("case.cover", filing_id=filing.id), 303)
    return render_template("case/emergency.html", filing=filing, form=form, hours=emergencies.HOURS)


@desk.get("/emergencies", needs=Permission.ADVICE_DECIDE, row=organisation)
def index(_office: Organisation) -> ResponseReturnValue:
    """List what waits for one's agreement."""
    return render_template(
        "emergencies.html",
        waiting=emergencies.waiting(g.db, by=g.actor),
        form=DecideForm(),
        hours=emergencies.HOURS,
    )


@desk.post(
    "/emergencies/<uuid:emergency_id>/agree", needs=Permission.EMERGENCY_DECIDE, row=emergency, fresh=True
)
def agree(row: Emergency) -> ResponseReturnValue:
    """Let somebody read the case for some hours; the filer is told."""
    form = DecideForm()
    if form.validate_on_submit():
        emergencies.agree(g.db, by=g.actor, row=row)
        flash(_("Agreed. The filer is told now."))
    return redirect(url_for("emergencies.index"), 303)


@desk.post("/emergencies/<uuid:emergency_id>/refuse", needs=Permission.EMERGENCY_DECIDE, row=emergency)
def refuse(row: Emergency) -> ResponseReturnValue:
    """Refuse it."""
    form = DecideForm()
    if form.validate_on_submit():
        emergencies.refuse(g.db, by=g.actor, row=row)
        flash(_("Refused. Nobody reads the case."))
    return redirect(url_for("emergencies.index"), 303)
