"""The page of one section: its items, what one is not sure about, removing an item and taking that back."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec
from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.casework import rates
from disclosure.domain.completeness import missing
from disclosure.domain.interests import Answer, AnswerChoice, Item, Money, Operation
from disclosure.domain.messages import message
from disclosure.domain.programme import Question
from disclosure.domain.thresholds import converted
from disclosure.errors import Stale
from disclosure.web.forms import said
from portal import drafts, editing, item_form, places, showing
from portal.drafts import Work
from portal.forms import RemarkForm
from portal.sheet_items import IMPORTED


@dataclass(frozen=True, slots=True)
class Listed:
    """One item of the section. What came from last year is ended, not removed."""

    id: str
    text: str
    added_this_year: bool
    lacking: bool
    twice: bool
    worth: str
    """Its value in the programme's currency, where it is given in another and a rate is known."""


def form(work: Work, question: Question, **settings: Any) -> RemarkForm:  # noqa: ANN401 - WTForms' own
    """Return the form of the section's page."""
    answer = work.statement.answers.get(question.code)
    return RemarkForm(version=work.version, remark=answer.remark if answer else "", **settings)


def page(work: Work, question: Question, form: RemarkForm, *, undo: str = "") -> ResponseReturnValue:
    """Show the section; `undo` is an item just removed, to be sent back by whoever wants it back."""
    return render_template(
        "year/section.html",
        work=work,
        question=question,
        form=form,
        listed=listed(work, question),
        answer=work.statement.answers.get(question.code, Answer(AnswerChoice.NO)).choice.value,
        undo=undo,
        then=places.after_section(work, question),
        importable=any(category in IMPORTED for category in question.categories),
    )


def listed(work: Work, question: Question) -> list[Listed]:
    """Return the items of a section in sentences, each with what is to be said about it."""
    items = editing.items_in(work.statement, question)
    lacking = {gap.anchor.item for gap in missing(work.statement, work.programme)}
    sentences = [showing.item_said(item, work.programme) for item in items]
    return [
        Listed(
            id=item.id,
            text=text,
            added_this_year=item.operation is Operation.NEW,
            lacking=item.id in lacking,
            twice=sentences.count(text) > 1,
            worth=_worth(item, work),
        )
        for item, text in zip(items, sentences, strict=True)
    ]


def _worth(item: Item, work: Work) -> str:
    """Return what an amount in another currency is in the one whose limits count."""
    currency = work.programme.values.currency
    if item.amount is None or item.amount.currency == currency:
        return ""
    known = rates.of(g.db, work.filing.cycle)
    value = converted(item.amount, work.programme, known)
    if known is None or value is None:
        return ""
    whole = Money(value.quantize(Decimal(1)), currency)
    return said(message("About %(amount)s at the rate of %(day)s.", amount=whole, day=known.on))


def remove(work: Work, question: Question, form: RemarkForm, item_id: str) -> ResponseReturnValue:
    """Remove an item that was added this year, and offer to take that back.

    The page itself carries the removed item, back to the person it came from;
    the server keeps it nowhere.
    """
    item = work.item(item_id)
    if item is None:
        return redirect(url_for("declaring.section", section=question.code), 303)
    if item.operation is not Operation.NEW:
        abort(404)
    try:
        work = drafts.save(work, form, editing.without_item(work.statement, item_id))
    except Stale:
        return drafts.moved_on(work, form)
    form.version.data, form.version.raw_data = work.version, None
    return page(work, question, form, undo=msgspec.json.encode(item).decode())


def undo(work: Work, question: Question, form: RemarkForm, removed: str) -> ResponseReturnValue:
    """Put back the item that the page carried."""
    try:
        item = msgspec.json.decode(removed, type=Item)
    except (msgspec.MsgspecError, ValueError):
        abort(400)
    ours = item_form.is_id(item.id) and item.operation is Operation.NEW
    if not ours or item.category not in question.categories:
        abort(400)
    flash(_("The item is back."))
    then = url_for("declaring.section", section=question.code)
    return drafts.keep(work, form, editing.with_item(work.statement, item), then=then)
