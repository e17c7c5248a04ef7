"""Signing in by a single-use link sent by mail, and leaving."""

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user

from disclosure.casework import accounts
from disclosure.casework.accounts.links import Purpose, purpose_of
from disclosure.errors import NotPermitted
from disclosure.web.desk import OPEN, SIGNED_IN, nothing
from disclosure.web.forms import Form
from disclosure.web.signin.desk import desk
from disclosure.web.signin.entering import NEXT, arrive, end_own_session, note_wanted
from disclosure.web.signin.forms import LinkForm
from disclosure.web.signin.visitors import settings

LEADS_TO = {Purpose.RESET: "signin.choose_password", Purpose.INVITATION: "signin.ways"}
"""Where a link leads that is not for signing in alone."""


@desk.form("/sign-in", needs=OPEN, row=nothing)
def show() -> ResponseReturnValue:
    """Ask for the e-mail address and send a link. Known or unknown, the answer is the same."""
    note_wanted()
    form = LinkForm()
    if form.validate_on_submit():
        accounts.send_sign_in_link(g.db, email=form.email.data or "", site=settings().site)
        return redirect(url_for("signin.sent"), 303)
    return render_template("signin/sign-in.html", form=form, demo=settings().demo)


@desk.get("/sign-in/sent", needs=OPEN, row=nothing)
def sent() -> ResponseReturnValue:
    """Say that a link is on its way, if the address is known."""
    return render_template("signin/sent.html")


@desk.form("/sign-in/link/<token>", needs=OPEN, row=nothing)
def redeem(token: str) -> ResponseReturnValue:
    """Use a link: a button, not the address alone, so that a mail scanner does not use it up."""
    form = Form()
    if form.validate_on_submit():
        try:
            account = accounts.redeem(g.db, token=token, site=settings().site)
        except NotPermitted:
            return render_template("signin/expired.html", form=form, token=token), 410
        purpose = purpose_of(g.db, token=token, site=settings().site)
        if purpose in LEADS_TO:
            session[NEXT] = url_for(LEADS_TO[purpose])
        return arrive(account, method="link")
    return render_template("signin/redeem.html", form=form)


@desk.post("/sign-in/link/<token>/again", needs=OPEN, row=nothing)
def again(token: str) -> ResponseReturnValue:
    """Send a new link in place of one that works no more. Known or unknown, the answer is the same."""
    accounts.send_another(g.db, token=token, site=settings().site)
    return redirect(url_for("signin.sent"), 303)


@desk.post("/sign-out", needs=SIGNED_IN, row=nothing)
def leave() -> ResponseReturnValue:
    """End this session here and in the database."""
    end_own_session()
    logout_user()
    flash(_("You have signed out."))
    return redirect(url_for("signin.show"), 303)
