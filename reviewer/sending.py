"""Sending what a form says, only while the case is as its page showed it. Otherwise the text is kept."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from flask import abort, g, make_response, render_template, url_for
from flask_babel import gettext
from sqlalchemy import func, select
from wtforms import FieldList, FormField, TextAreaField
from wtforms.fields import Field

from disclosure.casework.cases import hold
from disclosure.errors import Stale, WrongState
from disclosure.models import Advice, Attachment, Conflict, DocumentRequest, Filing, Question
from disclosure.web.forms import Form
from disclosure.web.transaction import telling
from reviewer.forms import CaseForm
from reviewer.pages import words

_PARTS = (Question, Conflict, Advice, DocumentRequest)


def standing(filing: Filing) -> int:
    """Return a number that grows with every change of a case: no row of a case is ever deleted.

    Private notes and the checks do not count: nobody's answer depends on them.
    """
    sums = [
        select(func.coalesce(func.sum(part.row_version), 0))
        .where(part.filing_id == filing.id)
        .scalar_subquery()
        for part in _PARTS
    ]
    sums.append(select(func.count()).where(Attachment.filing_id == filing.id).scalar_subquery())
    return filing.row_version + sum(map(int, g.db.execute(select(*sums)).one()))


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
