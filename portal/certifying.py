"""The last page before filing, and the receipt."""

from contextlib import suppress

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from disclosure.access import Permission, permits
from disclosure.errors import NotFound, Stale
from disclosure.models import Filing
from disclosure.web.transaction import hearing
from portal import certificates, drafts, prompting, showing, times
from portal.forms import DraftForm
from portal.statements import StatementDesk, held_statement, statement

desk = StatementDesk("certifying", __name__)


@desk.get("/<int:year>/check", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def check(filing: Filing) -> ResponseReturnValue:
    """Show the statement in sentences, what differs from last year, and what is missing."""
    work = drafts.opened(filing)
    return _page(work, certificates.form(filing, version=work.version))


@desk.post(
    "/<int:year>/check", needs=Permission.STATEMENT_FILE, row=held_statement, fresh=True, reads_first=True
)
def certify(filing: Filing) -> ResponseReturnValue:
    """File what was certified. A statement that is filed already has its receipt."""
    form = certificates.form(filing)
    if form.validate_on_submit():
        with suppress(NotFound, Stale), hearing(form):
            certificates.file(filing, form)
            return redirect(url_for("certifying.receipt"), 303)
    work = drafts.opened(filing)
    certificates.demand_read(form, work.version)
    return _page(work, form)


@desk.get("/<int:year>/receipt", needs=Permission.FILING_SEE, row=statement)
def receipt(filing: Filing) -> ResponseReturnValue:
    """Show the reference, the time and what comes next; the page stays."""
    if filing.filed_at is None:
        return redirect(url_for("beginning.start"), 303)
    at, by_when = times.local(filing.filed_at, filing.zone), times.looked_at_by(filing)
    return render_template("year/receipt.html", filing=filing, at=at, by_when=by_when)


def _page(work: drafts.Work, form: DraftForm) -> ResponseReturnValue:
    return render_template(
        "year/check.html",
        form=form,
        work=work,
        shown=showing.checked(work),
        prompts=prompting.shown(work),
        may_certify=permits(g.actor, Permission.STATEMENT_FILE, work.filing),
    )
