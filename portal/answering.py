"""The eight questions, and the list of what there is to fill in after them."""

from functools import partial
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from disclosure.access import Permission
from disclosure.domain.messages import Message
from disclosure.domain.sentences import question_params
from disclosure.models import Filing
from disclosure.web.forms import said
from portal import drafts, editing, places, saving, tasks
from portal.forms import QUESTION, DraftForm, questions_form
from portal.statements import StatementDesk, statement

desk = StatementDesk("answering", __name__)


@desk.form("/<int:year>/questions", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def questions(filing: Filing) -> ResponseReturnValue:
    """Ask every question: yes, no or not sure. Last year's answers are nowhere on the page."""
    work = drafts.opened(filing)
    form = _form(work)
    if saving.is_asked_for():
        return saving.answer(work, form, editing.with_answers(work.statement, _choices(work, form)))
    if form.validate_on_submit():
        changed = editing.with_answers(work.statement, _choices(work, form))
        then = places.after_questions(changed, work.programme)
        return drafts.keep(work, form, changed, then=then, anew=partial(_form, formdata=None))
    params = dict(question_params(work.statement, work.programme))
    return render_template(
        "year/questions.html",
        form=form,
        fields=[
            (form[QUESTION + one.code], said(Message(one.example, params)))
            for one in work.programme.questions
        ],
        period={name: params[name] for name in ("start", "end")},
        carried=editing.carried(work.statement),
    )


@desk.get("/<int:year>/tasks", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def task_list(filing: Filing) -> ResponseReturnValue:
    """List the sections that were answered yes or not sure, and how each stands."""
    work = drafts.opened(filing)
    return render_template("year/tasks.html", work=work, rows=tasks.rows(work))


def _form(work: drafts.Work, **settings: Any) -> DraftForm:  # noqa: ANN401 - WTForms' own
    """Return the questions with this year's answers so far."""
    given = {QUESTION + code: answer.choice for code, answer in work.statement.answers.items()}
    form = questions_form(work.programme, dict(question_params(work.statement, work.programme)))
    return form(version=work.version, **given, **settings)


def _choices(work: drafts.Work, form: DraftForm) -> dict[str, Any]:
    """Return what was chosen, by question; a page that is saved meanwhile lacks some."""
    given = {question.code: form[QUESTION + question.code].data for question in work.programme.questions}
    return {code: choice for code, choice in given.items() if choice is not None}
