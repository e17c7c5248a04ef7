"""The first two pages of a statement: what it covers, and the household and duties it is about."""

from functools import partial
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from msgspec.structs import replace

from disclosure.access import Permission
from disclosure.casework import cases, drafting
from disclosure.domain.interests import AnswerChoice, Statement, begun_anew
from disclosure.domain.lifecycle import UNFILED, FilingState
from disclosure.errors import Stale
from disclosure.models import Filing
from disclosure.web.forms import said
from portal import drafts, editing, loading, members, places, saving, times
from portal.forms import LONGEST_TEXT, ActForm, HouseholdForm
from portal.statements import StatementDesk, statement

desk = StatementDesk("beginning", __name__)


@desk.form("/<int:year>/start", needs=Permission.DRAFT_EDIT, row=statement)
def start(filing: Filing) -> ResponseReturnValue:
    """Say what is covered and who reads it; start the draft, or go on with it."""
    form = ActForm()
    if filing.state not in UNFILED and not loading.has_draft(filing):
        return redirect(url_for("certifying.receipt" if filing.filed_at else "home.index"), 303)
    if form.validate_on_submit():
        cases.hold(g.db, filing)
        if filing.state is FilingState.DUE:
            drafting.start(g.db, drafts.keys().sealer, drafts.keys().opener, by=g.actor, filing=filing)
        return redirect(url_for("beginning.household"), 303)
    return render_template(
        "year/start.html",
        form=form,
        filing=filing,
        late=times.is_past(filing),
    )


@desk.get("/<int:year>/resume", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def resume(filing: Filing) -> ResponseReturnValue:
    """Lead to the first page on which something is still to be done."""
    return redirect(places.first_gap(drafts.opened(filing)), 303)


@desk.form("/<int:year>/household", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def household(filing: Filing) -> ResponseReturnValue:
    """Show household and duties; ask whether they are right for the whole period."""
    work = drafts.opened(filing)
    form = _household_form(work)
    if saving.is_asked_for():
        return saving.answer(work, form, _so_far(work, form))
    if not form.validate_on_submit():
        return render_template("year/household.html", form=form, work=work, person=filing.person)
    confirmed = form.household_confirmed.data is AnswerChoice.YES
    changed = editing.with_household(
        work.statement,
        confirmed=confirmed,
        duties_unchanged=form.duties_unchanged.data is AnswerChoice.YES,
        duties_note=form.duties_note.data or "",
    )
    anew = partial(_household_form, formdata=None)
    if not confirmed:
        flash(_("Add, change or take out people until the list is right. Then choose “yes”."), "warning")
        return drafts.keep(work, form, changed, then=url_for("beginning.household"), anew=anew)
    return _go_on(work, form, changed, anew)


@desk.form("/<int:year>/household/<member>", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def member(filing: Filing, member: str) -> ResponseReturnValue:
    """Add somebody to the household, change what is said of them, or take them out."""
    work = drafts.opened(filing)
    known = members.find(work.statement, member)
    if known is None:
        abort(404)
    form = members.form(work, known)
    then = url_for("beginning.household")
    if "remove" in request.form:
        return drafts.keep(work, form, editing.without_member(work.statement, known.id), then=then)
    if form.validate_on_submit():
        changed = editing.with_member(work.statement, members.read(form, known.id))
        return drafts.keep(work, form, changed, then=then, anew=partial(members.saved, member=known))
    return render_template("year/household/member.html", form=form, work=work, known=known)


def _go_on(
    work: drafts.Work, form: HouseholdForm, changed: Statement, anew: drafts.Anew
) -> ResponseReturnValue:
    """Save and go on: with last year's items, or blank where the duties or the household are new."""
    reason = drafting.reason_to_ask_anew(
        g.db, drafts.keys().opener, by=g.actor, filing=work.filing, statement=changed
    )
    begun = begun_anew(changed) if reason else changed
    try:
        drafts.save(work, form, begun)
    except Stale:
        return drafts.moved_on(work, form, anew)
    if reason and editing.carried(changed):
        flash(said(reason))
    return redirect(places.after_household(begun), 303)


def _so_far(work: drafts.Work, form: HouseholdForm) -> Statement:
    """Return the statement with what the page says so far."""
    note = (form.duties_note.data or "").strip()[:LONGEST_TEXT]
    unchanged = members.heard(form.duties_unchanged.data)
    return replace(
        work.statement,
        household_confirmed=members.heard(form.household_confirmed.data),
        duties_unchanged=unchanged,
        duties_note="" if unchanged else note,
    )


def _household_form(work: drafts.Work, **settings: Any) -> HouseholdForm:  # noqa: ANN401
    statement = work.statement
    form = HouseholdForm(
        version=work.version,
        household_confirmed=members.spoken(said=statement.household_confirmed),
        duties_unchanged=members.spoken(said=statement.duties_unchanged),
        duties_note=statement.duties_note,
        **settings,
    )
    period = {
        "start": format_date(statement.covers_from, "long"),
        "end": format_date(statement.covers_to, "long"),
    }
    form.household_confirmed.label.text = (
        _("Was this your household all the time from %(start)s to %(end)s?", **period)
        if statement.household
        else _("Is it right that you had no spouse or dependants from %(start)s to %(end)s?", **period)
    )
    form.duties_unchanged.label.text = _("Were these your duties all that time?")
    return form
