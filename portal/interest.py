"""Declaring one new interest between two yearly statements.

It amends the newest statement that was filed: the case opens again, so that a
reviewer looks at it at once, and the next yearly statement begins with it.
"""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from disclosure.access import Permission
from disclosure.casework import drafting, programmes, reading
from disclosure.domain.actors import Actor
from disclosure.domain.categories import Category
from disclosure.domain.interests import CATEGORY_NAMES, AnswerChoice, Item, Statement
from disclosure.domain.lifecycle import HAS_STATEMENT, UNFILED, CycleState
from disclosure.domain.programme import Programme
from disclosure.models import Cycle, Filing
from disclosure.web.desk import Desk
from disclosure.web.forms import said
from portal import editing, item_form, loading
from portal.drafts import Work, keys
from portal.forms import ActForm
from portal.statements import address

desk = Desk("interest", __name__)


def newest_filed(actor: Actor) -> Filing | None:
    """Return the newest filing with a statement of the actor's own; None for whoever never filed."""
    rows = (
        select(Filing)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .where(Filing.person_id == actor.person_id, Filing.state.in_(HAS_STATEMENT))
        .order_by(Cycle.year.desc(), Filing.filed_at.desc())
        .limit(1)
    )
    found: Filing | None = g.db.scalar(rows)
    return found


def may_declare() -> bool:
    """Tell the home page whether it leads here: something was filed, and nothing is being prepared."""
    filed = newest_filed(g.actor)
    return filed is not None and _being_prepared(filed) is None


@desk.get("/declaration", needs=Permission.STATEMENT_FILE, row=newest_filed)
def index(filing: Filing) -> ResponseReturnValue:
    """Say what this is for, and ask what kind of interest it is."""
    if (elsewhere := _elsewhere(filing)) is not None:
        return elsewhere
    kinds = [(url_for("interest.declare", category=one.value), said(CATEGORY_NAMES[one])) for one in Category]
    return render_template("declaration.html", filing=filing, kinds=kinds)


@desk.form("/declaration/<category>", needs=Permission.STATEMENT_FILE, row=newest_filed, opens=True)
def declare(filing: Filing, category: str) -> ResponseReturnValue:
    """Ask about the interest; then it stands in an amendment that waits to be checked and certified."""
    if category not in set(Category):
        abort(404)
    if (elsewhere := _elsewhere(filing)) is not None:
        return elsewhere
    programme, item = programmes.of(filing.cycle), item_form.blank(Category(category))
    _row, filed = reading.statement(g.db, keys().opener, by=g.actor, filing=filing, why=reading.Why.OWN_COPY)
    form = item_form.form_class(ActForm, item, programme, filed)(**item_form.values(item, programme))
    if form.validate_on_submit():
        _add(filing, item_form.read(form, item, programme), programme)
        return redirect(url_for("certifying.check", **address(filing)), 303)
    return render_template(
        "declaration/interest.html",
        form=form,
        work=Work(filing=filing, statement=filed, version=0, programme=programme),
        name=said(CATEGORY_NAMES[item.category]),
        shown=item_form.shown(form, item, programme),
    )


def _add(filing: Filing, item: Item, programme: Programme) -> None:
    """Begin an amendment that holds the item besides what was filed."""
    sealer, opener = keys()
    draft, begun = drafting.start_amendment(g.db, sealer, opener, by=g.actor, filing=filing)
    changed = editing.with_item(_answered(begun, item, programme), item)
    drafting.save(g.db, sealer, by=g.actor, filing=filing, statement=changed, over_version=draft.version)


def _answered(statement: Statement, item: Item, programme: Programme) -> Statement:
    """Answer the question that leads to the item: whoever declares it no longer says no."""
    asked = programme.questions_for(item.category)
    if not asked or editing.sections(statement, asked):
        return statement
    return editing.with_answers(statement, {asked[0].code: AnswerChoice.YES})


def _elsewhere(filing: Filing) -> Response | None:
    """Lead to the statement that is being prepared anyhow: the interest belongs there."""
    preparing = _being_prepared(filing)
    if preparing is None:
        return None
    flash(_("You are preparing a statement already. Add the new interest to it."), "warning")
    page = "certifying.check" if preparing.state in HAS_STATEMENT else "beginning.start"
    return redirect(url_for(page, **address(preparing)), 303)


def _being_prepared(filing: Filing) -> Filing | None:
    """Return the filing to which a new interest belongs instead: one that is owed, or one being amended."""
    if loading.has_draft(filing):
        return filing
    owed = (one for one in loading.filings_of(g.actor) if one.state in UNFILED)
    return next((one for one in owed if one.cycle.state is CycleState.OPEN), None)
