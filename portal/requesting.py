"""Asking for more time, and contesting a designation."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission
from disclosure.casework import designating
from disclosure.models import Filing
from disclosure.web.transaction import telling
from portal import loading
from portal.forms import ExtensionForm, ReasonForm
from portal.statements import StatementDesk, statement

desk = StatementDesk("requesting", __name__)


@desk.form("/<int:year>/extension", needs=Permission.EXTENSION_REQUEST, row=statement)
def extension(filing: Filing) -> ResponseReturnValue:
    """Ask for more time; show what was asked and answered before."""
    form = ExtensionForm()
    form.reason.label.text = _("Why do you need more time?")
    if form.validate_on_submit() and form.until.data:
        with telling(form):
            designating.request_extension(
                g.db, by=g.actor, filing=filing, until=form.until.data, reason=form.reason.data or ""
            )
            flash(_("We have your request. The programme office will write to you."))
            return redirect(url_for("requesting.extension"), 303)
    asked = loading.extensions_of(filing)
    return render_template("year/extension.html", form=form, filing=filing, asked=asked)


@desk.form("/<int:year>/contest", needs=Permission.DESIGNATION_CONTEST, row=statement)
def contest(filing: Filing) -> ResponseReturnValue:
    """Say why one should not have to file."""
    form = ReasonForm()
    form.reason.label.text = _("Why do you think that you should not have to file?")
    if form.validate_on_submit():
        with telling(form):
            designating.contest(
                g.db, by=g.actor, designation=filing.designation, reason=form.reason.data or ""
            )
            flash(_("We have your reason. The office will answer; the due date stands until then."))
            return redirect(url_for("home.index"), 303)
    return render_template("year/contest.html", form=form, filing=filing)
