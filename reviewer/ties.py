"""Nobody reads as a second person what they have a tie to: their names are compared before the page opens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, render_template
from flask.typing import ResponseReturnValue

from disclosure.access import Permission, permits
from disclosure.casework import conflicting
from disclosure.casework.conflicting import Tied
from disclosure.models import Filing
from reviewer.folder import keys

View = Callable[[Any], ResponseReturnValue]


def untied(view: View) -> View:
    """Let a page open for whoever approves or confirms only when they have no tie to its case.

    Reviewers were asked before the case came to them. The refusal is in the
    ledger, so the page that says it is an answer and no error.
    """

    @wraps(view)
    def asked(row: Any) -> ResponseReturnValue:  # noqa: ANN401 - a row of a filing
        filing: Filing = row if isinstance(row, Filing) else row.filing
        if not permits(g.actor, Permission.CASE_WORK, filing):
            try:
                conflicting.demand_free(g.db, keys().opener, by=g.actor, filing=filing)
            except Tied as refusal:
                [sentence] = refusal.messages
                return render_template("errors/tied.html", filing=filing, sentence=sentence), 403
        return view(row)

    return asked
