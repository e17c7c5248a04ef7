"""What the ethics office decides: advice that a filer disagrees with, and cases put before it."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission, permits
from disclosure.casework import escalating, responding
from disclosure.models import Advice, Filing, Organisation, Writing
from disclosure.web.desk import Desk
from disclosure.web.loaders import by_id, filed, organisation
from reviewer.folder import about, keys, passages_of
from reviewer.forms import DecisionForm, DirectionForm, Verdict
from reviewer.parts import standing
from reviewer.proposals import contested, escalated, read
from reviewer.sending import sending

desk = Desk("disagreements", __name__, url_prefix="/disagreements")


@desk.get("", needs=Permission.CASE_SEE, row=organisation)
def index(office: Organisation) -> ResponseReturnValue:
    """List what waits for the ethics office: contested advice, and cases that reviewers put before it."""
    may_decide = permits(g.actor, Permission.ADVICE_DECIDE, office)
    return render_template(
        "disagreements/index.html", proposals=contested(), cases=escalated(), may_decide=may_decide
    )


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


@desk.form("/cases/<uuid:filing_id>", needs=Permission.ADVICE_DECIDE, row=filed, opens=True)
def direct(filing: Filing) -> ResponseReturnValue:
    """Say how the review of a case goes on that was put before the office."""
    form = DirectionForm(version=standing(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            escalating.direct(g.db, keys().sealer, by=g.actor, filing=filing, text=form.text.data or "")
            flash(_("The case is with its reviewer again, with what you wrote."))
            return redirect(url_for("disagreements.index"), 303)
    passages = about(passages_of(filing), filing.id, Writing.ESCALATION, Writing.DIRECTION)
    return render_template("disagreements/direct.html", filing=filing, form=form, passages=passages)
