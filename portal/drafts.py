"""Opening and saving the draft behind a page."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from disclosure.casework import drafting, programmes, reading
from disclosure.domain.interests import Item, Statement
from disclosure.domain.lifecycle import HAS_STATEMENT
from disclosure.domain.messages import message
from disclosure.domain.programme import Programme
from disclosure.errors import NotFound, Stale
from disclosure.models import Filing
from portal import stale
from portal.forms import DraftForm

Anew = Callable[["Work"], DraftForm]
"""Makes the page's form as what is saved now fills it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A statement in preparation: what the draft says, and the version of the draft that was read."""

    filing: Filing
    statement: Statement
    version: int
    programme: Programme

    def item(self, item_id: str) -> Item | None:
        """Return the item with this id, if the statement has it."""
        return next((item for item in self.statement.items if item.id == item_id), None)


def keys() -> reading.Keys:
    """Return what this site seals and opens with."""
    found: reading.Keys = current_app.extensions["keys"]
    return found


def opened(filing: Filing) -> Work:
    """Open the draft; whoever has none is led to where one is started, or to the receipt."""
    try:
        row, statement = reading.draft(g.db, keys().opener, by=g.actor, filing=filing)
    except NotFound:
        abort(redirect(without(filing), 303))
    programme = programmes.of(filing.cycle)
    return Work(filing=filing, statement=statement, version=row.version, programme=programme)


def without(filing: Filing) -> str:
    """Return where whoever has no draft is led: to where one is started, or to the receipt."""
    return url_for("certifying.receipt" if filing.state in HAS_STATEMENT else "beginning.start")


def save(work: Work, form: DraftForm, statement: Statement) -> Work:
    """Save over the version the page showed. Raises Stale when the draft moved on meanwhile."""
    try:
        with g.db.begin_nested():
            row = drafting.save(
                g.db,
                keys().sealer,
                by=g.actor,
                filing=work.filing,
                statement=statement,
                over_version=form.version.data or 0,
            )
    except StaleDataError:
        raise Stale(message("Somebody saved at the same moment.")) from None
    return replace(work, statement=statement, version=row.version)


def keep(
    work: Work, form: DraftForm, statement: Statement, *, then: str, anew: Anew | None = None
) -> ResponseReturnValue:
    """Save over the version the page showed, and go on.

    When the draft moved on meanwhile nothing is saved; the answer is a page
    with both texts, the posted one and, by `anew`, the saved one.
    """
    try:
        save(work, form, statement)
    except Stale:
        return moved_on(work, form, anew)
    return redirect(then, 303)


def moved_on(work: Work, form: DraftForm, anew: Anew | None = None) -> ResponseReturnValue:
    """Answer with the page that shows both texts."""
    saved = anew(opened(work.filing)) if anew else None
    return stale.page(form, saved, reload_url=request.full_path)
