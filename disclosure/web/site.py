"""The factory that all three sites call: one Flask app, closed by default."""

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, request, url_for
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from config import SiteConfig
from disclosure import clock, queue
from disclosure.db import make_engine, transaction
from disclosure.domain import programme
from disclosure.models import Account
from disclosure.web import closing, errors, headers, languages, operating, signin, watching
from disclosure.web.desk import Desk
from disclosure.web.forms import said
from disclosure.web.transaction import engine

Navigation = Iterable[tuple[str, str]]
SHARED = Path(__file__).with_name("templates")

LARGEST_FORM = 2 * 1024 * 1024
"""Bytes of typed answers in one form; files are counted apart (`max_upload`)."""
MOST_FORM_PARTS = 2_000


class Site(Flask):
    """The app of a site. None of its views or hooks is a coroutine."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return `func` as it is: Flask asks what it is some twenty times in each request."""
        return func


def create_site(
    import_name: str, config: SiteConfig, *, desks: Iterable[Desk], navigation: Navigation = ()
) -> Flask:
    """Return the app of one site: its desks, and the manners all sites share.

    `navigation` is a list of (endpoint, label msgid). The app's own templates
    stand in `templates/` beside `import_name`.
    """
    app = Site(import_name, static_folder=str(headers.STATIC), static_url_path="/static")
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(Path(app.root_path) / "templates"), FileSystemLoader(SHARED)]
    )
    app.config.update(_flask_settings(config))
    app.extensions["config"] = config
    app.extensions["engine"] = database = make_engine(config.database_url, bounded=True)
    if config.redis_url:
        queue.start(database, queue.RedisHanding(config.redis_url))
    clock.shift(config.clock_offset)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    CSRFProtect(app)
    headers.register(app)
    languages.register(app, of_account=_language_of_account, remember=_remember_language)
    errors.register(app)
    signin.register(app, config)
    closing.register(app)
    app.before_request(_refuse_unprintable)
    watching.register(app, config.site)
    if config.demo:
        signin.register_demo(app)
    for desk in desks:
        app.register_blueprint(desk)
    links = tuple(navigation)
    app.jinja_env.filters["said"] = said
    app.context_processor(lambda: _frame(links, config))
    if config.https:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=0, x_prefix=0)  # type: ignore[method-assign]
    app.wsgi_app = operating.Operating(app)  # type: ignore[method-assign]
    return app


def _flask_settings(config: SiteConfig) -> dict[str, Any]:
    """Cookies that no script and no other host can read; bounds on what a request may bring."""
    cookie = f"{config.site}-session"
    return {
        "SECRET_KEY": config.secret,
        "SESSION_COOKIE_NAME": f"__Host-{cookie}" if config.https else cookie,
        "SESSION_COOKIE_SECURE": config.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "MAX_CONTENT_LENGTH": config.max_upload,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "MAX_FORM_PARTS": MOST_FORM_PARTS,
        "TRUSTED_HOSTS": sorted(_hosts(config)),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _refuse_unprintable() -> None:
    """Answer that there is no page at an address that holds a NUL: PostgreSQL takes it in no text."""
    asked = (*(request.view_args or {}).values(), *chain.from_iterable(request.args.listvalues()))
    if any(isinstance(part, str) and "\0" in part for part in asked):
        abort(404)


def _hosts(config: SiteConfig) -> set[str]:
    """Return the host names by which the site may be asked for; any other is refused."""
    public = urlsplit(config.url).hostname or "localhost"
    return {public, "localhost", "127.0.0.1"} if not config.https else {public}


def _frame(links: tuple[tuple[str, str], ...], config: SiteConfig) -> dict[str, Any]:
    """Return what the frame of every page shows: programme, navigation, who is signed in, help."""
    frame: dict[str, Any] = {
        "home_url": url_for("home.index"),
        "help_email": config.help_email or config.mail_from,
        "help_hours": config.help_hours,
    }
    if current_user.is_authenticated:
        organisation = current_user.organisation
        spoken = languages.spoken().code
        frame |= {
            "site_navigation": [(endpoint, gettext(label)) for endpoint, label in links],
            "signed_in_as": current_user.account.name,
            "sign_out_url": url_for("signin.leave"),
            "account_url": url_for("signin.ways"),
            "organisation_name": organisation.names.get(spoken, organisation.names["en"]),
            "programme_name": programme.load(organisation.programme).names.in_language(spoken),
        }
    return frame


def _language_of_account() -> str | None:
    return current_user.account.language if current_user.is_authenticated else None


def _remember_language(code: str) -> None:
    """Keep the chosen language with the account, in a transaction of its own."""
    if current_user.is_authenticated:
        with transaction(engine()) as db:
            db.get_one(Account, current_user.account.id).language = code
