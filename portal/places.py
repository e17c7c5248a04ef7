"""Which page comes next, and on which page something that is missing is filled in."""

from flask import url_for

from disclosure.domain.completeness import Gap, Section, missing
from disclosure.domain.interests import FieldKind, Statement, fields_of
from disclosure.domain.programme import Programme, Question
from portal import editing
from portal.drafts import Work
from portal.forms import QUESTION


def after_household(statement: Statement) -> str:
    """Return the page after the household: last year's items where there are any, else the questions."""
    return url_for("carrying.last_year" if editing.carried(statement) else "answering.questions")


def after_questions(statement: Statement, programme: Programme) -> str:
    """Return the page after the questions: what there is to fill in, or the check at once."""
    any_section = editing.sections(statement, programme.questions)
    return url_for("answering.task_list" if any_section else "certifying.check")


def after_section(work: Work, question: Question) -> str:
    """Return the next section that still lacks its first item, else the list of what there is to fill in."""
    questions = work.programme.questions
    empty = {gap.anchor.field for gap in missing(work.statement, work.programme) if _is_empty_section(gap)}
    after = [one.code for one in questions[questions.index(question) + 1 :] if one.code in empty]
    return url_for("declaring.section", section=after[0]) if after else url_for("answering.task_list")


def _is_empty_section(gap: Gap) -> bool:
    return gap.anchor.section is Section.ITEMS and not gap.anchor.item


def first_gap(work: Work) -> str:
    """Return the first place where something is still to be done, or the check."""
    gaps = missing(work.statement, work.programme)
    return of_gap(gaps[0], work) if gaps else url_for("certifying.check")


def of_gap(gap: Gap, work: Work) -> str:
    """Return the page, and the input on it, where a gap is filled."""
    anchor = gap.anchor
    if anchor.section is Section.HOUSEHOLD and anchor.item:
        return url_for("beginning.member", member=anchor.item, _anchor=anchor.field)
    if anchor.section is Section.ITEMS:
        return _of_item(gap, work) if anchor.item else url_for("declaring.section", section=anchor.field)
    endpoint, name = {
        Section.PERIOD: ("beginning.start", None),
        Section.HOUSEHOLD: ("beginning.household", _radio(anchor.field)),
        Section.QUESTIONS: ("answering.questions", _radio(QUESTION + anchor.field)),
        Section.LAST_YEAR: ("carrying.last_year", f"item-{anchor.item}"),
    }[anchor.section]
    return url_for(endpoint, _anchor=name)


def _of_item(gap: Gap, work: Work) -> str:
    item = work.item(gap.anchor.item)
    section = editing.home_of(item, work.statement, work.programme) if item else None
    if item is None or section is None:
        return url_for("carrying.last_year", _anchor=f"item-{gap.anchor.item}")
    kinds = {field.name: field.kind for field in fields_of(item.category)}
    kind = kinds.get(gap.anchor.field)
    suffix = {FieldKind.COUNTERPARTY: "_name", FieldKind.DATE: "-day", FieldKind.MONEY: "-amount"}
    chosen = {FieldKind.CHOICE, FieldKind.YES_NO, FieldKind.MEMBER}
    name = gap.anchor.field + (suffix.get(kind, "") if kind else "")
    anchor = _radio(name) if kind in chosen else name
    return url_for("declaring.item", section=section.code, item=gap.anchor.item, _anchor=anchor)


def _radio(name: str) -> str:
    """Return the id of the first radio button of a field."""
    return f"{name}-0"
