"""One family of errors, mapped to pages once."""

import logging

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from disclosure.errors import (
    BadInput,
    ConfigError,
    DisclosureError,
    KeyMissing,
    NotFound,
    NotPermitted,
    SealBroken,
    Stale,
    WrongState,
)
from disclosure.web import closing
from disclosure.web.forms import said

LOG = logging.getLogger("disclosure.web")

STATUS: dict[type[DisclosureError], int] = {
    BadInput: 400,
    NotFound: 404,
    NotPermitted: 404,
    WrongState: 409,
    Stale: 409,
    KeyMissing: 503,
    SealBroken: 503,
    ConfigError: 503,
}
PAGES = frozenset({400, 403, 404, 409, 413, 429, 500, 503})
KEPT = frozenset({"Allow", "Retry-After"})
"""What a refused browser is told besides the page."""
AGAIN_AFTER = "10"
"""Seconds after which a browser that found the database away may try again."""
READS_AS = {405: 404, 410: 404}
"""Whose words an answer without a page of its own takes; otherwise those of 400 or 500."""


def register(app: Flask) -> None:
    """Give every error of `app` a page in words."""
    app.register_error_handler(DisclosureError, _told)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _not_our_name)
    app.register_error_handler(StaleDataError, _moved_on)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(500, _fault)


def _page(status: int, sentence: str = "", *, moved: bool = True) -> ResponseReturnValue:
    name = status if status in PAGES else READS_AS.get(status, 500 if status > 500 else 400)  # noqa: PLR2004
    return render_template(f"errors/{name}.html", reason=sentence, moved=moved), status


def _told(error: DisclosureError) -> ResponseReturnValue:
    status = STATUS.get(type(error), 400)
    if status == 503:  # noqa: PLR2004
        LOG.error("%s %s: %s", request.method, request.endpoint, type(error).__name__)
    return _page(status, _sentence(error) if status in (400, 409) else "", moved=isinstance(error, Stale))


def _sentence(error: DisclosureError) -> str:
    """Return what an error says, in the language of the page."""
    told = error.messages if isinstance(error, BadInput) else [error.sentence]
    return "\n".join(said(sentence) for sentence in told)


def _form_too_old(_error: CSRFError) -> ResponseReturnValue:
    return _page(400)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    status = error.code or 500
    if status < 400:  # noqa: PLR2004
        return error
    answer = make_response(_page(status))
    answer.headers.extend({name: value for name, value in error.get_headers() if name in KEPT})
    return answer


def _not_our_name(_error: SecurityError) -> ResponseReturnValue:
    """Answer to another host's name without a page: none of its addresses could be written."""
    sentence = "This site does not answer to that name. Use the address that you were given.\n"
    return Response(sentence, 400, mimetype="text/plain")


def _moved_on(_error: StaleDataError) -> ResponseReturnValue:
    return _page(409)


def _busy(error: OperationalError) -> ResponseReturnValue:
    LOG.error(
        "%s %s: the database did not answer (%s)", request.method, request.endpoint, type(error.orig).__name__
    )
    closing.nobody()
    answer = make_response(_page(503))
    answer.headers["Retry-After"] = AGAIN_AFTER
    return answer


def _fault(_error: Exception) -> ResponseReturnValue:
    return _page(500)
