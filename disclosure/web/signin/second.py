"""The second factor: asked for after the first, or set up at the first sign-in where it is demanded."""

from base64 import b64decode, b64encode
from datetime import datetime, timedelta

from flask import abort, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from disclosure.casework.accounts import factors, guessing, steps
from disclosure.casework.accounts.factors import Offered
from disclosure.credentials import onetime
from disclosure.errors import BadInput
from disclosure.models import Account, SignInStep
from disclosure.web.desk import OPEN, nothing
from disclosure.web.signin.desk import desk
from disclosure.web.signin.entering import SID, STEP, begin, let_in, source, waiting
from disclosure.web.signin.forms import CodeForm
from disclosure.web.signin.visitors import locker, settings

APP = "app"
"""The cookie's key for an app that is being set up: sealed, of use to its account alone."""


@desk.form("/sign-in/code", needs=OPEN, row=nothing)
def code() -> ResponseReturnValue:
    """Ask for a code of the app, or a recovery code."""
    step, account = _step()
    form = CodeForm()
    status = 200
    if form.validate_on_submit():
        told = judged(account, form)
        if isinstance(told, str):
            steps.end_step(g.db, step)
            return begin(account, method=f"{step.method}+{told}", provider_sid=session.get(SID))
        status = 200 if told is None else 429
    return render_template("signin/code.html", form=form), status


@desk.form("/sign-in/enrol", needs=OPEN, row=nothing)
def enrol() -> ResponseReturnValue:
    """Let somebody set up an app who must have one; then they are in, and see their recovery codes once."""
    step, account = _step()
    if factors.has_app(g.db, account.id):
        return redirect(url_for("signin.code"), 303)
    form = CodeForm()
    if form.validate_on_submit():
        codes = confirmed(account, form)
        if codes:
            steps.end_step(g.db, step)
            onward = let_in(account, method=f"{step.method}+app", provider_sid=session.get(SID))
            return render_template("signin/codes.html", codes=codes, onward=onward)
    return render_template("signin/enrol.html", form=form, **offered(account))


def judged(account: Account, form: CodeForm) -> str | timedelta | None:
    """Return which factor was proved; how long to wait, or None, once the form says what is wrong."""
    subject = f"code:{account.id}"
    marks = guessing.marks_of(g.db, locker(), subject=subject, accounts=[account.id], source=source())
    wait = guessing.count(g.db, marks)
    if wait is not None:
        form.refuse(waiting(wait))
        return wait
    site = settings().site
    try:
        proved = factors.prove(g.db, locker(), account=account, typed=form.code.data or "", site=site)
    except BadInput as refusal:
        form.refuse(*refusal.messages, at="code")
        guessing.was_wrong(g.db, marks, accounts=[account], site=site)
        return None
    guessing.was_right(g.db, marks)
    return proved


def confirmed(account: Account, form: CodeForm) -> list[str]:
    """Return the recovery codes of an app whose first code was right; none once the form says it is wrong."""
    try:
        codes = factors.confirm_app(
            g.db,
            locker(),
            account=account,
            offered=_offered(account),
            typed=form.code.data or "",
            site=settings().site,
        )
    except BadInput as refusal:
        form.refuse(*refusal.messages, at="code")
        return []
    session.pop(APP, None)
    return codes


def offered(account: Account) -> dict[str, str]:
    """Return what a page shows of an app that is being set up: the picture, and the key to be typed."""
    secret = factors.secret_of(locker(), _offered(account), account=account) or abort(400)
    address = onetime.address(secret, account=account.email, issuer=f"Disclosure: {settings().site}")
    return {"picture": onetime.picture(address), "key": onetime.spaced(secret)}


def _offered(account: Account) -> Offered:
    """Return the app that this browser was offered for the account, or a new one; no row is written."""
    if kept := session.get(APP):
        known = Offered(b64decode(kept[0]), datetime.fromisoformat(kept[1]))
        if factors.secret_of(locker(), known, account=account):
            return known
    new = factors.offer_app(locker(), account=account)
    session[APP] = [b64encode(new.sealed).decode(), new.at.isoformat()]
    return new


def _step() -> tuple[SignInStep, Account]:
    """Return the sign-in that waits for its second factor; without one, lead to where it begins."""
    found = steps.step_of(g.db, str(session.get(STEP, "")), site=settings().site)
    return found or abort(redirect(url_for("signin.show"), 303))
