"""Advice that waits for a second person: approved, or returned with a reason."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission
from disclosure.casework import advising, snippets
from disclosure.models import Advice, Organisation
from disclosure.web.desk import Desk
from disclosure.web.loaders import by_id, organisation
from disclosure.web.transaction import hearing
from reviewer.folder import keys
from reviewer.forms import ApprovalForm, Verdict
from reviewer.parts import standing
from reviewer.proposals import awaiting_approval, following, read
from reviewer.sending import sending
from reviewer.ties import untied

desk = Desk("approvals", __name__, url_prefix="/approvals")


@desk.get("", needs=Permission.CASE_SEE, row=organisation)
def index(_office: Organisation) -> ResponseReturnValue:
    """List the proposals that wait, one's own included but for others to decide."""
    wording = snippets.waiting(g.db, by=g.actor)
    return render_template("approvals/index.html", proposals=awaiting_approval(), wording=wording)


@desk.form("/<uuid:advice_id>", needs=Permission.ADVICE_APPROVE, row=by_id(Advice, "advice_id"), opens=True)
@untied
def decide(advice: Advice) -> ResponseReturnValue:
    """Approve a proposal of somebody else, or return it with a reason. Then the next one opens."""
    form = ApprovalForm(version=standing(advice.filing))
    if form.validate_on_submit():
        with sending(form, advice.filing, heard=hearing):
            _decide(form, advice)
            return _onward()
    return render_template("approvals/decide.html", filing=advice.filing, opened=read(advice), form=form)


def _decide(form: ApprovalForm, advice: Advice) -> None:
    if form.verdict.data is Verdict.YES:
        advising.approve(g.db, keys().opener, by=g.actor, advice=advice)
        flash(_("The advice is approved. It is sent when all advice of the case is approved."))
    else:
        reason = form.reason.data or ""
        advising.return_(g.db, keys().sealer, keys().opener, by=g.actor, advice=advice, reason=reason)
        flash(_("The advice is returned to the reviewer."))


def _onward() -> ResponseReturnValue:
    g.db.flush()
    waiting = following(awaiting_approval())
    if waiting is None:
        return redirect(url_for("approvals.index"), 303)
    return redirect(url_for("approvals.decide", advice_id=waiting.id), 303)
