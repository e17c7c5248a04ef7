"""Giving cases to a reviewer and putting them aside, one or several: the page says exactly how many."""

from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlalchemy import select
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from disclosure.access import Permission, where
from disclosure.casework import passing
from disclosure.domain.lifecycle import UNDER_REVIEW
from disclosure.models import Account, Filing, Organisation
from disclosure.web.desk import Desk
from disclosure.web.loaders import filed, organisation
from disclosure.web.transaction import telling
from reviewer.folder import keys
from reviewer.forms import ConfirmForm
from reviewer.narrowing import reviewers_of
from reviewer.pages import words
from reviewer.parts import standing
from reviewer.queue_forms import AsideForm, AssignForm, CasesForm
from reviewer.sending import sending

desk = Desk("assigning", __name__)
MOST = 50
"""As many as a page of a list has."""


@desk.form("/assign", needs=Permission.CASE_ASSIGN, row=organisation)
def assign(office: Organisation) -> ResponseReturnValue:
    """Give the chosen cases to one reviewer."""
    offered = _offered()
    form = AssignForm(formdata=_sent(), case=[str(one.id) for one in offered])
    form.reviewer.choices = [
        SelectChoice("", ""),
        *(SelectChoice(str(account_id), name) for account_id, name in reviewers_of(office)),
    ]
    _offer(form, offered)
    if form.validate_on_submit():
        with telling(form):
            reviewer = g.db.get_one(Account, UUID(form.reviewer.data))
            done = passing.assign_all(
                g.db, keys().opener, by=g.actor, filings=_left(form, offered), reviewer=reviewer
            )
            flash(
                ngettext(
                    "%(num)d case is with %(name)s now.",
                    "%(num)d cases are with %(name)s now.",
                    done,
                    name=reviewer.name,
                )
            )
            return redirect(url_for("home.index", view="open", reviewer=reviewer.id), 303)
    return render_template("assign.html", form=form, offered=offered)


@desk.form("/put-aside", needs=Permission.CASE_SEE, row=organisation)
def put_aside(_office: Organisation) -> ResponseReturnValue:
    """Put the chosen cases aside until a day, for a reason that every list shows."""
    offered = [one for one in _offered() if passing.may_put_aside(g.actor, one)] or abort(404)
    form = AsideForm(formdata=_sent(), case=[str(one.id) for one in offered])
    _offer(form, offered)
    if form.validate_on_submit() and form.until.data is not None:
        with telling(form):
            done = passing.put_aside_all(
                g.db,
                by=g.actor,
                filings=_left(form, offered),
                reason=form.reason.data,
                until=form.until.data,
            )
            flash(ngettext("%(num)d case is put aside.", "%(num)d cases are put aside.", done))
            return redirect(url_for("home.index", view="open"), 303)
    return render_template("put-aside.html", form=form, offered=offered)


@desk.form("/<uuid:filing_id>/take-up", needs=Permission.CASE_SEE, row=filed)
def take_up(filing: Filing) -> ResponseReturnValue:
    """Take a case up again before its day."""
    if not passing.may_put_aside(g.actor, filing):
        abort(404)
    form = ConfirmForm(version=standing(filing))
    if form.validate_on_submit():
        with sending(form, filing):
            passing.take_up(g.db, by=g.actor, filing=filing)
            return redirect(url_for("home.index", view="open"), 303)
    return render_template("case/take-up.html", filing=filing, form=form)


def _offered() -> list[Filing]:
    """Return the open cases that the address names. Without any that is theirs to see it is not found."""
    ids = {_id(text) for text in request.args.getlist("case")[:MOST]}
    rows = select(Filing).where(
        Filing.id.in_(ids), Filing.state.in_(UNDER_REVIEW), where(g.actor, Permission.CASE_SEE, Filing)
    )
    return list(g.db.scalars(rows.order_by(Filing.reference))) or abort(404)


def _offer(form: CasesForm, offered: list[Filing]) -> None:
    form.case.choices = [
        SelectChoice(str(one.id), f"{one.reference}, {one.entity.code}, {words(one.state)}")
        for one in offered
    ]


def _left(form: CasesForm, offered: list[Filing]) -> list[Filing]:
    """Return those that are still ticked."""
    return [one for one in offered if str(one.id) in (form.case.data or [])]


def _sent() -> object:
    """Return what was sent. The address alone, which names cases too, answers nothing."""
    return request.form if request.method == "POST" else None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        abort(404)
