"""Signing in by a password, and another one for a password forgotten.

A password is judged between two transactions and in none: whoever files meanwhile waits for nobody.
"""

from collections.abc import Sequence
from contextlib import suppress

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from disclosure.casework import accounts
from disclosure.casework.accounts import guessing, passwords
from disclosure.casework.accounts.links import Purpose
from disclosure.casework.accounts.passwords import Kept
from disclosure.credentials import hashing
from disclosure.domain import emails
from disclosure.domain.messages import message
from disclosure.models import Account
from disclosure.web.desk import OPEN, nothing
from disclosure.web.signin import crowding
from disclosure.web.signin.desk import desk
from disclosure.web.signin.entering import arrive, source, waiting
from disclosure.web.signin.forms import LinkForm, PasswordForm
from disclosure.web.signin.visitors import locker, settings
from disclosure.web.transaction import request_transaction

WRONG = message("The e-mail address or the password is not right. You may also sign in by a link.")
SLOWED, CROWDED = 429, 503


@desk.form("/sign-in/password", needs=OPEN, row=nothing, alone=True)
def password() -> ResponseReturnValue:
    """Ask for address and password. Whatever is wrong of the two, the answer is the same."""
    answers = crowding.sent()
    form = PasswordForm(answers)
    if answers is None or not form.validate_on_submit():
        return _page(form)
    try:
        hashing.demand_room()
        status, answer = _judged(form)
    except hashing.Crowded as crowded:
        form.refuse(crowded.sentence)
        seconds = crowding.hold(answers)
        return _page(form, again=seconds), CROWDED, {"Retry-After": str(seconds)}
    crowding.let_go()
    return answer or (_page(form), status)


@desk.form("/sign-in/forgotten", needs=OPEN, row=nothing)
def forgotten() -> ResponseReturnValue:
    """Send a link by which to choose another password. Known or unknown, the answer is the same."""
    form = LinkForm()
    if form.validate_on_submit():
        site, email = settings().site, form.email.data or ""
        accounts.send_sign_in_link(g.db, email=email, site=site, purpose=Purpose.RESET)
        return redirect(url_for("signin.sent"), 303)
    return render_template("signin/forgotten.html", form=form)


def _page(form: PasswordForm, *, again: int | None = None) -> str:
    """Return the page; `again`: the seconds after which it sends what waits once more."""
    return render_template("signin/password.html", form=form, again=again)


def _judged(form: PasswordForm) -> tuple[int, ResponseReturnValue | None]:
    """Return the status of the page that is shown again, or the answer to the right password.

    Raises Crowded, and has counted no try then.
    """
    given = form.password.data or ""
    with request_transaction(write=True) as db:
        kept = passwords.kept_for(db, form.email.data or "")
        marks = guessing.marks_of(
            db,
            locker(),
            subject=f"password:{emails.folded(form.email.data or '')}",
            accounts=[one.account_id for one in kept],
            source=source(),
        )
        wait = guessing.count(db, marks)
    if wait is not None:
        form.refuse(waiting(wait))
        return SLOWED, None
    try:
        right = _right(kept, given)
    except hashing.Crowded:
        with request_transaction(write=True) as db:
            guessing.was_right(db, marks)
        raise
    with request_transaction(write=True) as db:
        if right is None:
            owners = [db.get_one(Account, one.account_id) for one in kept]
            guessing.was_wrong(db, marks, accounts=owners, site=settings().site)
            form.refuse(WRONG, at="password")
            return 200, None
        guessing.was_right(db, marks)
        return 200, arrive(db.get_one(Account, right.account_id), method="password")


def _right(kept: Sequence[Kept], given: str) -> Kept | None:
    """Return the account whose password it is. For an unknown address it takes as long to say none."""
    for one in kept:
        if hashing.matches(one.hash, given):
            _renew(one, given)
            return one
    if not kept:
        hashing.matches(None, given)
    return None


def _renew(one: Kept, given: str) -> None:
    """Keep a password under today's parameters, unless too many are at it just now."""
    if one.hash and hashing.is_outdated(one.hash):
        with suppress(hashing.Crowded):
            hashed = hashing.hashed(given)
            with request_transaction(write=True) as db:
                passwords.refresh(db, account_id=one.account_id, was=one.hash, hashed=hashed)
