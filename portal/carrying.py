"""Last year's items: the same, changed, ended or not sure. None is chosen beforehand."""

from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from disclosure.access import Permission
from disclosure.domain.interests import Item, Operation
from disclosure.models import Filing
from portal import cards, drafts, editing, saving
from portal.declaring import DETAILS
from portal.forms import DraftForm
from portal.statements import StatementDesk, statement

desk = StatementDesk("carrying", __name__)


@desk.form("/<int:year>/last-year", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def last_year(filing: Filing) -> ResponseReturnValue:
    """Ask about each item of last year. Whoever says "changed" finds its fields on this page."""
    work = drafts.opened(filing)
    if not editing.carried(work.statement):
        return redirect(url_for("answering.questions"), 303)
    anew = partial(cards.form, opened=_opened(work))
    form = anew(work)
    if saving.is_asked_for():
        return saving.answer(work, form, editing.with_items(work.statement, cards.read_so_far(work, form)))
    if DETAILS in request.form and (there := _details(work, form, request.form[DETAILS])):
        so_far = editing.with_items(work.statement, cards.read_so_far(work, form))
        return drafts.keep(work, form, so_far, then=there, anew=partial(anew, formdata=None))
    if not form.validate_on_submit():
        return render_template("year/last-year.html", form=form, work=work, cards=cards.cards(work, form))
    decided = cards.read(work, form)
    changed = editing.with_items(work.statement, decided)
    return drafts.keep(work, form, changed, then=_next(work, decided), anew=partial(anew, formdata=None))


def _details(work: drafts.Work, form: DraftForm, item_id: str) -> str:
    """Return the page of details of a card that changed; nothing while what it says cannot be read."""
    shown = {card.item.id: card for card in cards.cards(work, form) if card.changed and card.section}
    card = shown.get(item_id)
    if card is None:
        return ""
    fields = form[f"changed-{cards.short(work, card.item)}"]
    fields.form.unfinished = True
    form.validate()
    if fields.errors:
        return ""
    return url_for("declaring.details", section=card.section, item=item_id, carried="yes")


def _next(work: drafts.Work, decided: list[Item]) -> str:
    """Return where to go on: to the first card that was just found to have changed, else to the questions."""
    shown = _opened(work)
    newly = [one.id for one in decided if one.operation is Operation.CHANGED and one.id not in shown]
    if newly:
        return url_for("carrying.last_year", _anchor=f"item-{newly[0]}")
    return url_for("answering.questions")


def _opened(work: drafts.Work) -> frozenset[str]:
    """Return the items whose fields stand on the page: as the posted page had it, or those that changed."""
    if request.method == "POST":
        return frozenset(request.form.getlist("opened"))
    changed = (item.id for item in work.statement.items if item.operation is Operation.CHANGED)
    return frozenset(changed)
