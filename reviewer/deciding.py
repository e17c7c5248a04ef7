"""What a reviewer says about a case: a question, a note, a conflict, advice, the end. One page each."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission
from disclosure.casework import advising, closing, finding, questioning
from disclosure.models import Filing
from disclosure.web.desk import Desk
from disclosure.web.languages import spoken
from disclosure.web.loaders import filed
from reviewer import drafting
from reviewer.folder import at_work, keys, passages_of, record_of
from reviewer.forms import ConfirmForm, ConflictForm, NoteForm, QuestionForm
from reviewer.sending import sending, standing

desk = Desk("deciding", __name__)


@desk.form("/<uuid:filing_id>/question", needs=Permission.CASE_WORK, row=filed, opens=True)
def ask(filing: Filing) -> ResponseReturnValue:
    """Ask the filer a question, about the statement or about some of its items."""
    at_work(filing)
    form = QuestionForm(version=standing(filing), language=spoken().code)
    form.items.choices = drafting.item_choices(record_of(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            questioning.ask(g.db, keys().sealer, by=g.actor, filing=filing, **drafting.question(form))
            flash(_("The question is sent. The case waits for the answer."))
            return redirect(url_for("case.show", filing_id=filing.id), 303)
    return render_template("case/question.html", filing=filing, form=form)


@desk.form("/<uuid:filing_id>/note", needs=Permission.CASE_WORK, row=filed, opens=True)
def note(filing: Filing) -> ResponseReturnValue:
    """Keep a private note."""
    at_work(filing)
    form = NoteForm(version=standing(filing))
    form.items.choices = drafting.item_choices(record_of(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            finding.note(g.db, keys().sealer, by=g.actor, filing=filing, **drafting.note(form))
            flash(_("Your note is kept. The filer never sees it."))
            return redirect(url_for("case.show", filing_id=filing.id), 303)
    return render_template("case/note.html", filing=filing, form=form)


@desk.form("/<uuid:filing_id>/conflict", needs=Permission.CASE_WORK, row=filed, opens=True)
def conflict(filing: Filing) -> ResponseReturnValue:
    """Record a conflict of interest."""
    at_work(filing)
    form = ConflictForm(version=standing(filing))
    form.items.choices = drafting.item_choices(record_of(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            finding.find_conflict(g.db, keys().sealer, by=g.actor, filing=filing, **drafting.conflict(form))
            flash(_("The conflict is recorded. Propose advice on it when you have found all."))
            return redirect(url_for("case.decide", filing_id=filing.id), 303)
    return render_template("case/conflict.html", filing=filing, form=form)


@desk.form("/<uuid:filing_id>/advice", needs=Permission.CASE_WORK, row=filed, opens=True)
def advise(filing: Filing) -> ResponseReturnValue:
    """Propose advice on every conflict that waits for it."""
    at_work(filing)
    waiting = drafting.waiting(filing, passages_of(filing))
    form = drafting.advice_form(filing, waiting)
    if form.validate_on_submit():
        with sending(form, filing):
            proposals = drafting.proposals(form, waiting)
            advising.propose(g.db, keys().sealer, by=g.actor, filing=filing, proposals=proposals)
            flash(_("The advice is proposed. Somebody else approves it before the filer sees it."))
            return redirect(url_for("case.show", filing_id=filing.id), 303)
    return render_template("case/advice.html", filing=filing, form=form, waiting=waiting)


@desk.form("/<uuid:filing_id>/close", needs=Permission.CASE_WORK, row=filed)
def close(filing: Filing) -> ResponseReturnValue:
    """Close the review with the outcome that the page shows."""
    form = ConfirmForm(version=standing(filing))
    outcome = closing.outcome_now(g.db, filing)
    if form.validate_on_submit():
        with sending(form, filing):
            closing.close(g.db, by=g.actor, filing=filing, outcome=outcome)
            flash(_("The review is closed."))
            return redirect(url_for("home.index"), 303)
    found = closing.obstacles(g.db, filing)
    return render_template("case/close.html", filing=filing, form=form, outcome=outcome, obstacles=found)
