"""What every answer says about itself to the browser, pages of errors included.

Nothing is loaded from elsewhere, nothing is framed, no script runs without
this answer's nonce, and no personal page stays in a cache.
"""

import gzip
import hashlib
import secrets
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, g, request, url_for

STATIC = Path(__file__).with_name("static")
"""The folder every site serves at its `static` endpoint."""
YEAR = 365 * 24 * 3600
SQUEEZED = frozenset({"text/css", "text/javascript"})
"""Kinds of static file that travel compressed. No page does: what was typed stands there beside secrets."""

SANDBOX = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
"""The policy of a file that is handed out: should a browser open it all the same, it can do nothing."""

_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
"""What no view says itself."""


def register(app: Flask) -> None:
    """Put the headers on every answer of `app`; give templates `asset()` and `nonce()`."""
    app.after_request(_after)
    app.jinja_env.globals.update(asset=asset, nonce=nonce)


def nonce() -> str:
    """Return this answer's nonce, for `<script nonce="…">`."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def asset(filename: str) -> str:
    """Return the address of a static file with its version, so that it may be cached for a year."""
    return url_for("static", filename=filename, v=_version(filename))


def apply(response: Response, nonce: str) -> Response:
    """Set the headers on `response`.

    A page is personal, hence `no-store`, unless its view said
    `response.cache_control.public = True`.
    """
    response.headers.extend(_ALWAYS)
    handed_out = response.headers.get("Content-Disposition", "").startswith("attachment")
    response.headers["Content-Security-Policy"] = SANDBOX if handed_out else policy(nonce)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={2 * YEAR}"
    if request.endpoint == "static":
        _cache_static(response)
    elif "Cache-Control" not in response.headers or not response.cache_control.public:
        response.headers["Cache-Control"] = "no-store"
    return response


def policy(nonce: str) -> str:
    """Return the content security policy that trusts our own files and scripts bearing `nonce`."""
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self' data:",
            f"script-src 'nonce-{nonce}'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _after(response: Response) -> Response:
    return apply(response, nonce())


def _cache_static(response: Response) -> None:
    """A file asked for by its current version never changes; any other is asked for again each time."""
    filename = (request.view_args or {}).get("filename", "")
    if response.status_code < 400 and request.args.get("v") == _version(filename):  # noqa: PLR2004
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "public, no-cache"
    if response.status_code == 200 and response.mimetype in SQUEEZED:  # noqa: PLR2004
        _squeeze(response, filename)


def _squeeze(response: Response, filename: str) -> None:
    """Send a stylesheet in a quarter of its bytes to a browser that takes it so: a poor line waits for it."""
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0 or request.range is not None:
        return
    path = Path(current_app.static_folder or STATIC) / filename
    response.close()  # the file, which is not sent as it is
    response.set_data(_squeezed(path, path.stat().st_mtime_ns))
    response.content_encoding = "gzip"
    response.set_etag(str(response.get_etag()[0]), weak=True)  # the same content in other bytes


@cache
def _squeezed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


def _version(filename: str) -> str:
    folder = current_app.static_folder
    path = Path(folder or STATIC) / filename
    return _fingerprint(path, path.stat().st_mtime_ns)


@cache
def _fingerprint(path: Path, _changed: int) -> str:
    """The same bytes have the same version in every process and on every machine."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
