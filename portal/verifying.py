"""A statement drawn by lot: a document for each item, or why there is none."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission
from disclosure.casework import confirming, coverage
from disclosure.casework import verifying as office
from disclosure.domain.lifecycle import DocumentState
from disclosure.models import Attachment, DocumentRequest, Filing
from disclosure.web.loaders import own_filing
from disclosure.web.transaction import telling
from portal import documents, drafts, files, loading
from portal.messages import DiscrepancyForm, DocumentForm, Sent, Settled
from portal.statements import OwnDesk

desk = OwnDesk("verifying", __name__)


@desk.get("/<int:year>/verify", needs=Permission.STATEMENT_READ_OWN, row=own_filing, opens=True)
def index(filing: Filing) -> ResponseReturnValue:
    """List the items to prove. Whoever was not drawn finds no such page."""
    rows = documents.rows(filing)
    if not rows:
        abort(404)
    return render_template(
        "year/verify.html",
        filing=filing,
        rows=rows,
        due_on=documents.due_on(filing),
        meter=coverage.coverage_of(g.db, filing),
        carried_from=confirming.carried_from(g.db, filing),
    )


@desk.form(
    "/<int:year>/verify/<uuid:request>",
    needs=Permission.DOCUMENT_SUBMIT,
    row=loading.document_request,
    opens=True,
)
def document(request: DocumentRequest) -> ResponseReturnValue:
    """Send the document of one item, or say why it cannot be obtained."""
    differs = request.state is DocumentState.DISCREPANCY
    form = DiscrepancyForm() if differs else DocumentForm()
    if form.is_submitted() and documents.is_open(request):
        refused = files.keep(filing=request.filing, subject_id=request.id)
        stays = files.taken_out(form, subject_id=request.id)
        form.has_file = files.came() or bool(documents.waiting(request))
        if not stays and form.validate() and not refused:
            with telling(form):
                _send(request, form)
                flash(_("Thank you. A reviewer looks at what you sent."))
                return redirect(url_for("verifying.index"), 303)
        files.tell(form, form.papers, refused)
    asked = documents.asked(request)
    return render_template(
        "year/verify/document.html", form=form, asked=asked, differs=differs, **files.shown(request.id)
    )


def _send(request: DocumentRequest, form: DocumentForm) -> None:
    sealer, text = drafts.keys().sealer, form.text.data or ""
    match form.sent.data:
        case Sent.NONE:
            office.explain(g.db, sealer, by=g.actor, request=request, reason=text)
        case Settled.EXPLAINED:
            office.clarify(g.db, sealer, by=g.actor, request=request, text=text)
        case Settled.CORRECTED:
            office.correct(g.db, sealer, by=g.actor, request=request, text=text)
        case _:
            office.submit(g.db, sealer, by=g.actor, request=request, text=text)


@desk.get(
    "/<int:year>/files/<uuid:attachment>",
    needs=Permission.STATEMENT_READ_OWN,
    row=loading.attachment,
    opens=True,
)
def file(attachment: Attachment) -> ResponseReturnValue:
    """Give back a file that the filer sent."""
    return files.handed_out(attachment)
