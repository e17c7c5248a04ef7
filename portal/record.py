"""What was filed: the read-only record, its versions, and amending it."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from disclosure.access import Permission
from disclosure.casework import drafting
from disclosure.domain.lifecycle import HAS_STATEMENT
from disclosure.models import Filing
from portal import drafts, loading, printed, showing
from portal.forms import ActForm
from portal.statements import StatementDesk, statement

desk = StatementDesk("record", __name__)


@desk.get("/<int:year>/statement", needs=Permission.STATEMENT_READ_OWN, row=statement, opens=True)
def show(filing: Filing) -> ResponseReturnValue:
    """Show a version of what was filed, the newest unless the address names one."""
    if filing.state not in HAS_STATEMENT:
        return redirect(url_for("beginning.start"), 303)
    filed = showing.filed(filing, request.args.get("version", type=int))
    return render_template(
        "year/statement.html",
        form=ActForm(),
        filing=filing,
        filed=filed,
        paper=printed.statement(filing, filed),
        amending=loading.has_draft(filing),
    )


@desk.post("/<int:year>/amend", needs=Permission.STATEMENT_FILE, row=statement)
def amend(filing: Filing) -> ResponseReturnValue:
    """Begin an amendment from what was filed; what was filed stays in force until it is certified."""
    form = ActForm()
    if form.validate_on_submit() and not loading.has_draft(filing):
        drafting.start_amendment(g.db, drafts.keys().sealer, drafts.keys().opener, by=g.actor, filing=filing)
    return redirect(url_for("certifying.check"), 303)
