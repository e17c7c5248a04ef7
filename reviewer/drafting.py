"""Between the forms of a decision and the acts of the office."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from disclosure.casework.advising import Proposal
from disclosure.casework.reading import Passage
from disclosure.domain.messages import message
from disclosure.models import Filing, Writing
from disclosure.web.forms import said
from disclosure.web.languages import spoken
from reviewer.folder import about
from reviewer.forms import AdviceForm, ConflictForm, NoteForm, QuestionForm
from reviewer.pages import isolated
from reviewer.record import Record
from reviewer.sending import standing
from reviewer.todo import Unadvised, unadvised


class Waiting(NamedTuple):
    """A conflict that waits for advice, with why it was found and, if advice came back, why."""

    unadvised: Unadvised
    reasons: list[Passage]
    returned: list[Passage]
    advised_before: list[Passage]


def item_choices(record: Record) -> list[SelectChoice]:
    """Return the items of a statement as choices, each with number and sentence."""
    numbers = {item.id: number for number, item in record.numbered}
    return [
        SelectChoice(item_id, said(message("Item %(number)d: %(item)s", number=number, item=isolated(text))))
        for item_id, number in numbers.items()
        for _number, text in record.named([item_id])
    ]


def question(form: QuestionForm) -> dict[str, Any]:
    """Return what `questioning.ask` takes."""
    return {"text": form.text.data or "", "items": form.items.data or (), "language": form.language.data}


def note(form: NoteForm) -> dict[str, Any]:
    """Return what `finding.note` takes."""
    return {"text": form.text.data or "", "items": form.items.data or ()}


def conflict(form: ConflictForm) -> dict[str, Any]:
    """Return what `finding.find_conflict` takes."""
    return {
        "category": form.category.data,
        "likelihood": form.likelihood.data,
        "items": form.items.data or (),
        "reasons": form.reasons.data or "",
    }


def waiting(filing: Filing, passages: list[Passage]) -> list[Waiting]:
    """Return the conflicts that wait for advice, with what was written about each."""
    return [
        Waiting(
            one,
            about(passages, one.conflict.id, Writing.FINDING),
            about(passages, one.returned.id, Writing.RETURN) if one.returned else [],
            about(passages, one.returned.id, Writing.ADVICE) if one.returned else [],
        )
        for one in unadvised(filing)
    ]


def advice_form(filing: Filing, waiting: Sequence[Waiting]) -> AdviceForm:
    """Return the form with one part for each conflict; advice that came back stands in its part."""
    return AdviceForm(
        version=standing(filing), language=spoken().code, proposals=[_before(one) for one in waiting]
    )


def proposals(form: AdviceForm, waiting: Sequence[Waiting]) -> list[Proposal]:
    """Return what `advising.propose` takes. The parts stand in the order of the conflicts."""
    return [
        Proposal(
            conflict=one.unadvised.conflict,
            type=part["type"],
            due_on=part["due_on"],
            text=part["text"],
            language=form.language.data,
            revises=one.unadvised.returned,
        )
        for one, part in zip(waiting, form.proposals.data, strict=False)
    ]


def _before(one: Waiting) -> dict[str, Any]:
    returned = one.unadvised.returned
    if returned is None:
        return {}
    text = one.advised_before[-1].written.text if one.advised_before else ""
    return {"type": returned.type, "due_on": returned.due_on, "text": text}
