"""Why a statement is owed, in words: each year, on taking office or on leaving it."""

from disclosure.casework import periods
from disclosure.domain.messages import Message, message
from disclosure.models import Filing, FilingKind
from disclosure.web.forms import said


def statement_name(filing: Filing) -> str:
    """Return what the filer's pages call a statement."""
    names = {
        FilingKind.ANNUAL: message("Your %(year)s statement"),
        FilingKind.ENTRY: message("Your statement on taking office, %(year)s"),
        FilingKind.EXIT: message("Your statement on leaving office, %(year)s"),
    }
    return said(Message(names[filing.kind].msgid, {"year": str(filing.cycle.year)}))


def reason(filing: Filing) -> str:
    """Return why a statement is owed that is not the yearly one; nothing for that one."""
    reasons = {
        FilingKind.ENTRY: message("You are asked for it because you take office on %(day)s."),
        FilingKind.EXIT: message("You are asked for it because you leave office on %(day)s."),
    }
    if filing.kind not in reasons:
        return ""
    return said(Message(reasons[filing.kind].msgid, {"day": periods.begun_on(filing)}))
