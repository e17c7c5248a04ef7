"""Lists of one's own: the filters of the register, kept by name and seen by nobody else."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import listing
from compliance.acting import acting
from compliance.forms import SaveForm
from disclosure.access import Permission
from disclosure.casework import own_lists
from disclosure.models import Cycle, ListPage
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year

desk = Desk("own", __name__)


@desk.form("/cycle/<int:year>/people/lists", needs=Permission.PEOPLE_SEE, row=cycle_of_year)
def save(cycle: Cycle) -> ResponseReturnValue:
    """Keep the filters of an address as a list of one's own."""
    form, address = SaveForm(), listing.asked(request.args).address()
    if form.validate_on_submit():
        with acting(form):
            kept: dict[str, Any] = {"name": form.name.data or "", "query": urlencode(address)}
            office = cycle.organisation
            own_lists.save(g.db, by=g.actor, organisation=office, page=ListPage.PEOPLE, **kept)
            flash(_("Saved among your lists."))
            return redirect(f"{url_for('people.index')}?{kept['query']}", 303)
    return render_template("cycle/people/save-list.html", cycle=cycle, form=form, address=address)


@desk.post(
    "/cycle/<int:year>/people/lists/<uuid:saved_list_id>/delete",
    needs=Permission.PEOPLE_SEE,
    row=cycle_of_year,
)
def delete(_cycle: Cycle, saved_list_id: UUID) -> ResponseReturnValue:
    """Forget a list of one's own."""
    own_lists.delete(g.db, by=g.actor, saved_list_id=saved_list_id)
    return redirect(url_for("people.index"), 303)
