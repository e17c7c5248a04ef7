"""Between the forms of a decision and the acts of the office: questions, notes, conflicts."""

from typing import Any

from flask import g, request
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from disclosure.casework import questioning
from disclosure.domain.messages import message
from disclosure.domain.snippets import SnippetKind
from disclosure.models import Filing
from disclosure.web.forms import said
from disclosure.web.languages import spoken
from reviewer import previewing, wordings
from reviewer.advice_forms import FindingForm
from reviewer.folder import record_of
from reviewer.forms import ConflictForm, NoteForm, QuestionForm
from reviewer.pages import isolated
from reviewer.parts import standing
from reviewer.previewing import Drafted, Preview
from reviewer.record import Record


def item_choices(record: Record) -> list[SelectChoice]:
    """Return the items of a statement as choices, each with number and sentence."""
    numbers = {item.id: number for number, item in record.numbered}
    return [
        SelectChoice(item_id, said(message("Item %(number)d: %(item)s", number=number, item=isolated(text))))
        for item_id, number in numbers.items()
        for _number, text in record.named([item_id])
    ]


def ticked() -> list[str]:
    """Return the items that the link to a page names: what somebody stood on when they chose it."""
    return request.args.getlist("item")


class Asking:
    """A question on its way: its form, and how it will read."""

    def __init__(self, filing: Filing) -> None:
        self.filing = filing
        self.record = record_of(filing)
        self.form = QuestionForm(
            version=standing(filing),
            language=wordings.language_of(filing),
            items=ticked(),
        )
        self.form.items.choices = item_choices(self.record)
        self.filled = ""
        """The id of the text that was just taken from approved wording."""
        if asked := wordings.asked(SnippetKind.QUESTION):
            self.filled = self.form.text.id
            self.form.snippet.data = str(asked.version.id)
            self.form.text.data = asked.version.texts.get(self.language, "")

    @property
    def language(self) -> str:
        """In which language the question is written."""
        return str(self.form.language.data)

    @property
    def previews(self) -> list[Preview]:
        """How the filer will read it, in one piece."""
        return [previewing.of_question(self._drafted(), due_on=questioning.due_on(self.filing))]

    def ready(self) -> bool:
        """Whether the form was sent to be carried out, and can be."""
        form = self.form
        if previewing.wanted() or not form.validate_on_submit():
            return False
        form.refuse(*wordings.open_places(self._text()), at=form.text.id)
        return not form.text.errors

    def send(self, sealer: Any) -> None:  # noqa: ANN401 - the sealer of this site
        """Ask it."""
        questioning.ask(
            g.db,
            sealer,
            by=g.actor,
            filing=self.filing,
            text=self._text(),
            items=self.form.items.data or (),
            language=self.language,
            snippet=wordings.found(self.form.snippet.data),
        )

    def _text(self) -> str:
        drafted = self._drafted()
        return wordings.filled(drafted.text, drafted.places)

    def _drafted(self) -> Drafted:
        items = wordings.chosen(self.record.statement.items, self.form.items.data)
        day = questioning.due_on(self.filing)
        return Drafted(
            text=self.form.text.data or "",
            language=self.language,
            places=wordings.values(self.filing, items, language=self.language, day=day),
            version=wordings.found(self.form.snippet.data),
            own_places=wordings.values(self.filing, items, language=spoken().code, day=day),
        )


def note(form: NoteForm) -> dict[str, Any]:
    """Return what `finding.note` takes."""
    return {"text": form.text.data or "", "items": form.items.data or ()}


def conflict(form: ConflictForm | FindingForm) -> dict[str, Any]:
    """Return what `finding.find_conflict` takes."""
    return {
        "category": form.category.data,
        "likelihood": form.likelihood.data,
        "items": form.items.data or (),
        "reasons": form.reasons.data or "",
    }
