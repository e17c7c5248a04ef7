"""One referral: read, changed, sent by a second officer, or withdrawn."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from compliance import bundle, documents
from compliance.acting import acting, pressing
from compliance.forms import RemoveForm
from compliance.loaders import referral_of_year
from disclosure.access import Permission
from disclosure.casework import referring
from disclosure.models import Referral
from disclosure.web.desk import Desk

desk = Desk("referral", __name__)
PLACE = "/cycle/<int:year>/referrals/<uuid:referral_id>"


@desk.get(PLACE, needs=Permission.REFERRAL_SEE, row=referral_of_year)
def show(referral: Referral) -> ResponseReturnValue:
    """Show the people of a referral and its letter."""
    return render_template("cycle/referrals/show.html", one=bundle.bundle(referral))


@desk.get(f"{PLACE}/letter.pdf", needs=Permission.REFERRAL_SEE, row=referral_of_year, opens=True)
def letter_pdf(referral: Referral) -> ResponseReturnValue:
    """Send the letter with its list as a paper, in the language of the head."""
    return documents.paper(referral, reader=current_user.account)


@desk.get(f"{PLACE}/letter.docx", needs=Permission.REFERRAL_SEE, row=referral_of_year, opens=True)
def letter_docx(referral: Referral) -> ResponseReturnValue:
    """Send the same as a document to write in."""
    return documents.document(referral, reader=current_user.account)


@desk.post(f"{PLACE}/send", needs=Permission.REFERRAL_SEND, row=referral_of_year, fresh=True)
def send(referral: Referral) -> ResponseReturnValue:
    """Send a referral that somebody else prepared."""
    with pressing():
        sent = referring.send(g.db, by=g.actor, referral=referral)
        flash(_("The referral is sent. Letters written: %(number)d.", number=len(sent.letters)))
    return redirect(url_for("referral.show", referral_id=referral.id), 303)


@desk.post(f"{PLACE}/withdraw", needs=Permission.REFERRAL_PREPARE, row=referral_of_year)
def withdraw(referral: Referral) -> ResponseReturnValue:
    """Take back a referral that was not sent."""
    with pressing():
        referring.withdraw(g.db, by=g.actor, referral=referral)
        flash(_("The referral is withdrawn. Its people can be referred again."))
        return redirect(url_for("referrals.index"), 303)
    return redirect(url_for("referral.show", referral_id=referral.id), 303)


@desk.form(f"{PLACE}/remove/<uuid:filing_id>", needs=Permission.REFERRAL_PREPARE, row=referral_of_year)
def remove(referral: Referral, *, filing_id: UUID) -> ResponseReturnValue:
    """Take one person off a prepared referral, with a reason."""
    form, filing = RemoveForm(), bundle.referred(referral, filing_id)
    if form.validate_on_submit():
        with acting(form):
            reason = form.reason.data or ""
            referring.remove_person(g.db, by=g.actor, referral=referral, filing=filing, reason=reason)
            flash(_("The person is off the referral."))
            return redirect(url_for("referral.show", referral_id=referral.id), 303)
    return render_template("cycle/referrals/remove.html", referral=referral, filing=filing, form=form)
