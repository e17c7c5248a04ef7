"""More time for one person, or no statement needed: given by the office with a reason that is kept."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.acting import acting, pressing
from compliance.forms import ExemptForm, ExtendForm
from compliance.loaders import extension_of_filing, filing_of_year
from disclosure.access import Permission
from disclosure.casework import designating
from disclosure.models import Extension, Filing
from disclosure.web.desk import Desk

desk = Desk("extending", __name__)
PERSON = "/cycle/<int:year>/people/<uuid:filing_id>"
ANSWERS = {"grant": True, "refuse": False}


@desk.form(f"{PERSON}/extend", needs=Permission.FILING_EXTEND, row=filing_of_year)
def extend(filing: Filing) -> ResponseReturnValue:
    """Give one person more time."""
    form = ExtendForm()
    if form.validate_on_submit():
        with acting(form):
            given: dict[str, Any] = {"until": form.until.data, "reason": form.reason.data}
            designating.extend(g.db, by=g.actor, filing=filing, **given)
            flash(_("The person has more time. A letter tells them so."))
            return redirect(url_for("people.show", filing_id=filing.id), 303)
    return render_template("cycle/people/extend.html", filing=filing, form=form)


@desk.form(f"{PERSON}/exempt", needs=Permission.FILING_EXEMPT, row=filing_of_year)
def exempt(filing: Filing) -> ResponseReturnValue:
    """Lift one person's duty to file in this cycle."""
    form = ExemptForm()
    if form.validate_on_submit():
        with acting(form):
            designating.exempt(g.db, by=g.actor, filing=filing, reason=form.reason.data or "")
            flash(_("The person need not file in this cycle. A letter tells them so."))
            return redirect(url_for("people.show", filing_id=filing.id), 303)
    return render_template("cycle/people/exempt.html", filing=filing, form=form)


@desk.post(f"{PERSON}/requests/<uuid:extension_id>", needs=Permission.FILING_EXTEND, row=extension_of_filing)
def decide(extension: Extension) -> ResponseReturnValue:
    """Grant or refuse a person's request for more time."""
    answer = request.form.get("answer", "")
    grant = ANSWERS[answer] if answer in ANSWERS else abort(400)
    with pressing():
        designating.decide_extension(g.db, by=g.actor, extension=extension, grant=grant)
        flash(_("Your decision is on record. A letter tells the person."))
    return redirect(url_for("people.show", filing_id=extension.filing_id), 303)
