"""Proving again who one is, before certifying, sending in bulk and the like."""

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from disclosure.casework import accounts
from disclosure.casework.accounts import factors, guessing, passwords
from disclosure.casework.accounts.sessions import prove_again
from disclosure.credentials import hashing
from disclosure.domain.messages import message
from disclosure.models import Account
from disclosure.web.desk import SIGNED_IN, nothing
from disclosure.web.forms import Form
from disclosure.web.signin.desk import desk
from disclosure.web.signin.entering import NEXT, note_wanted, source, waiting
from disclosure.web.signin.forms import CodeForm, OwnPasswordForm
from disclosure.web.signin.second import judged
from disclosure.web.signin.visitors import is_ours, locker, settings
from disclosure.web.transaction import request_transaction


@desk.form("/sign-in/prove", needs=SIGNED_IN, row=nothing, alone=True)
def prove() -> ResponseReturnValue:
    """Ask for the quickest thing the account has: a code of its app, else its password, else a link."""
    note_wanted()
    with request_transaction(write=False) as db:
        has_app = factors.has_app(db, current_user.account.id)
        kept = passwords.kept_of(db, current_user.account.id)
    form: Form = CodeForm() if has_app else OwnPasswordForm() if kept else Form()
    if (has_app or kept) and form.validate_on_submit() and _proved(form, kept):
        wanted = session.pop(NEXT, None)
        return redirect(wanted if is_ours(wanted) else url_for("home.index"), 303)
    return render_template("signin/prove.html", form=form, has_app=has_app, has_password=kept is not None)


@desk.post("/sign-in/prove/link", needs=SIGNED_IN, row=nothing)
def prove_by_link() -> ResponseReturnValue:
    """Send a link to the account's own address; using it in this browser proves it."""
    account = g.db.get_one(Account, g.actor.account_id)
    accounts.send_sign_in_link(g.db, email=account.email, site=settings().site)
    flash(_("We sent you a link. Open it in this browser; it leads you back."))
    return redirect(url_for("signin.prove"), 303)


def _proved(form: Form, kept: str | None) -> bool:
    how = _by_code(form) if isinstance(form, CodeForm) else _by_password(form, kept)
    if how is None:
        return False
    with request_transaction(write=True) as db:
        prove_again(db, current_user.token, site=settings().site, method=how)
    return True


def _by_code(form: CodeForm) -> str | None:
    with request_transaction(write=True) as db:
        told = judged(db.get_one(Account, current_user.account.id), form)
        return told if isinstance(told, str) else None


def _by_password(form: Form, kept: str | None) -> str | None:
    account: Account = current_user.account
    with request_transaction(write=True) as db:
        marks = guessing.marks_of(
            db, locker(), subject=f"password:{account.email}", accounts=[account.id], source=source()
        )
        wait = guessing.count(db, marks)
    if wait is not None:
        form.refuse(waiting(wait))
        return None
    try:
        right = hashing.matches(kept, form["password"].data or "")
    except hashing.Crowded as crowded:
        form.refuse(crowded.sentence)
        right = False
    with request_transaction(write=True) as db:
        if right:
            guessing.was_right(db, marks)
            return "password"
        if not form.form_errors:
            form.refuse(message("This password is not right."), at="password")
            guessing.was_wrong(db, marks, accounts=[db.get_one(Account, account.id)], site=settings().site)
    return None
