"""The documents that prove a drawn statement, item by item, and the second person who confirms the whole."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission, permits
from disclosure.casework import confirming, coverage, verifying
from disclosure.models import DocumentRequest, Filing, Organisation, Verification
from disclosure.web.desk import Desk
from disclosure.web.loaders import filed, of_filing, organisation
from reviewer.document_forms import DocumentForm, Judgement, Second, SecondForm, WithoutDocumentForm
from reviewer.folder import at_work, keys, passages_of
from reviewer.forms import CaseForm, ConfirmForm
from reviewer.handed_in import Entry, by_band, checklist, handed_in, next_to_decide, not_in_line
from reviewer.parts import standing
from reviewer.sending import sending
from reviewer.ties import untied

desk = Desk("documents", __name__, url_prefix="/documents")
REQUEST = of_filing(DocumentRequest, "request_id")
VERIFICATION = of_filing(Verification, "verification_id")


@desk.get("", needs=Permission.CASE_SEE, row=organisation)
def every(_office: Organisation) -> ResponseReturnValue:
    """List the drawn statements that are the reader's to verify or to confirm, and how far each is."""
    return render_template("documents/every.html", drawn=coverage.drawn(g.db, by=g.actor))


@desk.get("/<uuid:filing_id>", needs=Permission.CASE_READ, row=filed, opens=True)
@untied
def index(filing: Filing) -> ResponseReturnValue:
    """Show every document that was asked for, where it stands, and how far the whole is proved."""
    at_work(filing)
    verification = confirming.verification_of(g.db, filing)
    decides = permits(g.actor, Permission.DOCUMENT_DECIDE, filing)
    return render_template(
        "documents/index.html",
        filing=filing,
        checklist=checklist(filing),
        meter=coverage.coverage_of(g.db, filing),
        bands=by_band(filing),
        carried_from=confirming.carried_from(g.db, filing),
        verification=verification,
        returned=[
            one for one in passages_of(filing) if verification and one.row.subject_id == verification.id
        ],
        decides=decides,
        form=ConfirmForm(version=standing(filing)) if decides and not_in_line(filing) else None,
    )


@desk.post("/<uuid:filing_id>/amended", needs=Permission.DOCUMENT_DECIDE, row=filed)
def follow(filing: Filing) -> ResponseReturnValue:
    """Ask for the items that an amendment brought, and drop what it took away."""
    new, gone = verifying.follow_amendment(g.db, keys().opener, by=g.actor, filing=filing)
    flash(_("Asked for: %(new)d. No longer needed: %(gone)d.", new=new, gone=gone))
    return redirect(url_for("documents.index", filing_id=filing.id), 303)


@desk.form("/<uuid:filing_id>/<uuid:request_id>", needs=Permission.DOCUMENT_DECIDE, row=REQUEST, opens=True)
def decide(request: DocumentRequest) -> ResponseReturnValue:
    """Accept what was handed in for one item, refuse it with a reason, or say what differs."""
    filing = request.filing
    at_work(filing)
    entry = handed_in(request)
    kind = WithoutDocumentForm if entry.without_document else DocumentForm
    form = kind(version=standing(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            _decide(form, request)
            return redirect(_following(request), 303)
    return render_template("documents/decide.html", filing=filing, form=form, entry=entry)


@desk.form(
    "/<uuid:filing_id>/confirm/<uuid:verification_id>",
    needs=Permission.VERIFICATION_CONFIRM,
    row=VERIFICATION,
    opens=True,
)
@untied
def confirm(verification: Verification) -> ResponseReturnValue:
    """Confirm a verification as its second person, or send documents back."""
    filing = verification.filing
    form = SecondForm(version=standing(filing))
    entries = checklist(filing)
    form.items.choices = [(str(one.request.id), _title(one)) for one in entries]
    if form.validate_on_submit():
        with sending(form, filing):
            _decide_as_second(form, verification, entries)
            return redirect(url_for("documents.every"), 303)
    return render_template("documents/confirm.html", filing=filing, form=form, checklist=entries)


def _decide(form: CaseForm, request: DocumentRequest) -> None:
    text = form.reason.data or ""
    match form.verdict.data:
        case Judgement.ACCEPT:
            verifying.accept(g.db, by=g.actor, request=request)
            flash(_("The document is accepted."))
        case Judgement.REFUSE:
            verifying.refuse(g.db, keys().sealer, by=g.actor, request=request, reason=text)
            flash(_("The document is refused. The filer is told why."))
        case _:
            verifying.differ(g.db, keys().sealer, by=g.actor, request=request, text=text)
            flash(_("The filer is asked about the difference."))


def _decide_as_second(form: SecondForm, verification: Verification, entries: list[Entry]) -> None:
    if form.verdict.data is Second.CONFIRM:
        confirming.confirm(g.db, keys().opener, by=g.actor, verification=verification)
        flash(_("The verification is confirmed."))
        return
    chosen = [one.request for one in entries if str(one.request.id) in (form.items.data or ())]
    confirming.send_back(
        g.db,
        keys().sealer,
        keys().opener,
        by=g.actor,
        verification=verification,
        requests=chosen,
        reason=form.reason.data or "",
    )
    flash(_("The documents go back to the reviewer."))


def _following(request: DocumentRequest) -> str:
    """Return where to go on: the next document that waits, else the list."""
    after = next_to_decide(request)
    if after is None:
        return url_for("documents.index", filing_id=request.filing_id)
    return url_for("documents.decide", filing_id=request.filing_id, request_id=after.id)


def _title(entry: Entry) -> str:
    if not entry.item:
        return str(_("An item that the statement does not have any more"))
    return str(_("Item %(number)d: %(item)s", number=entry.number, item=entry.item))
