"""One's own data: who opened it, how long it is kept, which draw it was in, and all of it to take away."""

from collections.abc import Sequence

from flask import Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import SelectField

from disclosure import clock
from disclosure.casework import taking
from disclosure.models import Filing
from disclosure.web.desk import SIGNED_IN, Desk, nothing
from disclosure.web.forms import Part
from portal import archives, bundle, drawn, openings
from portal.drafts import keys

desk = Desk("own_data", __name__)


class FilterForm(Part):
    """Which openings are listed. It is part of the address, so it has no token."""

    year = SelectField(lazy_gettext("Year"))
    role = SelectField(lazy_gettext("Role"))


@desk.get("/my-data", needs=SIGNED_IN, row=nothing)
def index() -> ResponseReturnValue:
    """List everybody else who opened the statements of the signed-in person."""
    filings = taking.filings_of(g.db, g.actor.person_id)
    everything = openings.of(filings, by_others_than=g.actor)
    form = _filter(filings, everything)
    wanted = [one for one in filings if form.year.data in ("", str(one.cycle.year))]
    listed = openings.of(wanted, by_others_than=g.actor) if form.year.data else everything
    return render_template(
        "my-data.html",
        form=form,
        any_opened=bool(everything),
        opened=[one for one in listed if not form.role.data or form.role.data in one.roles],
        retention=[openings.kept(filing) for filing in filings if filing.filed_at],
        draws=[part for filing in filings if (part := drawn.part_in(filing))],
        any_filing=bool(filings),
    )


@desk.get("/my-data/everything.zip", needs=SIGNED_IN, row=nothing, opens=True)
def everything() -> ResponseReturnValue:
    """Send all that is kept about one's statements, as one archive."""
    storage = current_app.extensions["storage"]
    taken = taking.everything(g.db, keys().opener, storage, by=g.actor)
    content = archives.zipped(bundle.members(taken), at=clock.now())
    answer = Response(content, mimetype="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return answer


def _filter(filings: Sequence[Filing], opened: Sequence[openings.Opening]) -> FilterForm:
    """Return the filter with the years and roles there are; what it does not know, it takes for all."""
    form = FilterForm(request.args)
    years = sorted({str(filing.cycle.year) for filing in filings}, reverse=True)
    roles = sorted({role for one in opened for role in one.roles})
    form.year.choices = [("", _("All years")), *((year, year) for year in years)]
    form.role.choices = [("", _("All roles")), *((role, openings.role_in_words(role)) for role in roles)]
    for field, known in ((form.year, years), (form.role, roles)):
        field.data = field.data if field.data in known else ""
    return form
