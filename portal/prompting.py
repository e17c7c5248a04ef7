"""What the office holds and the answers do not mention: asked on the check page, answered or left."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from disclosure.access import Permission
from disclosure.casework import reading
from disclosure.domain import prompting as rules
from disclosure.domain.interests import CATEGORY_NAMES, AnswerChoice, ReplyChoice, new_id
from disclosure.domain.messages import message
from disclosure.domain.prompting import Prompt
from disclosure.models import Filing
from disclosure.web.forms import said
from portal import drafts, editing
from portal.forms import ReplyForm
from portal.statements import StatementDesk, statement

desk = StatementDesk("prompting", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """One record on the check page: what was said about it, or the form that asks."""

    record: UUID
    told: str
    form: ReplyForm | None


@desk.form("/<int:year>/check/<uuid:record>", needs=Permission.DRAFT_EDIT, row=statement, opens=True)
def reply(filing: Filing, record: UUID) -> ResponseReturnValue:
    """Ask about one record. What is added becomes an item that is to be completed."""
    work = drafts.opened(filing)
    prompt = next((one for one in asked(work) if one.record.id == record.hex), None)
    if prompt is None:
        return redirect(url_for("certifying.check"), 303)
    form = _form(work, prompt)
    if form.validate_on_submit():
        return _replied(work, prompt, form)
    return render_template("year/check/record.html", work=work, form=form)


def asked(work: drafts.Work) -> list[Prompt]:
    """Return the records to ask about beside the draft."""
    held = reading.office_records(
        g.db, drafts.keys().opener, by=g.actor, filing=work.filing, why=reading.Why.PREPARING
    )
    return rules.prompts(work.statement, held, work.programme)


def shown(work: drafts.Work) -> list[Shown]:
    """Return what the check page says and asks about records. Its forms have ids of their own."""
    found = []
    for prompt in asked(work):
        told = said(rules.reply_sentence(prompt.reply)) if prompt.reply else ""
        form = None if prompt.reply else _form(work, prompt, formdata=None)
        for field in form or ():
            field.id = f"{prompt.record.id}-{field.id}"
        found.append(Shown(UUID(prompt.record.id), told, form))
    return found


def _form(work: drafts.Work, prompt: Prompt, **settings: Any) -> ReplyForm:  # noqa: ANN401
    before = prompt.reply
    form = ReplyForm(
        version=work.version,
        choice=before.choice if before else None,
        ended_on=before.ended_on if before else None,
        **settings,
    )
    form.choice.label.text = said(
        message(
            "%(category)s: “%(what)s”, recorded on %(on)s",
            category=CATEGORY_NAMES[prompt.record.category],
            what=prompt.record.what,
            on=prompt.record.on,
        )
    )
    return form


def _replied(work: drafts.Work, prompt: Prompt, form: ReplyForm) -> ResponseReturnValue:
    """Keep the reply. Adding answers the question with yes, and leads to the new item."""
    choice, then, item_id = form.choice.data, url_for("certifying.check"), ""
    changed = work.statement
    if choice is ReplyChoice.ADDED:
        item_id = new_id()
        question = rules.leading_to(prompt.record, changed, work.programme)
        if changed.answers[question.code].choice is AnswerChoice.NO:
            changed = editing.with_answers(changed, {question.code: AnswerChoice.YES})
        changed = editing.with_item(changed, rules.begun(prompt.record, work.programme, item_id=item_id))
        then = url_for("declaring.item", section=question.code, item=item_id)
    given = rules.reply_to(prompt.record, choice, ended_on=form.ended_on.data, item=item_id)
    return drafts.keep(work, form, editing.with_reply(changed, given), then=then)
