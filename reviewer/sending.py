"""Sending what a form says, only while the case is as its page showed it. Otherwise the text is kept."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from flask import (
    abort,
    after_this_request,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import FieldList, FormField, TextAreaField
from wtforms.fields import Field

from disclosure.access import Permission, permits
from disclosure.casework import reviewing
from disclosure.casework.cases import hold
from disclosure.errors import Stale, WrongState
from disclosure.models import Filing
from disclosure.web.forms import Form
from disclosure.web.transaction import telling
from reviewer.folder import keys
from reviewer.forms import CaseForm, StayingForm
from reviewer.history import Event, history
from reviewer.pages import words
from reviewer.parts import standing


@contextmanager
def sending(
    form: CaseForm, filing: Filing, *, heard: Callable[[Form], AbstractContextManager[None]] = telling
) -> Iterator[None]:
    """Carry out the act of `form`; what it may not do is told in the form.

    What the act did before it was refused is undone; with `heard=hearing` it stays, for acts whose
    refusal is itself put down in the ledger.

    When the case moved on since the page was opened, nothing is done and the
    answer is a page that shows what was written beside where the case is now.
    """
    try:
        _demand_unmoved(form, filing)
        with heard(form):
            yield
    except (Stale, WrongState) as moved:
        abort(make_response(_moved_on(form, filing, str(moved)), 409))


def page(template: str, *, form: CaseForm, filing: Filing, **shown: object) -> str:
    """Return the page of a decision. When the case moved on it says what changed, and is no success."""
    since: list[Event] = []
    if isinstance(form, StayingForm) and form.moved:
        after_this_request(_as_conflict)
        since = happened_since(form, filing)
    return render_template(template, form=form, filing=filing, since=since, **shown)


def happened_since(form: StayingForm, filing: Filing) -> list[Event]:
    """Return what happened in a case since the page of `form` was opened, the newest first."""
    return [event for event in history(filing) if form.since is None or event.at >= form.since]


def onward(filing: Filing) -> ResponseReturnValue:
    """Lead on after a decision: to the next case, claimed, or back to this one where that was asked for."""
    if request.form.get("stay"):
        return redirect(url_for("case.show", filing_id=filing.id), 303)
    g.db.flush()
    if permits(g.actor, Permission.CASE_CLAIM, current_user.organisation):
        following = reviewing.start_next(g.db, keys().opener, by=g.actor)
        if following is not None:
            return redirect(url_for("case.show", filing_id=following.id), 303)
        flash(gettext("No other case waits to be claimed."))
    return redirect(url_for("home.index"), 303)


def _as_conflict(response: Response) -> Response:
    response.status_code = 409
    return response


def _demand_unmoved(form: CaseForm, filing: Filing) -> None:
    hold(g.db, filing)
    if form.version.data != standing(filing):
        raise Stale(gettext("The case moved on since you opened your page. Nothing was sent."))


def _moved_on(form: CaseForm, filing: Filing, reason: str) -> str:
    g.db.refresh(filing)
    now = gettext("Nothing of this was saved. The case is now: %(state)s.", state=words(filing.state))
    return render_template(
        "errors/409.html",
        reason=reason,
        compared=[(field.label.text, field.data, now) for field in _texts(form) if field.data],
        reload_url=url_for("case.cover", filing_id=filing.id),
    )


def _texts(fields: Iterable[Field]) -> Iterator[TextAreaField]:
    """Yield the texts that somebody wrote into a form."""
    for field in fields:
        if isinstance(field, FormField):
            yield from _texts(field.form)
        elif isinstance(field, FieldList):
            yield from _texts(field)
        elif isinstance(field, TextAreaField):
            yield field
