"""Who is there: the account behind a request's cookie, found before the request's own transaction begins."""

from datetime import timedelta
from typing import TypedDict, TypeGuard

from flask import Flask, current_app, request
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from config import SiteConfig
from disclosure import clock
from disclosure.casework import accounts
from disclosure.casework.accounts.sessions import SEEN_EVERY, Visitor
from disclosure.credentials.locking import Locker
from disclosure.db import reading, transaction
from disclosure.models import Account, SignedIn
from disclosure.web.transaction import engine, with_next_change

DEMO = "demo"
"""How somebody signed in who chose one of the people of a demonstration."""


class SignedInAccount(UserMixin):
    """The account behind a session, with the roles it holds now."""

    def __init__(self, token: str, visitor: Visitor, *, idle_minutes: int) -> None:
        kept = visitor.session
        self.token = token
        self.account: Account = kept.account
        self.organisation = visitor.organisation
        self.actor = visitor.actor
        self.method = kept.method
        """How they proved who they are."""
        self.proved_at = kept.proved_at or kept.created_at
        """When they last did."""
        self.ends_at = min(kept.ends_at, kept.seen_at + timedelta(minutes=idle_minutes))
        """When the session is over if they do nothing more."""

    def get_id(self) -> str:
        """Return what the cookie keeps: the session's token."""
        return self.token

    @property
    def proved_lately(self) -> bool:
        """Whether they proved who they are so lately that they may certify and the like at once."""
        lately = timedelta(minutes=settings().prove_again)
        return self.method == DEMO or clock.now() < self.proved_at + lately


def register(app: Flask) -> None:
    """Find out who is there, for every request of `app`."""
    login = LoginManager(app)
    login.user_loader(_signed_in)
    login.session_protection = None
    app.before_request(_look_who_is_there)


def settings() -> SiteConfig:
    """Return the settings of this site."""
    found: SiteConfig = current_app.extensions["config"]
    return found


def locker() -> Locker:
    """Return what seals second factors at rest."""
    return Locker(settings().accounts_secret)


def is_ours(address: str | None) -> TypeGuard[str]:
    """Whether `address` is a path on this very site: never another host, never a scheme."""
    return (
        address is not None
        and address.startswith("/")
        and not address.startswith("//")
        and "\\" not in address
        and all(letter.isprintable() for letter in address)
    )


def session_of(db: Session, token: str) -> SignedIn | None:
    """Return the session of a token on this site, as its limits have it."""
    return accounts.session_of(db, token, **_limits())


def visitor_of(connection: Connection, token: str) -> Visitor | None:
    """Return who has the session of a token on this site, as its limits have it."""
    return accounts.visitor(connection, token, **_limits())


class _Limits(TypedDict):
    site: str
    idle_minutes: int
    absolute_hours: int


def _limits() -> _Limits:
    site = settings()
    return {"site": site.site, "idle_minutes": site.idle_minutes, "absolute_hours": site.absolute_hours}


def _look_who_is_there() -> None:
    """Find the account before the request's own transaction begins: keeping a session alive may need one."""
    if request.endpoint != "static":
        _ = current_user.is_authenticated


def _signed_in(token: str) -> SignedInAccount | None:
    with reading(engine()) as connection:
        found = visitor_of(connection, token)
    if found is None:
        return None
    if clock.now() >= found.session.seen_at + SEEN_EVERY and not _asks_by_itself():
        found.session.seen_at = clock.now()
        _keep_alive(token)
    return SignedInAccount(token, found, idle_minutes=settings().idle_minutes)


def _keep_alive(token: str) -> None:
    """Note that somebody is there: in one go with what they change, or by itself where they only look."""

    def act(db: Session) -> None:
        accounts.keep_alive(db, token, site=settings().site)

    if _changes_something():
        with_next_change(act)
    else:
        with transaction(engine()) as db:
            act(db)


def _changes_something() -> bool:
    """Whether what was asked for has a transaction that changes something, if only the ledger."""
    view = _view()
    return not getattr(view, "alone", True) and (request.method == "POST" or getattr(view, "opens", False))


def _asks_by_itself() -> bool:
    """Whether a page asks this by itself, now and then: nobody is there because of it."""
    return bool(getattr(_view(), "passive", False))


def _view() -> object:
    return current_app.view_functions.get(request.endpoint or "")
