"""Advice that the filer disagrees with: the ethics office decides, with a reason."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission
from disclosure.casework import responding
from disclosure.models import Advice, Organisation
from disclosure.web.desk import Desk
from disclosure.web.loaders import by_id, organisation
from reviewer.folder import keys
from reviewer.forms import DecisionForm, Verdict
from reviewer.proposals import contested, read
from reviewer.sending import sending, standing

desk = Desk("disagreements", __name__, url_prefix="/disagreements")


@desk.get("", needs=Permission.CASE_SEE, row=organisation)
def index(_office: Organisation) -> ResponseReturnValue:
    """List the advice that filers disagree with; the ethics office decides on it."""
    return render_template("disagreements/index.html", proposals=contested())


@desk.form("/<uuid:advice_id>", needs=Permission.ADVICE_DECIDE, row=by_id(Advice, "advice_id"), opens=True)
def decide(advice: Advice) -> ResponseReturnValue:
    """Decide whether contested advice stands."""
    form = DecisionForm(version=standing(advice.filing))
    if form.validate_on_submit():
        with sending(form, advice.filing):
            act = responding.uphold if form.verdict.data is Verdict.YES else responding.overturn
            act(g.db, keys().sealer, by=g.actor, advice=advice, reason=form.reason.data or "")
            flash(_("Your decision is sent to the filer."))
            return redirect(url_for("disagreements.index"), 303)
    return render_template("disagreements/decide.html", filing=advice.filing, opened=read(advice), form=form)
