"""Ticking items of a case, so that it shows what is left. Nothing sealed is opened for it."""

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from disclosure.access import Permission
from disclosure.casework import looking
from disclosure.casework.looking import NOT_LOOKED_AT
from disclosure.models import Filing, Tick
from disclosure.web.desk import Desk
from disclosure.web.loaders import filed
from reviewer.folder import at_work
from reviewer.forms import ConfirmForm
from reviewer.items import anchor
from reviewer.sending import sending

desk = Desk("ticking", __name__)
_TICKS = {NOT_LOOKED_AT: None} | {tick.value: tick for tick in Tick}


@desk.post("/<uuid:filing_id>/ticks", needs=Permission.CASE_WORK, row=filed)
def tick(filing: Filing) -> ResponseReturnValue:
    """Tick one item or take the tick back, and show the case from there on."""
    form = ConfirmForm()
    said, _space, item_id = request.form.get("tick", "").partition(" ")
    if form.validate_on_submit() and said in _TICKS:
        at_work(filing)
        with sending(form, filing):
            looking.look(g.db, by=g.actor, filing=filing, item_id=item_id, tick=_TICKS[said])
    return redirect(url_for("case.show", filing_id=filing.id, _anchor=anchor(item_id)), 303)
