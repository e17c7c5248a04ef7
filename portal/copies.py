"""What a filer takes home: the statement and the receipt as PDF, the due date for a calendar."""

from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure import clock, printing
from disclosure.access import Permission
from disclosure.domain.lifecycle import HAS_STATEMENT, UNFILED
from disclosure.models import Filing
from disclosure.web.languages import spoken
from portal import occasions, papers, printed, showing
from portal.statements import StatementDesk, statement

desk = StatementDesk("copies", __name__)


@desk.get("/<int:year>/statement.pdf", needs=Permission.STATEMENT_READ_OWN, row=statement, opens=True)
def statement_pdf(filing: Filing) -> ResponseReturnValue:
    """Print a version of what was filed, the newest unless the address names one."""
    if filing.state not in HAS_STATEMENT:
        abort(404)
    filed = showing.filed(filing, request.args.get("version", type=int))
    content = printing.pdf(printed.statement(filing, filed), made_at=filed.certified_at)
    return sent(content, "application/pdf", f"{filing.reference}-{filed.version}.pdf")


@desk.get("/<int:year>/receipt.pdf", needs=Permission.FILING_SEE, row=statement)
def receipt_pdf(filing: Filing) -> ResponseReturnValue:
    """Print the receipt."""
    if filing.filed_at is None:
        abort(404)
    content = printing.pdf(papers.receipt(filing), made_at=filing.filed_at)
    return sent(content, "application/pdf", f"{filing.reference}.pdf")


@desk.get("/<int:year>/due.ics", needs=Permission.FILING_SEE, row=statement)
def due(filing: Filing) -> ResponseReturnValue:
    """Give the due date for a calendar, while something is due."""
    if filing.state not in UNFILED:
        abort(404)
    return sent(
        printing.entry(_due(filing), now=clock.now()), "text/calendar", f"due-{filing.cycle.year}.ics"
    )


@desk.get("/<int:year>/filed.ics", needs=Permission.FILING_SEE, row=statement)
def no_longer_due(filing: Filing) -> ResponseReturnValue:
    """Take the due date out of a calendar, once nothing is due."""
    if filing.state in UNFILED:
        abort(404)
    content = printing.taken_back(_due(filing), now=clock.now())
    return sent(content, "text/calendar", f"filed-{filing.cycle.year}.ics")


def sent(content: bytes, kind: str, name: str) -> Response:
    """Return a file to be kept, and not shown by the browser."""
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _due(filing: Filing) -> printing.Due:
    return printing.Due(
        filing_id=filing.id,
        due_on=filing.due_on,
        since=filing.cycle.covers_from,
        summary=_("%(statement)s is due", statement=occasions.statement_name(filing)),
        url=papers.address(filing, "start"),
        organiser=current_app.extensions["config"].mail_from,
        language=spoken().tag,
    )
