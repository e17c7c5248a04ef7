"""Signing in: a single-use link by mail, and in the demo a page of people to be.

Sessions are rows: revocable, with idle and absolute limits. The cookie holds
only the session's random token.
"""

from datetime import datetime, timedelta
from typing import TypeGuard

from flask import Flask, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.orm import Session
from wtforms import StringField, ValidationError

from config import SiteConfig
from disclosure import clock
from disclosure.casework import accounts
from disclosure.casework.accounts.sessions import TOUCHED_EVERY
from disclosure.casework.accounts.showcase import showcase
from disclosure.db import reading, transaction
from disclosure.domain import emails
from disclosure.domain.actors import Actor
from disclosure.domain.messages import message
from disclosure.errors import NotPermitted
from disclosure.models import Account, Organisation, SignedIn
from disclosure.web.desk import OPEN, SIGNED_IN, Desk, nothing
from disclosure.web.fields import Needed
from disclosure.web.forms import Form, said
from disclosure.web.transaction import engine, request_transaction

desk = Desk("signin", __name__, template_folder="templates")


class SignedInAccount(UserMixin):
    """The account behind a session, with the roles it holds now."""

    def __init__(
        self,
        token: str,
        account: Account,
        organisation: Organisation,
        actor: Actor,
        *,
        method: str,
        ends_at: datetime | None = None,
    ) -> None:
        self.token = token
        self.account = account
        self.organisation = organisation
        self.actor = actor
        self.method = method
        """How they proved who they are."""
        self.ends_at = ends_at
        """When the session is over if they do nothing more; unknown on the page that begins it."""

    def get_id(self) -> str:
        """Return what the cookie keeps: the session's token."""
        return self.token


AN_ADDRESS = message("Enter an e-mail address, like name@example.org")


class LinkForm(Form):
    """Where to send the sign-in link."""

    email = StringField(lazy_gettext("E-mail"), [Needed(AN_ADDRESS)])

    def validate_email(self, field: StringField) -> None:
        """Refuse what cannot be an address. Whether it is one's own, its letter shows."""
        if not emails.is_shaped(emails.folded(field.data or "")):
            raise ValidationError(said(AN_ADDRESS))


def register(app: Flask) -> None:
    """Let people sign in to `app`."""
    login = LoginManager(app)
    login.user_loader(_signed_in)
    login.session_protection = None
    app.register_blueprint(desk)
    app.before_request(_look_who_is_there)


def settings() -> SiteConfig:
    """Return the settings of this site."""
    found: SiteConfig = current_app.extensions["config"]
    return found


def _look_who_is_there() -> None:
    """Find the account before the request's own transaction begins: keeping a session alive may write."""
    if request.endpoint != "static":
        _ = current_user.is_authenticated


def _signed_in(token: str) -> SignedInAccount | None:
    site = settings()
    with reading(engine()) as connection:
        found = accounts.visitor(
            connection,
            token,
            site=site.site,
            idle_minutes=site.idle_minutes,
            absolute_hours=site.absolute_hours,
        )
    if found is None:
        return None
    kept, organisation, actor = found
    seen_at = kept.seen_at
    if clock.now() >= seen_at + TOUCHED_EVERY:
        seen_at = clock.now()
        with transaction(engine()) as db:
            _session(db, token, touch=True)
    ends_at = min(kept.ends_at, seen_at + timedelta(minutes=site.idle_minutes))
    return SignedInAccount(token, kept.account, organisation, actor, method=kept.method, ends_at=ends_at)


def _session(db: Session, token: str, *, touch: bool) -> SignedIn | None:
    site = settings()
    return accounts.session_of(
        db,
        token,
        site=site.site,
        idle_minutes=site.idle_minutes,
        absolute_hours=site.absolute_hours,
        touch=touch,
    )


def begin(account: Account, *, method: str) -> ResponseReturnValue:
    """Begin a session of `account` under a new id, and lead to where they wanted to go.

    A session that this browser had is over: its old cookie is worth nothing.
    """
    _end_session()
    wanted = session.get("next")
    kept_language = session.get("language")
    session.clear()
    if kept_language:
        session["language"] = kept_language
    token = accounts.begin_session(
        g.db, account, site=settings().site, method=method, absolute_hours=settings().absolute_hours
    )
    organisation = g.db.get_one(Organisation, account.organisation_id)
    actor = accounts.actor_of(g.db, account)
    login_user(SignedInAccount(token, account, organisation, actor, method=method))
    return redirect(wanted if _is_ours(wanted) else url_for("home.index"), 303)


def _end_session() -> None:
    found = _session(g.db, current_user.token, touch=False) if current_user.is_authenticated else None
    if found is not None:
        accounts.end_session(g.db, found)


def _is_ours(address: str | None) -> TypeGuard[str]:
    """Whether `address` is a path on this very site: never another host, never a scheme."""
    return (
        address is not None
        and address.startswith("/")
        and not address.startswith("//")
        and "\\" not in address
        and all(letter.isprintable() for letter in address)
    )


@desk.form("/sign-in", needs=OPEN, row=nothing)
def show() -> ResponseReturnValue:
    """Ask for the e-mail address and send a link. Known or unknown, the answer is the same."""
    wanted = request.args.get("next")
    if request.method == "GET" and _is_ours(wanted):
        session["next"] = request.script_root + wanted
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
        return begin(account, method="link")
    return render_template("signin/redeem.html", form=form)


@desk.post("/sign-in/link/<token>/again", needs=OPEN, row=nothing)
def again(token: str) -> ResponseReturnValue:
    """Send a new link in place of one that works no more. Known or unknown, the answer is the same."""
    accounts.send_another(g.db, token=token, site=settings().site)
    return redirect(url_for("signin.sent"), 303)


@desk.post("/sign-out", needs=SIGNED_IN, row=nothing)
def leave() -> ResponseReturnValue:
    """End this session here and in the database."""
    _end_session()
    logout_user()
    flash(_("You have signed out."))
    return redirect(url_for("signin.show"), 303)


def register_demo(app: Flask) -> None:
    """Add the page of demo people. Called for an instance that the replay made, and for no other."""
    app.add_url_rule("/demo", "demo.people", _people, methods=["GET"])
    app.add_url_rule("/demo/sign-in", "demo.sign_in", _become, methods=["POST"])


def _people() -> ResponseReturnValue:
    with request_transaction(write=False) as db:
        people = showcase(db, site=settings().site)
        return render_template("signin/demo.html", people=people, config=settings())


def _become() -> ResponseReturnValue:
    form = Form()
    if not form.validate_on_submit():
        abort(400)
    with request_transaction(write=True) as db:
        account = accounts.find_account(db, request.form.get("email", ""))
        if account is None:
            abort(404)
        return begin(account, method="demo")
