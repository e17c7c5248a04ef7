"""How one signs in: password, second factor, recovery codes, and the sessions that go on."""

from uuid import UUID

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from disclosure.casework import accounts
from disclosure.casework.accounts import factors, passwords
from disclosure.casework.accounts.sessions import end_sessions, sessions_of
from disclosure.credentials import hashing
from disclosure.domain.messages import Message, message
from disclosure.domain.tokens import hash_of
from disclosure.models import Account, SignedIn
from disclosure.web.desk import SIGNED_IN, nothing
from disclosure.web.forms import Form
from disclosure.web.signin.desk import desk
from disclosure.web.signin.entering import own
from disclosure.web.signin.forms import CodeForm, NewPasswordForm
from disclosure.web.signin.second import confirmed, offered
from disclosure.web.signin.visitors import locker, settings
from disclosure.web.transaction import request_transaction

SITES = {
    "portal": message("Filing site"),
    "review": message("Review site"),
    "compliance": message("Compliance site"),
}


@desk.get("/account/sign-in", needs=SIGNED_IN, row=nothing)
def ways() -> ResponseReturnValue:
    """Show what one signs in with, and where one is signed in."""
    account_id = g.actor.account_id
    going_on = sessions_of(g.db, account_id, idle_minutes=settings().idle_minutes)
    return render_template(
        "signin/ways.html",
        email=current_user.account.email,
        has=factors.factors_of(g.db, account_id),
        has_password=passwords.kept_of(g.db, account_id) is not None,
        needs_second=_is_demanded(),
        sessions=[(one, SITES[one.site], _times(one)) for one in going_on],
        here=hash_of(current_user.token),
    )


@desk.post("/account/sign-in/sessions/<uuid:session_id>", needs=SIGNED_IN, row=nothing)
def end_session(session_id: UUID) -> ResponseReturnValue:
    """End one of one's own sessions."""
    found = g.db.get(SignedIn, session_id)
    if found is None or found.account_id != g.actor.account_id:
        abort(404)
    accounts.end_session(g.db, found)
    flash(_("That session is over."))
    return redirect(url_for("signin.ways"), 303)


@desk.post("/account/sign-in/sessions", needs=SIGNED_IN, row=nothing)
def end_others() -> ResponseReturnValue:
    """End all of one's sessions but this one."""
    end_sessions(g.db, account=own(), keep=current_user.token)
    flash(_("All other sessions are over."))
    return redirect(url_for("signin.ways"), 303)


@desk.form("/account/sign-in/password", needs=SIGNED_IN, row=nothing, alone=True, fresh=True)
def choose_password() -> ResponseReturnValue:
    """Choose a password, the first one or another. It is hashed in no transaction."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        chosen = form.password.data or ""
        form.refuse(
            *passwords.faults(current_user.account, chosen, leaked=settings().breached), at="password"
        )
        if not form.problems() and _kept(form, chosen):
            flash(_("Saved. You can sign in with this password. All your other sessions are over."))
            return redirect(url_for("signin.ways"), 303)
    return render_template("signin/choose-password.html", form=form)


@desk.form("/account/sign-in/app", needs=SIGNED_IN, row=nothing, fresh=True)
def set_up_app() -> ResponseReturnValue:
    """Set up an app for one-time codes, the first one or another."""
    form, account = CodeForm(), own()
    if form.validate_on_submit():
        codes = confirmed(account, form)
        if codes:
            return render_template("signin/codes.html", codes=codes, onward=url_for("signin.ways"))
    return render_template("signin/app.html", form=form, **offered(account))


@desk.post("/account/sign-in/app/remove", needs=SIGNED_IN, row=nothing, fresh=True)
def remove_app() -> ResponseReturnValue:
    """Let go of the app, where none is demanded."""
    if _is_demanded():
        abort(404)
    factors.remove_app(g.db, account=own(), site=settings().site)
    flash(_("Saved. You sign in without a code from now on."))
    return redirect(url_for("signin.ways"), 303)


@desk.form("/account/sign-in/codes", needs=SIGNED_IN, row=nothing, fresh=True)
def new_codes() -> ResponseReturnValue:
    """Make new recovery codes; they are shown once, and the ones before work no more."""
    form, account = Form(), own()
    if not factors.has_app(g.db, account.id):
        abort(404)
    if form.validate_on_submit():
        codes = factors.new_codes(g.db, locker(), account=account)
        return render_template("signin/codes.html", codes=codes, onward=url_for("signin.ways"))
    return render_template("signin/new-codes.html", form=form)


def _is_demanded() -> bool:
    """Whether a second factor must stay: here, or as a role opens a site that demands one."""
    return settings().second_factor or bool(settings().second_factor_on and g.actor.held)


def _times(one: SignedIn) -> Message:
    return message("Since %(began)s, last seen %(seen)s", began=one.created_at, seen=one.seen_at)


def _kept(form: Form, chosen: str) -> bool:
    try:
        hashed = hashing.hashed(chosen)
    except hashing.Crowded as crowded:
        form.refuse(crowded.sentence)
        return False
    with request_transaction(write=True) as db:
        account = db.get_one(Account, current_user.account.id)
        passwords.set_password(
            db, account=account, hashed=hashed, site=settings().site, keep=current_user.token
        )
    return True
