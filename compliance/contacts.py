"""Calls and notes about reaching one person, written beside the letters."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.acting import acting
from compliance.forms import ContactForm
from compliance.loaders import filing_of_year
from compliance.pages import words
from disclosure.access import Permission
from disclosure.casework import chasing
from disclosure.models import ContactKind, Filing
from disclosure.web.desk import Desk

desk = Desk("contacts", __name__)


@desk.form(
    "/cycle/<int:year>/people/<uuid:filing_id>/note", needs=Permission.REMINDER_WRITE, row=filing_of_year
)
def note(filing: Filing) -> ResponseReturnValue:
    """Write down a call, or what a colleague should know about reaching somebody."""
    form = ContactForm()
    form.kind.choices = [(kind.value, words(kind)) for kind in ContactKind]
    if form.validate_on_submit():
        with acting(form):
            kind = ContactKind(form.kind.data)
            chasing.note(g.db, by=g.actor, filing=filing, kind=kind, said=form.said.data or "")
            flash(_("The note is on record."))
            return redirect(url_for("people.show", filing_id=filing.id), 303)
    return render_template("cycle/people/note.html", filing=filing, form=form)
