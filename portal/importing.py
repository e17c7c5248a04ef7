"""Adding what a bank or broker lists: choose the file, say what its columns hold, choose its lines.

The table travels in the page, to the person it came from and back; the server keeps it nowhere.
Either every chosen line is added or none.
"""

from typing import Any

from flask import abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from disclosure.access import Permission
from disclosure.casework import programmes, rates
from disclosure.domain import sheets
from disclosure.domain.categories import Category, Holder
from disclosure.domain.programme import Question
from disclosure.domain.sheets import Sheet
from disclosure.errors import BadInput
from disclosure.models import Filing
from portal import drafts, editing, sheet_form, sheet_items, showing
from portal.drafts import Work
from portal.sheet_form import COLUMN, FileForm, SheetForm
from portal.sheet_items import IMPORTED, Line, Reading
from portal.statements import StatementDesk, statement

desk = StatementDesk("importing", __name__)


@desk.form("/<int:year>/<section>/import", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def table(filing: Filing, section: str) -> ResponseReturnValue:
    """Ask for the file, then how to read it and which lines to add."""
    question = programmes.of(filing.cycle).question(section)
    kinds = kinds_of(question) if question else []
    if question is None or not kinds:
        abort(404)
    work = drafts.opened(filing)
    form = FileForm()
    text = _text() if request.method == "POST" else None
    if text is not None and ("table" in request.form or form.validate()):
        try:
            return _read(work, question, kinds, text, sheets.read(text))
        except BadInput as refusal:
            form.refuse(*refusal.messages, at=form.sheet.id)
    return render_template("year/section/import.html", work=work, question=question, form=form, sheet=None)


def kinds_of(question: Question) -> list[Category]:
    """Return what of a section a table may list."""
    return [category for category in IMPORTED if category in question.categories]


def _text() -> str:
    """Return the table that was sent, as a file or back from the page."""
    sent = request.files.get("sheet")
    content = sent.stream.read(4 * sheets.LARGEST + 1) if sent is not None else b""
    return sheets.decoded(content) if content else request.form.get("table", "")


def _read(
    work: Work, question: Question, kinds: list[Category], text: str, sheet: Sheet
) -> ResponseReturnValue:
    """Show the lines as they are read; add the chosen ones when asked to."""
    form = _form(work, kinds, text, sheet)
    read = sheet_items.lines(sheet, _reading(work, form, kinds), work)
    adding = "add" in request.form
    form.chosen.choices = _choices(read, work)
    if not adding:
        form.chosen.data = [str(line.row.line) for line in read if line.likely]
    elif form.validate() and not _refused(form, read):
        return _add(work, question, form, read)
    return render_template(
        "year/section/import.html",
        work=work,
        question=question,
        form=form,
        sheet=sheet,
        columns=[form[COLUMN + part.value] for part in sheet_form.labels()],
        hints={str(line.row.line): _hint(line) for line in read},
    )


def _form(work: Work, kinds: list[Category], text: str, sheet: Sheet) -> SheetForm:
    """Return the form as posted, or for a file that has just come as far as its headings tell."""
    if "table" in request.form:
        return sheet_form.form(work, sheet, kinds)
    columns: dict[str, Any] = {
        COLUMN + part.value: str(column) for part, column in sheets.guessed(sheet.headings).items()
    }
    return sheet_form.form(work, sheet, kinds, formdata=None, table=text, **columns)


def _reading(work: Work, form: SheetForm, kinds: list[Category]) -> Reading:
    named = form.category.data if form.category.data in {kind.value for kind in kinds} else kinds[0].value
    holder = form.holder.data
    return Reading(
        category=Category(named),
        holder=Holder(holder) if holder in (Holder.SELF.value, Holder.SPOUSE.value) else None,
        currency=form.currency.data or "",
        columns=form.columns(),
        rates=rates.of(g.db, work.filing.cycle),
    )


def _choices(read: list[Line], work: Work) -> list[SelectChoice]:
    return [
        SelectChoice(
            str(line.row.line),
            _(
                "Line %(line)s: %(item)s",
                line=line.row.line,
                item=showing.item_said(line.item, work.programme)
                if line.item
                else ", ".join(cell for cell in line.row.cells if cell),
            ),
        )
        for line in read
    ]


def _hint(line: Line) -> str:
    if line.item is None:
        why: str = _("It cannot be added: %(why)s.", why=line.problem.rstrip("."))
        return why
    if not line.listed_already:
        return ""
    twice: str = _("You have listed this already. Add it only if it is another one.")
    return twice


def _refused(form: SheetForm, read: list[Line]) -> bool:
    """Say of each chosen line that cannot be read why; then nothing is added."""
    chosen = set(form.chosen.data or ())
    faulty = [line for line in read if line.item is None and str(line.row.line) in chosen]
    for line in faulty:
        form.refuse(
            _(
                "Line %(line)s: %(why)s. Untick it, or put it right in the file.",
                line=line.row.line,
                why=line.problem.rstrip("."),
            ),
            at=form.chosen.id,
        )
    return bool(faulty)


def _add(work: Work, question: Question, form: SheetForm, read: list[Line]) -> ResponseReturnValue:
    chosen = set(form.chosen.data or ())
    items = [line.item for line in read if line.item is not None and str(line.row.line) in chosen]
    changed = editing.with_items(work.statement, items)
    then = url_for("declaring.section", section=question.code)
    answer = drafts.keep(work, form, changed, then=then)
    if not isinstance(answer, tuple):
        flash(ngettext("%(num)d item is added.", "%(num)d items are added.", len(items)))
    return answer
