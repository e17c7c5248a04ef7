"""Signing in with one's organisation (OpenID Connect), where one is named in the settings.

The provider is asked outside of any transaction.
"""

import hmac
from datetime import datetime, timedelta

from flask import Flask, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from config import SiteConfig
from disclosure import clock
from disclosure.casework.accounts import identities
from disclosure.credentials.openid import Claims, OpenId, ProviderFailed, proved_at
from disclosure.credentials.provider import Provider
from disclosure.errors import BadInput
from disclosure.models import Account
from disclosure.web.desk import OPEN, nothing
from disclosure.web.forms import said
from disclosure.web.signin.desk import desk
from disclosure.web.signin.entering import arrive, begin, note_wanted
from disclosure.web.signin.visitors import settings
from disclosure.web.transaction import request_transaction

BEGUN = "provider"
"""The cookie's key for what must come back from the provider."""
REFUSED = 403


def register(app: Flask, config: SiteConfig) -> None:
    """Let people come from the provider that the settings name; templates know it as `provider_name`."""
    named = Provider.load(config.provider) if config.provider else None
    app.extensions["openid"] = OpenId(named) if named else None
    app.jinja_env.globals["provider_name"] = named.name if named else None
    app.extensions["csrf"].exempt(logged_out)


@desk.get("/sign-in/provider", needs=OPEN, row=nothing, alone=True)
def to_provider() -> ResponseReturnValue:
    """Lead to the organisation's sign-in."""
    openid, again = _openid(), "again" in request.args
    note_wanted()
    try:
        begun = openid.begin(back=_back(), again=again)
    except ProviderFailed as failed:
        return _refused(failed.sentence)
    session[BEGUN] = {"state": begun.state, "nonce": begun.nonce, "verifier": begun.verifier}
    if again:
        session[BEGUN]["since"] = clock.now().isoformat()
    return redirect(begun.address, 303)


@desk.get("/sign-in/provider/back", needs=OPEN, row=nothing, alone=True)
def from_provider() -> ResponseReturnValue:
    """Take whoever comes back from the organisation's sign-in, once all it says is checked."""
    openid, begun = _openid(), session.pop(BEGUN, None)
    try:
        claims = _claims(openid, begun)
        with request_transaction(write=True):
            return _entered(openid.provider, claims)
    except (ProviderFailed, BadInput) as refusal:
        told = refusal.messages[0] if isinstance(refusal, BadInput) else refusal.sentence
        return _refused(told)


@desk.post("/sign-in/provider/logout", needs=OPEN, row=nothing, alone=True)
def logged_out() -> ResponseReturnValue:
    """End the sessions of somebody who signed out at the organisation; its server says so, no browser."""
    openid = _openid()
    try:
        claims = openid.logged_out(request.form.get("logout_token", ""))
    except ProviderFailed:
        return {"error": "invalid_request"}, 400
    with request_transaction(write=True) as db:
        identities.sign_out(db, openid.provider, claims=claims)
    return "", 200


def _claims(openid: OpenId, begun: object) -> Claims:
    """Return what the provider says of who came back to this browser, and to no other."""
    issuer = request.args.get("iss", openid.provider.issuer)
    if not isinstance(begun, dict) or issuer != openid.provider.issuer or "code" not in request.args:
        raise ProviderFailed
    if not hmac.compare_digest(request.args.get("state", "").encode(), str(begun["state"]).encode()):
        raise ProviderFailed
    return openid.finish(
        code=request.args["code"],
        nonce=begun["nonce"],
        verifier=begun["verifier"],
        back=_back(),
        since=datetime.fromisoformat(begun["since"]) if "since" in begun else None,
    )


def _entered(provider: Provider, claims: Claims) -> ResponseReturnValue:
    """Let in who the provider says it is; with a second factor of ours where it used none that counts.

    They proved it when the provider says. One that says nothing is taken to
    have known them for long (ASVS 5.0, 6.8.4): certifying asks once more.
    """
    account: Account = identities.account_of(g.db, provider, claims=claims)
    identities.hold_roles(g.db, provider, account=account, claims=claims)
    used = claims.get("amr")
    counts = set(provider.second_factor) & set(used if isinstance(used, list) else ())
    let_on = begin if counts or not provider.second_factor else arrive
    long_ago = clock.now() - timedelta(minutes=settings().prove_again)
    return let_on(
        account,
        method="provider",
        provider_sid=str(claims.get("sid") or ""),
        proved_at=proved_at(claims) or long_ago,
    )


def _openid() -> OpenId:
    found: OpenId | None = current_app.extensions["openid"]
    return found or abort(404)


def _back() -> str:
    """Return the address to which the provider leads back, by the settings and not by what was asked for."""
    return f"{settings().url}{url_for('signin.from_provider').removeprefix(request.script_root)}"


def _refused(told: object) -> ResponseReturnValue:
    return render_template("signin/refused.html", told=said(told)), REFUSED
