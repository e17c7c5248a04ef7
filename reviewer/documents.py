"""The documents that prove a drawn statement, item by item: accepted, or refused with a reason."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission
from disclosure.casework import verifying
from disclosure.models import DocumentRequest, Filing
from disclosure.web.desk import Desk
from disclosure.web.loaders import filed, of_filing
from reviewer.folder import keys
from reviewer.forms import CheckForm, Verdict
from reviewer.handed_in import checklist, handed_in
from reviewer.sending import sending, standing

desk = Desk("documents", __name__, url_prefix="/documents")
REQUEST = of_filing(DocumentRequest, "request_id")


@desk.get("/<uuid:filing_id>", needs=Permission.DOCUMENT_DECIDE, row=filed, opens=True)
def index(filing: Filing) -> ResponseReturnValue:
    """Show every document that was asked for, and where it stands."""
    return render_template("documents/index.html", filing=filing, checklist=checklist(filing))


@desk.form("/<uuid:filing_id>/<uuid:request_id>", needs=Permission.DOCUMENT_DECIDE, row=REQUEST, opens=True)
def decide(request: DocumentRequest) -> ResponseReturnValue:
    """Accept what was handed in for one item, or refuse it with a reason."""
    form = CheckForm(version=standing(request.filing))
    if form.validate_on_submit():
        with sending(form, request.filing):
            _decide(form, request)
            return redirect(url_for("documents.index", filing_id=request.filing_id), 303)
    return render_template(
        "documents/decide.html", filing=request.filing, form=form, entry=handed_in(request)
    )


def _decide(form: CheckForm, request: DocumentRequest) -> None:
    if form.verdict.data is Verdict.YES:
        verifying.accept(g.db, by=g.actor, request=request)
        flash(_("The document is accepted."))
    else:
        verifying.refuse(g.db, keys().sealer, by=g.actor, request=request, reason=form.reason.data or "")
        flash(_("The document is refused. The filer is told why."))
