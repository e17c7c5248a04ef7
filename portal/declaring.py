"""The items of one section, and one item."""

from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from disclosure.access import Permission
from disclosure.casework import programmes
from disclosure.domain.categories import Category
from disclosure.domain.completeness import missing
from disclosure.domain.interests import CATEGORY_NAMES, Item, Statement
from disclosure.domain.programme import Question
from disclosure.models import Filing
from disclosure.web.forms import said
from portal import drafts, editing, item_form, places, saving, sections
from portal.forms import DraftForm, ItemForm
from portal.statements import StatementDesk, statement

desk = StatementDesk("declaring", __name__)
NEW = "new"
DETAILS = "details"
"""The button that saves an item as far as it goes, and leads to what is seldom needed about it."""


@desk.form("/<int:year>/<section>", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def section(filing: Filing, section: str) -> ResponseReturnValue:
    """List the items of a section; add, change, remove; say what one is not sure about."""
    question = _question(filing, section)
    work = drafts.opened(filing)
    form = sections.form(work, question)
    if "remove" in request.form:
        return sections.remove(work, question, form, request.form["remove"])
    if "undo" in request.form:
        return sections.undo(work, question, form, request.form["undo"])
    if form.validate_on_submit():
        changed = editing.with_remark(work.statement, question.code, form.remark.data or "")
        anew = partial(sections.form, question=question, formdata=None)
        return drafts.keep(work, form, changed, then=places.after_section(work, question), anew=anew)
    return sections.page(work, question, form)


@desk.form("/<int:year>/<section>/<item>", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def item(filing: Filing, section: str, item: str) -> ResponseReturnValue:
    """Ask about one item. Whoever lacks something saves it all the same and comes back."""
    question = _question(filing, section)
    work = drafts.opened(filing)
    known = _item(work, question, item)
    if known is None:
        return _choose_category(work, question)
    form = _item_form(work, known)
    form.unfinished = bool({"later", DETAILS} & request.form.keys()) or saving.is_asked_for()
    if saving.is_asked_for():
        return saving.answer(work, form, _so_far(work, known, form))
    if form.validate_on_submit():
        told = item_form.read(form, known, work.programme)
        changed = editing.with_item(work.statement, told)
        then = _after_item(work, question, told)
        return drafts.keep(work, form, changed, then=then, anew=partial(_saved_form, known=known))
    return _item_page(work, question, known, form)


def _after_item(work: drafts.Work, question: Question, told: Item) -> str:
    """Return the page of details where one asks for it or an answer does, else the section."""
    finished = "later" not in request.form
    wanted = finished and item_form.leads_to_details(told, work.programme)
    if wanted or DETAILS in request.form:
        return url_for("declaring.details", section=question.code, item=told.id)
    return url_for("declaring.section", section=question.code)


@desk.form("/<int:year>/<section>/<item>/details", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def details(filing: Filing, section: str, item: str) -> ResponseReturnValue:
    """Ask what is seldom needed about a saved item, and lead back to where one came from."""
    question = _question(filing, section)
    work = drafts.opened(filing)
    known = work.item(item)
    if known is None or known.category not in question.categories:
        abort(404)
    form = _details_form(work, known)
    if saving.is_asked_for():
        form.validate()
    if saving.is_asked_for() or form.validate_on_submit():
        told = item_form.read(form, known, work.programme, details=True)
        changed = editing.with_item(work.statement, told)
        if saving.is_asked_for():
            return saving.answer(work, form, changed)
        anew = partial(_saved_details, known=known)
        return drafts.keep(work, form, changed, then=_after_details(work, question, known), anew=anew)
    return render_template(
        "year/section/details.html",
        work=work,
        question=question,
        form=form,
        name=said(CATEGORY_NAMES[known.category]),
        item=known,
        shown=item_form.shown(form, known, work.programme, details=True),
        back=_after_details(work, question, known),
    )


def _details_form(work: drafts.Work, known: Item, **settings: Any) -> DraftForm:  # noqa: ANN401
    form = item_form.form_class(DraftForm, known, work.programme, work.statement, details=True)
    filled = item_form.values(known, work.programme, details=True)
    return form(version=work.version, **filled, **settings)


def _saved_details(work: drafts.Work, *, known: Item) -> DraftForm:
    return _details_form(work, work.item(known.id) or known, formdata=None)


def _after_details(work: drafts.Work, question: Question, known: Item) -> str:
    """Return where one came from: last year's items, the item while it lacks something, or its section."""
    if "carried" in request.args:
        return url_for("carrying.last_year", _anchor=f"item-{known.id}")
    if any(gap.anchor.item == known.id for gap in missing(work.statement, work.programme)):
        return url_for("declaring.item", section=question.code, item=known.id)
    return url_for("declaring.section", section=question.code)


def _question(filing: Filing, code: str) -> Question:
    found = programmes.of(filing.cycle).question(code)
    if found is None:
        abort(404)
    return found


def _item(work: drafts.Work, question: Question, item_id: str) -> Item | None:
    """Return the item of the address; a blank one for `new`; nothing while its category is not chosen."""
    if found := work.item(item_id):
        return found
    posted = request.form.get("category")
    gone = item_id != NEW
    if gone and (posted is None or request.form.get("version") == str(work.version)):
        abort(404)
    only = question.categories[0] if len(question.categories) == 1 else None
    category = posted or request.args.get("category") or only
    if category is None:
        return None
    if category not in question.categories:
        abort(404)
    named = request.form.get("item", "")
    mine = named if item_form.is_id(named) else None
    return work.item(mine or "") or item_form.blank(Category(category), mine)


def _choose_category(work: drafts.Work, question: Question) -> ResponseReturnValue:
    choices = [
        (url_for("declaring.item", section=question.code, item=NEW, category=category.value), name)
        for category in question.categories
        if (name := said(CATEGORY_NAMES[category]))
    ]
    return render_template("year/section/category.html", work=work, question=question, choices=choices)


def _item_form(work: drafts.Work, known: Item, **settings: Any) -> ItemForm:  # noqa: ANN401
    form = item_form.form_class(ItemForm, known, work.programme, work.statement)
    filled = item_form.values(known, work.programme)
    return form(version=work.version, category=known.category.value, item=known.id, **filled, **settings)


def _saved_form(work: drafts.Work, *, known: Item) -> ItemForm:
    """Return the form about an item as the draft has it now; blank, if it is gone."""
    blank = item_form.blank(known.category, known.id)
    return _item_form(work, work.item(known.id) or blank, formdata=None)


def _so_far(work: drafts.Work, known: Item, form: ItemForm) -> Statement:
    """Return the statement with the item as far as it is filled in; nothing said makes no item."""
    form.validate()
    item = item_form.read(form, known, work.programme)
    nothing_said = item == item_form.blank(known.category, known.id)
    return work.statement if nothing_said else editing.with_item(work.statement, item)


def _item_page(work: drafts.Work, question: Question, known: Item, form: ItemForm) -> ResponseReturnValue:
    return render_template(
        "year/section/item.html",
        work=work,
        question=question,
        form=form,
        name=said(CATEGORY_NAMES[known.category]),
        shown=item_form.shown(form, known, work.programme),
        told=item_form.told(known, work.programme),
    )
