"""The page of a site that is closed for a while. It asks nothing of the database, which may be away."""

from datetime import UTC, datetime
from email.utils import format_datetime

from flask import Flask, Response, current_app, g, make_response, render_template, request, session
from flask_babel import format_datetime as in_words

from disclosure import clock, maintenance
from disclosure.web import languages

LEAST_WAIT = 60
"""Seconds after which a browser or a checker may ask again, when the expected time has passed."""


def register(app: Flask) -> None:
    """Close every page of `app` while the instance is closed; its stylesheets stay."""
    app.before_request_funcs.setdefault(None, []).insert(0, _closed)


def nobody() -> None:
    """Let the rest of this request be nobody's, so that its page asks the database for nothing."""
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined] # noqa: SLF001


def _closed() -> Response | None:
    found = maintenance.of(current_app.extensions["config"].instance)
    if found is None or request.endpoint == "static":
        return None
    nobody()
    _keep_language()
    page = render_template("errors/closed.html", closed=found, back_at=_said(found.until))
    answer = make_response(page, 503)
    late = found.until <= clock.now()
    answer.headers["Retry-After"] = str(LEAST_WAIT) if late else format_datetime(found.until, usegmt=True)
    return answer


def _keep_language() -> None:
    """Let the links to other languages work; there is no account to keep the choice with."""
    asked = request.args.get("language")
    if asked in {offered.code for offered in languages.LANGUAGES}:
        session[languages.REMEMBERED] = asked


def _said(until: datetime) -> str:
    """Return an instant in words, with the zone: a reader's own is not known here."""
    return f"{in_words(until.astimezone(UTC), 'd MMMM y HH:mm', rebase=False)} UTC"
