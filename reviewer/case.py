"""One case: its cover, which everybody of the office sees, and its content, which its reviewer reads."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission, permits
from disclosure.casework import docket, passing, reviewing
from disclosure.casework.cases import case_of
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Filing
from disclosure.web.desk import Desk
from disclosure.web.loaders import filed
from disclosure.web.transaction import hearing
from reviewer.folder import at_work, keys, open_folder, whole
from reviewer.forms import ConfirmForm, NextForm, ReasonForm
from reviewer.parts import Parts, parts_of, standing
from reviewer.sending import sending
from reviewer.ties import untied
from reviewer.todo import todo

desk = Desk("case", __name__)


@desk.get("/<uuid:filing_id>", needs=Permission.CASE_READ, row=whole, opens=True)
@untied
def show(filing: Filing) -> ResponseReturnValue:
    """Show what changed since last year, the whole record, the flags and all that was written."""
    works, parts = at_work(filing, held=True), parts_of(filing)
    may_claim = permits(g.actor, Permission.CASE_CLAIM, filing)
    is_done = not works or filing.state is not FilingState.IN_REVIEW
    return render_template(
        "case/show.html",
        filing=filing,
        folder=open_folder(filing, parts),
        works=works,
        may_take_over=not works and may_claim,
        next_form=NextForm() if may_claim and is_done else None,
        ticks=ConfirmForm(version=standing(filing, parts)) if works else None,
        later_matches=docket.later_matches(g.db, filing) if filing.state is FilingState.CLOSED else 0,
        **_aside(filing, parts),
    )


@desk.get("/<uuid:filing_id>/decide", needs=Permission.CASE_WORK, row=filed)
def decide(filing: Filing) -> ResponseReturnValue:
    """Offer what can be done in the case now, one page for each."""
    return render_template("case/decide.html", filing=filing, tasks=todo(filing))


@desk.get("/<uuid:filing_id>/cover", needs=Permission.CASE_SEE, row=filed)
def cover(filing: Filing) -> ResponseReturnValue:
    """Show whose case it is, from clear facts alone."""
    may_claim = permits(g.actor, Permission.CASE_CLAIM, filing)
    return render_template(
        "case/cover.html",
        filing=filing,
        case=case_of(filing),
        may_claim=may_claim,
        next_form=NextForm() if may_claim else None,
        may_read=permits(g.actor, Permission.CASE_READ, filing),
        **_aside(filing, parts_of(filing)),
        may_ask=permits(g.actor, Permission.EMERGENCY_ASK, filing),
    )


@desk.form("/<uuid:filing_id>/claim", needs=Permission.CASE_CLAIM, row=filed)
def claim(filing: Filing) -> ResponseReturnValue:
    """Claim an unclaimed case for two hours."""
    form = ConfirmForm(version=standing(filing))
    if form.validate_on_submit():
        with sending(form, filing, heard=hearing):
            reviewing.claim(g.db, keys().opener, by=g.actor, filing=filing)
            return redirect(url_for("case.show", filing_id=filing.id), 303)
    return render_template("case/claim.html", filing=filing, form=form)


@desk.form("/<uuid:filing_id>/take-over", needs=Permission.CASE_CLAIM, row=filed)
def take_over(filing: Filing) -> ResponseReturnValue:
    """Take a case over from the reviewer who has it."""
    form = ReasonForm(version=standing(filing))
    if form.validate_on_submit():
        with sending(form, filing, heard=hearing):
            reviewing.take_over(g.db, keys().opener, by=g.actor, filing=filing, reason=form.reason.data)
            return redirect(url_for("case.show", filing_id=filing.id), 303)
    return render_template("case/take-over.html", filing=filing, form=form, case=case_of(filing))


@desk.form("/<uuid:filing_id>/release", needs=Permission.CASE_WORK, row=filed)
def release(filing: Filing) -> ResponseReturnValue:
    """Give a case back to the team."""
    form = ReasonForm(version=standing(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            reviewing.release(g.db, by=g.actor, filing=filing, reason=form.reason.data)
            flash(_("The case is back with the team."))
            return redirect(url_for("home.index"), 303)
    return render_template("case/release.html", filing=filing, form=form)


def _aside(filing: Filing, parts: Parts) -> dict[str, object]:
    """Return what a page says of a case that is put aside."""
    pauses = passing.running(g.db, filing) if parts.pauses else ()
    return {
        "pause": pauses[0] if pauses else None,
        "may_put_aside": passing.may_put_aside(g.actor, filing),
    }
