"""What there is to fill in, section by section, and how it stands."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from disclosure.domain.completeness import Gap, Section, missing
from disclosure.domain.interests import AnswerChoice
from disclosure.domain.messages import Message
from disclosure.domain.programme import Question
from disclosure.web.forms import said
from portal import editing
from portal.drafts import Work


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, as the macro `task_list` takes it."""

    title: str
    url: str
    hint: str
    status: str
    kind: str


def rows(work: Work) -> list[Row]:
    """Return the household, last year's items, and every section answered yes or not sure."""
    gaps = missing(work.statement, work.programme)
    found = [_page(_("Household and duties"), "beginning.household", gaps, Section.HOUSEHOLD)]
    if editing.carried(work.statement):
        found.append(_page(_("Items from last year"), "carrying.last_year", gaps, Section.LAST_YEAR))
    found.append(_page(_("Questions"), "answering.questions", gaps, Section.QUESTIONS))
    sections = editing.sections(work.statement, work.programme.questions)
    return found + [_section(question, work, gaps) for question in sections]


def _page(title: str, endpoint: str, gaps: list[Gap], section: Section) -> Row:
    open_ = any(gap.anchor.section is section for gap in gaps)
    return Row(title, url_for(endpoint), "", _("To do") if open_ else _("Done"), "open" if open_ else "done")


def _section(question: Question, work: Work, gaps: list[Gap]) -> Row:
    items = editing.items_in(work.statement, question)
    here = {item.id for item in items}
    lacking = any(gap.anchor.section is Section.ITEMS and gap.anchor.item in here for gap in gaps)
    not_sure = work.statement.answers[question.code].choice is AnswerChoice.NOT_SURE
    url = url_for("declaring.section", section=question.code)
    hint = _("You answered: not sure") if not_sure else ""
    if lacking:
        return Row(_title(question), url, hint, _("Something is missing"), "late")
    if items:
        count = ngettext("%(num)d item", "%(num)d items", len(items))
        return Row(_title(question), url, hint, count, "done")
    if not_sure:
        return Row(_title(question), url, hint, _("You can add details"), "open")
    return Row(_title(question), url, hint, _("Add an item"), "open")


def _title(question: Question) -> str:
    return said(Message(question.title))
