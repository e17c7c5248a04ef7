"""What a reviewer settles afterwards: proof checked, a conflict dismissed, a question or advice withdrawn."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission
from disclosure.casework import advising, attaching, finding, proving, questioning
from disclosure.models import Advice, Conflict, Question, Writing
from disclosure.web.desk import Desk
from disclosure.web.loaders import of_filing
from reviewer.folder import about, keys, passages_of
from reviewer.forms import CheckForm, ConfirmForm, ReasonsForm, Verdict
from reviewer.parts import standing
from reviewer.sending import sending

desk = Desk("settling", __name__)
QUESTION = of_filing(Question, "question_id")
CONFLICT = of_filing(Conflict, "conflict_id")
ADVICE = of_filing(Advice, "advice_id")


@desk.form("/<uuid:filing_id>/proof/<uuid:advice_id>", needs=Permission.CASE_WORK, row=ADVICE, opens=True)
def proof(advice: Advice) -> ResponseReturnValue:
    """Accept the proof that advice was followed, or refuse it with a reason."""
    form = CheckForm(version=standing(advice.filing))
    if form.validate_on_submit():
        with sending(form, advice.filing):
            _check(form, advice)
            return redirect(url_for("case.show", filing_id=advice.filing_id), 303)
    passages = about(passages_of(advice.filing), advice.id, *Writing)
    files = attaching.kept_for(g.db, advice.id)
    return render_template(
        "case/proof.html", filing=advice.filing, advice=advice, form=form, passages=passages, files=files
    )


@desk.form("/<uuid:filing_id>/conflicts/<uuid:conflict_id>/dismiss", needs=Permission.CASE_WORK, row=CONFLICT)
def dismiss(conflict: Conflict) -> ResponseReturnValue:
    """Dismiss a conflict with reasons."""
    form = ReasonsForm(version=standing(conflict.filing))
    if form.validate_on_submit():
        with sending(form, conflict.filing):
            reasons = form.reasons.data or ""
            finding.dismiss_conflict(g.db, keys().sealer, by=g.actor, conflict=conflict, reasons=reasons)
            flash(_("The conflict is dismissed."))
            return redirect(url_for("case.show", filing_id=conflict.filing_id), 303)
    return render_template("case/dismiss.html", filing=conflict.filing, conflict=conflict, form=form)


@desk.form(
    "/<uuid:filing_id>/questions/<uuid:question_id>/withdraw", needs=Permission.CASE_WORK, row=QUESTION
)
def withdraw_question(question: Question) -> ResponseReturnValue:
    """Withdraw a question that need not be answered any more."""
    form = ConfirmForm(version=standing(question.filing))
    if form.validate_on_submit():
        with sending(form, question.filing):
            questioning.withdraw(g.db, by=g.actor, question=question)
            flash(_("The question is withdrawn."))
            return redirect(url_for("case.show", filing_id=question.filing_id), 303)
    return render_template("case/withdraw-question.html", filing=question.filing, form=form)


@desk.form("/<uuid:filing_id>/advice/<uuid:advice_id>/withdraw", needs=Permission.CASE_WORK, row=ADVICE)
def withdraw_advice(advice: Advice) -> ResponseReturnValue:
    """Withdraw advice before the filer was sent it."""
    form = ConfirmForm(version=standing(advice.filing))
    if form.validate_on_submit():
        with sending(form, advice.filing):
            advising.withdraw(g.db, by=g.actor, advice=advice)
            flash(_("The advice is withdrawn."))
            return redirect(url_for("case.show", filing_id=advice.filing_id), 303)
    return render_template("case/withdraw-advice.html", filing=advice.filing, advice=advice, form=form)


def _check(form: CheckForm, advice: Advice) -> None:
    if form.verdict.data is Verdict.YES:
        proving.accept_proof(g.db, by=g.actor, advice=advice)
        flash(_("The proof is accepted."))
    else:
        proving.refuse_proof(g.db, keys().sealer, by=g.actor, advice=advice, reason=form.reason.data or "")
        flash(_("The proof is refused. The filer is told why."))
