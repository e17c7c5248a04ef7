"""The ledger for auditors: searched by act, person, statement and days. Each search is a line of it, too."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from flask import abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.forms import LedgerForm
from disclosure.access import Permission
from disclosure.casework import auditing
from disclosure.casework.auditing import Edge, Line, Page, Search
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Organisation
from disclosure.web.desk import Desk
from disclosure.web.forms import said
from disclosure.web.loaders import organisation

desk = Desk("audit", __name__)
FIELDS = ("act", "person", "filing", "since", "until")


class Listed(NamedTuple):
    """One page of lines, where the next one is, and what could not be searched for."""

    lines: list[Line]
    next_url: str | None
    refusal: str


@desk.get("/ledger", needs=Permission.LEDGER_SEE, row=organisation, opens=True)
def index(row: Organisation) -> ResponseReturnValue:
    """Search the ledger of the organisation, newest line first."""
    form = LedgerForm(request.args)
    form.act.choices = [("", _("All")), *((act, act) for act in auditing.acts())]
    try:
        page = auditing.search(g.db, by=g.actor, organisation=row, wanted=_wanted(), after=_edge())
        listed = Listed(page.lines, _next(page), "")
    except BadInput as refusal:
        listed = Listed([], None, " ".join(said(one) for one in refusal.messages))
    return render_template("ledger.html", form=form, listed=listed)


def _wanted() -> Search:
    act, person, filing = (request.args.get(name, "").strip() for name in FIELDS[:3])
    return Search(
        act=act if act in auditing.acts() else "",
        person=person,
        filing=filing,
        since=_day("since"),
        until=_day("until"),
    )


def _day(name: str) -> date | None:
    given = request.args.get(name, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise BadInput(message("Write each day like 2020-03-31.")) from None


def _edge() -> Edge | None:
    """Return the line that the address says the page begins after; no page where it says none there is."""
    given = request.args.get("after")
    if given is None:
        return None
    at, _sign, entry_id = given.partition("~")
    try:
        edge = Edge(datetime.fromisoformat(at), UUID(entry_id))
    except ValueError:
        abort(404)
    return edge if edge.at.tzinfo is not None else abort(404)


def _next(page: Page) -> str | None:
    if page.after is None:
        return None
    kept: dict[str, Any] = {name: text for name in FIELDS if (text := request.args.get(name, "").strip())}
    return url_for("audit.index", after=f"{page.after.at.isoformat()}~{page.after.id}", **kept)
