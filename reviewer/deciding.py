"""What a reviewer decides about a case: no conflict, a question, advice, the ethics office. One page each."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure import ledger
from disclosure.access import Permission
from disclosure.casework import closing, escalating, finding
from disclosure.domain.snippets import SnippetKind
from disclosure.models import Filing
from disclosure.web.desk import Desk
from disclosure.web.loaders import filed
from reviewer import drafting, previewing, wordings
from reviewer.advice_drafting import Advising
from reviewer.drafting import Asking
from reviewer.folder import at_work, keys, record_of
from reviewer.forms import CloseForm, ConflictForm, EscalationForm, NoteForm
from reviewer.parts import standing
from reviewer.sending import onward, page, sending

desk = Desk("deciding", __name__)


@desk.form("/<uuid:filing_id>/close", needs=Permission.CASE_WORK, row=filed)
def close(filing: Filing) -> ResponseReturnValue:
    """Close the review with the outcome that the page shows."""
    form = CloseForm(version=standing(filing))
    outcome = closing.outcome_now(g.db, filing)
    if form.validate_on_submit():
        with sending(form, filing):
            closing.close(g.db, by=g.actor, filing=filing, outcome=outcome)
            flash(_("The review is closed: %(reference)s.", reference=filing.reference))
            return onward(filing)
    found = closing.obstacles(g.db, filing)
    return page("case/close.html", form=form, filing=filing, outcome=outcome, obstacles=found)


@desk.form("/<uuid:filing_id>/question", needs=Permission.CASE_WORK, row=filed, opens=True)
def ask(filing: Filing) -> ResponseReturnValue:
    """Ask the filer a question, about the statement or about some of its items."""
    at_work(filing)
    done = _("The question is sent: %(reference)s waits for the answer.", reference=filing.reference)
    return _written("case/question.html", Asking(filing), kind=SnippetKind.QUESTION, done=done)


@desk.form("/<uuid:filing_id>/advice", needs=Permission.CASE_WORK, row=filed, opens=True)
def advise(filing: Filing) -> ResponseReturnValue:
    """Propose advice on every conflict that waits for it, or on one that is recorded in the same act."""
    at_work(filing)
    done = _("The advice is proposed: %(reference)s waits for approval.", reference=filing.reference)
    return _written("case/advice.html", Advising(filing), kind=SnippetKind.ADVICE, done=done)


@desk.form("/<uuid:filing_id>/escalate", needs=Permission.CASE_WORK, row=filed)
def escalate(filing: Filing) -> ResponseReturnValue:
    """Put a case before the ethics office."""
    form = EscalationForm(version=standing(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            reasons = form.reasons.data or ""
            escalating.escalate(g.db, keys().sealer, by=g.actor, filing=filing, reasons=reasons)
            flash(_("The ethics office has the case now: %(reference)s.", reference=filing.reference))
            return onward(filing)
    return page("case/escalate.html", form=form, filing=filing)


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
    """Record a conflict of interest without advising on it yet."""
    at_work(filing)
    form = ConflictForm(version=standing(filing), items=drafting.ticked())
    form.items.choices = drafting.item_choices(record_of(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            finding.find_conflict(g.db, keys().sealer, by=g.actor, filing=filing, **drafting.conflict(form))
            flash(_("The conflict is recorded. Propose advice on it when you have found all."))
            return redirect(url_for("case.decide", filing_id=filing.id), 303)
    return page("case/conflict.html", form=form, filing=filing)


def _written(
    template: str, drafted: Asking | Advising, *, kind: SnippetKind, done: str
) -> ResponseReturnValue:
    """Send what was written to the filer, or show how it will read: alone to the script, else on its page."""
    filing = drafted.filing
    if drafted.ready():
        with sending(drafted.form, filing):
            drafted.send(keys().sealer)
            flash(done)
            return onward(filing)
    previews = drafted.previews
    if previewing.by_itself():
        ledger.count_as_one_look(g.db, g.actor, filing=filing)
        return render_template("case/_preview.html", previews=previews)
    offered = [wordings.offered(kind, language=drafted.language, part=part) for part in range(len(previews))]
    return page(
        template, form=drafted.form, filing=filing, drafted=drafted, previews=previews, offered=offered
    )
