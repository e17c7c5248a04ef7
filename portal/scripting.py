"""The script of the pages with the words it says in a language, and the long lists it suggests from.

They are the same for everybody, hold nothing of anybody, and come once: a page names them by their
version, so that a browser keeps them for a year. No page then carries words that only its script says.
"""

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from flask import Flask, Response, abort, render_template, request, session, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from disclosure.domain.identifiers import countries
from disclosure.web import headers
from disclosure.web.countries import name_of
from disclosure.web.desk import OPEN, Desk, nothing
from disclosure.web.languages import language, spoken
from disclosure.web.money import SUGGESTED, currencies

desk = Desk("scripting", __name__)
SCRIPTS = (headers.STATIC / "disclosure.js", headers.STATIC / "suggest.js")


@dataclass(frozen=True, slots=True)
class Piece:
    """What is served of one thing in one language."""

    content: bytes
    squeezed: bytes
    version: str


@desk.get("/script/<code>.js", needs=OPEN, row=nothing)
def script(code: str) -> Response:
    """Serve the script with its words."""
    return _lasting(_script(_known(code)), "text/javascript")


@desk.get("/script/<any(countries, currencies):name>.<code>.json", needs=OPEN, row=nothing)
def suggested(name: str, code: str) -> Response:
    """Serve every country by name, or every currency by name and code, as an <option> is made of them."""
    return _lasting(_list(name, _known(code)), "application/json")


def register(app: Flask) -> None:
    """Let templates name the script in the language of the page."""
    app.jinja_env.globals.update(script_url=_script_url)
    app.after_request_funcs.setdefault(None, []).insert(0, _without_cookies)


def _without_cookies(answer: Response) -> Response:
    """Say, last of all, that no cookie bears on what is the same for everybody."""
    if request.blueprint == desk.name:
        session.accessed = False
    return answer


def _script_url() -> str:
    code = spoken().code
    return url_for("scripting.script", code=code, v=_script(code).version)


def _known(code: str) -> str:
    """Return the code of a language we speak, or answer 404."""
    return code if language(code).code == code else abort(404)


def _lasting(piece: Piece, kind: str) -> Response:
    """Answer with a piece, to be kept for a year by whoever asks for this version of it."""
    answer = Response(piece.content, mimetype=kind)
    answer.vary.add("Accept-Encoding")
    answer.cache_control.public = True
    if request.args.get("v") == piece.version:
        answer.cache_control.max_age = headers.YEAR
        answer.cache_control.immutable = True
    else:
        answer.cache_control.no_cache = True
    if request.accept_encodings["gzip"] > 0:
        answer.set_data(piece.squeezed)
        answer.content_encoding = "gzip"
    return answer


@cache
def _script(code: str) -> Piece:
    lists = {name: f"{name}.{code}.json?v={_list(name, code).version}" for name in LISTS}
    with force_locale(language(code).locale):
        words = json.dumps(_words() | {"lists": lists}, ensure_ascii=False)
    return _piece(
        "\n".join([f"const words = {words};", *(path.read_text(encoding="utf-8") for path in SCRIPTS)])
    )


@cache
def _list(name: str, code: str) -> Piece:
    with force_locale(language(code).locale):
        return _piece(json.dumps(LISTS[name](), ensure_ascii=False, separators=(",", ":")))


def _piece(text: str) -> Piece:
    content = text.encode()
    return Piece(content, gzip.compress(content, mtime=0), hashlib.sha256(content).hexdigest()[:12])


def _words() -> dict[str, str]:
    """Return what the script says; braces stand for what it knows itself."""
    return {
        "warning": render_template("session.html"),
        "until": _(
            "If you do nothing, you stay signed in until %(time)s. What you send later is kept for you.",
            time="{time}",
        ),
        "saved": _("Saved %(time)s", time="{time}"),
        "trying": _("Not saved, trying again"),
        "moved": _(
            "Not saved: your statement was changed in another window. Choose Continue to see both texts."
        ),
        "stopped": _("Not saved while you write. Choose the button at the end of the page."),
        "sent": _("Sent %(done)s of %(size)s MB", done="{done}", size="{size}"),
        "cut": _("The line is cut. We try again and go on from there; you need not choose the file again."),
    }


def _countries() -> list[list[str]]:
    return [[name] for name in sorted(name_of(code) for code in countries())]


def _currencies() -> list[list[str]]:
    named = currencies(str(spoken().locale))
    return [[named[code], code] for code in dict.fromkeys((*SUGGESTED, *named)) if code in named]


LISTS: Final[dict[str, Callable[[], list[list[str]]]]] = {
    "countries": _countries,
    "currencies": _currencies,
}
