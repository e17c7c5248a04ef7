"""Passkeys at a site. The one part of signing in that needs a script; without it the app's codes do."""

from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure import clock
from disclosure.casework.accounts import factors, passkeys
from disclosure.credentials.passkeys import Asked, asked_to_make, asked_to_prove, made, wrong
from disclosure.web.desk import OPEN, SIGNED_IN, nothing
from disclosure.web.signin.desk import desk
from disclosure.web.signin.entering import begin, note_wanted, own
from disclosure.web.signin.forms import NewPasskeyForm, PasskeyForm
from disclosure.web.signin.visitors import settings
from disclosure.web.transaction import telling

CHALLENGE = "challenge"
GOOD_FOR = timedelta(minutes=5)


@desk.form("/sign-in/passkey", needs=OPEN, row=nothing)
def passkey() -> ResponseReturnValue:
    """Ask for a passkey. It is both factors at once, so whoever has it is in."""
    note_wanted()
    form = PasskeyForm()
    if form.validate_on_submit():
        with telling(form):
            challenge, asked_at = _challenge()
            account = passkeys.prove(
                g.db,
                answer=form.answer.data or "",
                challenge=challenge,
                asked_at=asked_at,
                host=_host(),
                origin=_origin(),
            )
            return begin(account, method="passkey")
    options = _kept(asked_to_prove(host=_host()))
    return render_template("signin/passkey.html", form=form, options=options)


@desk.form("/account/sign-in/passkeys", needs=SIGNED_IN, row=nothing, fresh=True)
def add_passkey() -> ResponseReturnValue:
    """Add a passkey of the device one sits at."""
    form, account = NewPasskeyForm(), own()
    has = factors.factors_of(g.db, account.id)
    if form.validate_on_submit():
        with telling(form):
            challenge, _asked_at = _challenge()
            new = made(form.answer.data or "", challenge=challenge, host=_host(), origin=_origin())
            passkeys.add(
                g.db,
                account=account,
                made=new,
                host=_host(),
                name=form.name.data or "",
                site=settings().site,
            )
            flash(_("Saved. You can sign in with this passkey."))
            return redirect(url_for("signin.ways"), 303)
    known = [one.credential_id for one in has.passkeys if one.host == _host()]
    asked = asked_to_make(
        host=_host(), account_id=account.id, email=account.email, name=account.name, known=known
    )
    return render_template("signin/add-passkey.html", form=form, options=_kept(asked), has_app=has.app)


@desk.post("/account/sign-in/passkeys/<uuid:passkey_id>", needs=SIGNED_IN, row=nothing, fresh=True)
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """Take off a passkey of one's own."""
    passkeys.remove(g.db, account=own(), passkey_id=passkey_id, site=settings().site)
    flash(_("Saved. This passkey signs you in no more."))
    return redirect(url_for("signin.ways"), 303)


def are_possible() -> bool:
    """Whether browsers make passkeys for this site's address: a name, over TLS or on this machine."""
    try:
        ip_address(_name())
    except ValueError:
        return settings().https or _name() == "localhost"
    return False


def _host() -> str:
    return _name() if are_possible() else abort(404)


def _name() -> str:
    return urlsplit(settings().url).hostname or ""


def _origin() -> str:
    parts = urlsplit(settings().url)
    return f"{parts.scheme}://{parts.netloc}"


def _kept(asked: Asked) -> str:
    """Keep what was asked until it is answered; return it as the page carries it."""
    session[CHALLENGE] = [b64encode(asked.challenge).decode(), clock.now().isoformat()]
    return asked.options


def _challenge() -> tuple[bytes, datetime]:
    """Return what this browser was asked, and when. Raises BadInput when that was not, or long ago."""
    kept = session.pop(CHALLENGE, None)
    if kept is None:
        raise wrong()
    challenge, asked_at = b64decode(kept[0]), datetime.fromisoformat(kept[1])
    if clock.now() - asked_at > GOOD_FOR:
        raise wrong()
    return challenge, asked_at
