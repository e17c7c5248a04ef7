"""A form posted after the session ran out: kept sealed, and applied when the same person is back.

It is applied by sending it once more from the page that shows it. So it meets every check of its own
page, and its one-time token keeps it from acting twice.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask, Response, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from disclosure.access import Permission
from disclosure.casework import accounts, keeping, reading
from disclosure.casework.forgetting import FORMS_FOR
from disclosure.db import transaction
from disclosure.domain.actors import Actor
from disclosure.domain.sent import SentForm
from disclosure.errors import BadInput
from disclosure.models import Filing, KeptForm
from disclosure.web.desk import SIGNED_IN, Desk, nothing
from disclosure.web.signin import settings
from disclosure.web.transaction import engine
from portal import statements, times
from portal.drafts import keys

desk = Desk("kept", __name__)
MARK = "kept"
"""The field by which a form says that it was kept, and under which id."""
AUTOSAVED = "autosaved"
"""The field by which a script says that it saves meanwhile: its page still holds what it could not save."""
_OWN = ("csrf_token", MARK)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kept form as the page shows it, to be sent again."""

    row: KeptForm
    sent: SentForm
    at: str
    year: int


@desk.get("/kept", needs=SIGNED_IN, row=nothing, opens=True)
def index() -> ResponseReturnValue:
    """Show what was kept, each with a button that sends it again."""
    rows = keeping.waiting(g.db, by=g.actor)
    return render_template("kept.html", mark=MARK, waiting=[_waiting(row) for row in rows])


def _row(actor: Any, kept: UUID) -> KeptForm | None:  # noqa: ANN401 - a loader's actor
    return keeping.was_sent_by(g.db, by=actor, kept_id=kept)


@desk.post("/kept/<uuid:kept>", needs=Permission.FORM_APPLY, row=_row)
def discard(row: KeptForm) -> ResponseReturnValue:
    """Let go of a kept form."""
    keeping.forget(g.db, by=g.actor, row=row)
    flash(_("What you sent is deleted. Nothing was changed."))
    return redirect(url_for("home.index"), 303)


def register(app: Flask) -> None:
    """Keep what comes too late; notice what comes again."""
    app.before_request(_keep_what_comes_late)
    app.before_request(_notice_what_comes_again)
    app.after_request(_let_go_of_what_acted)
    app.jinja_env.globals.update(kept_forms=_kept_forms)


def _waiting(row: KeptForm) -> Waiting:
    sent = reading.kept_form(g.db, keys().opener, by=g.actor, row=row)
    return Waiting(row, sent, times.of_reader(row.at, row.filing.zone), row.filing.cycle.year)


def _kept_forms() -> int:
    """Return how many forms are kept for whoever is signed in."""
    return len(keeping.waiting(g.db, by=g.actor)) if "db" in g and "actor" in g else 0


def _keep_what_comes_late() -> ResponseReturnValue | None:
    """Keep a form about a statement that comes when its session has run out, and lead to sign in."""
    year = (request.view_args or {}).get("year")
    if request.method != "POST" or year is None:
        return None
    if current_user.is_authenticated:
        return _keep_what_needs_proof(year)
    token = session.get("_user_id")
    if not isinstance(token, str) or AUTOSAVED in request.form or not _keep(token, year):
        return None
    session["next"] = url_for("kept.index")
    return redirect(url_for("signin.show"), 303)


def _keep_what_needs_proof(year: int) -> ResponseReturnValue | None:
    """Keep a form that is taken only from who proved lately who they are, and lead to where they do.

    It counts as received now; one that was kept already goes on as it is.
    """
    if MARK in request.form or not _needs_proof():
        return None
    with transaction(engine()) as db:
        about = statements.statement_of(db, current_user, **_address(year), needs=Permission.STATEMENT_FILE)
        if about is None or not _sealed(db, current_user.actor, about):
            return None
    session["next"] = url_for("kept.index")
    flash(_("You signed in a while ago. We kept what you sent: prove who you are, and apply it."), "warning")
    return redirect(url_for("signin.prove"), 303)


def _needs_proof() -> bool:
    """Whether what is posted is taken only from who proved lately who they are, and they did not."""
    view = current_app.view_functions[str(request.endpoint)]
    return bool(getattr(view, "fresh", False)) and not current_user.proved_lately


def _address(year: int) -> dict[str, Any]:
    """Return the parts of the address that say whose statement it is, and which."""
    return {"year": year, **{part: (request.view_args or {}).get(part) for part in ("person", "occasion")}}


def _keep(token: str, year: int) -> bool:
    """Keep the form that is being posted for whoever the session was of; tell whether there is such."""
    site = settings()
    with transaction(engine()) as db:
        visitor = accounts.lapsed(
            db,
            token,
            site=site.site,
            idle_minutes=site.idle_minutes,
            absolute_hours=site.absolute_hours,
            within=FORMS_FOR,
        )
        about = visitor and statements.statement_of(
            db, visitor, **_address(year), needs=Permission.DRAFT_EDIT
        )
        if visitor is None or about is None:
            return False
        if not _sealed(db, visitor.actor, about):
            flash(_("You were signed out, and what you sent was too long to be kept."), "warning")
            return True
    flash(
        _(
            "You were signed out because this page was open for long. We kept what you sent. "
            "Sign in, and you can apply it."
        ),
        "warning",
    )
    return True


def _sealed(db: Session, by: Actor, about: Filing) -> bool:
    """Keep the form that is being posted; tell whether it was short enough."""
    try:
        keeping.keep(db, keys().sealer, by=by, filing=about, sent=_sent())
    except BadInput:
        return False
    return True


def _sent() -> SentForm:
    """Return the form that is being posted, without what only this session needs."""
    answers = tuple((name, value) for name, value in request.form.items(multi=True) if name not in _OWN)
    address = request.script_root + request.full_path.rstrip("?")
    return SentForm(address, answers, had_files=any(file.filename for file in request.files.values()))


def _notice_what_comes_again() -> ResponseReturnValue | None:
    """Note that a kept form is being applied; one that has acted leads home.

    It counts as received when it came first, if it is still the same.
    """
    if request.method != "POST" or MARK not in request.form or not current_user.is_authenticated:
        return None
    if _needs_proof():
        return None
    with transaction(engine()) as db:
        row = keeping.was_sent_by(db, by=current_user.actor, kept_id=_id(request.form[MARK]))
        if row is None:
            flash(_("This was applied already, or it is no longer kept."))
            return redirect(url_for("home.index"), 303)
        first = reading.kept_form(db, keys().opener, by=current_user.actor, row=row)
        g.kept_id = row.id
        if first.says_the_same_as(_sent()):
            g.arrived_at = row.at
    return None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _let_go_of_what_acted(response: Response) -> Response:
    """Let go of a kept form once its page has answered: it acted, or all of it stands on that page."""
    answered = response.status_code < 400 or response.status_code == 409  # noqa: PLR2004
    kept_id = g.pop("kept_id", None)
    if kept_id is not None and answered and current_user.is_authenticated:
        with transaction(engine()) as db:
            row = keeping.was_sent_by(db, by=current_user.actor, kept_id=kept_id)
            if row is not None:
                keeping.apply(db, by=current_user.actor, row=row)
    return response
