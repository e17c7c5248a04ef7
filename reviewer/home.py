"""The queue: who has which case, what is late, and the next one. Nothing sealed is opened here."""

from urllib.parse import urlencode
from uuid import UUID

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission, permits
from disclosure.casework import own_lists, passing, reviewing
from disclosure.models import Filing, Organisation
from disclosure.web.desk import Desk
from disclosure.web.loaders import filed, organisation
from disclosure.web.transaction import telling
from reviewer import queue
from reviewer.folder import keys
from reviewer.forms import NextForm, ReasonForm
from reviewer.narrowing import narrowed
from reviewer.parts import standing
from reviewer.queue_forms import SaveForm
from reviewer.sending import sending

desk = Desk("home", __name__)


@desk.get("/", needs=Permission.CASE_SEE, row=organisation)
def index(office: Organisation) -> ResponseReturnValue:
    """Show one list of cases, page by page, and how many each list has."""
    listed = queue.listed(office, request.args)
    return render_template("queue.html", listed=listed, next_form=NextForm() if listed.may_claim else None)


@desk.get("/stamp", needs=Permission.CASE_SEE, row=organisation, passive=True)
def stamp(office: Organisation) -> ResponseReturnValue:
    """Tell by what the page of the same address differs from what it was. The page asks, not the person."""
    return jsonify(stamp=queue.stamp(office, request.args))


@desk.post("/next", needs=Permission.CASE_CLAIM, row=organisation)
def start_next(_office: Organisation) -> ResponseReturnValue:
    """Claim the case that is first in line, and open it."""
    return _next()


@desk.form("/<uuid:filing_id>/skip", needs=Permission.CASE_CLAIM, row=filed)
def skip(filing: Filing) -> ResponseReturnValue:
    """Leave a case to somebody else, with a reason. Who had it in review is handed the next one."""
    form = ReasonForm(version=standing(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            had_it = permits(g.actor, Permission.CASE_WORK, filing)
            passing.skip(g.db, by=g.actor, filing=filing, reason=form.reason.data)
            flash(_("Skipped. You are not handed this case again."))
            return _next() if had_it else redirect(url_for("home.index", view="unclaimed"), 303)
    return render_template("case/skip.html", filing=filing, form=form)


@desk.form("/lists", needs=Permission.CASE_SEE, row=organisation)
def save_list(office: Organisation) -> ResponseReturnValue:
    """Keep the filters of an address as a list of one's own."""
    form = SaveForm()
    asked = narrowed(office, request.args)
    if form.validate_on_submit():
        with telling(form):
            query = urlencode(asked.address())
            own_lists.save(g.db, by=g.actor, organisation=office, name=form.name.data or "", query=query)
            flash(_("Saved among your lists."))
            return redirect(f"{url_for('home.index')}?{query}", 303)
    return render_template("save-list.html", form=form, asked=asked)


@desk.post("/lists/<uuid:saved_list_id>/delete", needs=Permission.CASE_SEE, row=organisation)
def delete_list(_office: Organisation, saved_list_id: UUID) -> ResponseReturnValue:
    """Forget a list of one's own."""
    own_lists.delete(g.db, by=g.actor, saved_list_id=saved_list_id)
    flash(_("The list is deleted. No case is touched."))
    return redirect(url_for("home.index"), 303)


def _next() -> ResponseReturnValue:
    filing = reviewing.start_next(g.db, keys().opener, by=g.actor)
    if filing is None:
        flash(_("No case waits to be claimed."))
        return redirect(url_for("home.index"), 303)
    return redirect(url_for("case.show", filing_id=filing.id), 303)
