"""The forms of the review site. Each carries a one-time token and where its case stood."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import CheckboxInput

from disclosure import clock
from disclosure.domain.messages import Message, message
from disclosure.web.fields import Needed, OnceToken, RowVersion
from disclosure.web.forms import Form, leaves, said
from disclosure.web.languages import LANGUAGES
from reviewer import wording

MOVED = message(
    "The case moved on since you opened your page. Nothing was sent. Look at what changed, then choose."
)


class Chosen(RadioField):
    """One of several codes, each with its words; gives the code."""

    def __init__(self, label: str, words: Mapping[Any, Message], sentence: Message, **settings: Any) -> None:  # noqa: ANN401
        kind = type(next(iter(words)))
        super().__init__(
            label,
            [Needed(sentence)],
            choices=[SelectChoice(code.value, said(text)) for code, text in words.items()],
            coerce=kind,
            **settings,
        )


class Items(SelectMultipleField):
    """Which items of the statement it is about, as tick boxes; gives their ids."""

    option_widget = CheckboxInput()


class Spoken(SelectField):
    """In which language something is written, each named in itself."""

    def __init__(self, label: str, **settings: Any) -> None:  # noqa: ANN401
        languages = [SelectChoice(language.code, language.name) for language in LANGUAGES]
        super().__init__(label, choices=languages, **settings)


class NeededIf:
    """A text must be given when another field has a certain answer."""

    def __init__(self, field: str, code: StrEnum, sentence: Message) -> None:
        self.field, self.code, self.needed = field, code, Needed(sentence)

    def __call__(self, form: BaseForm, field: Any) -> None:  # noqa: ANN401 - any WTForms field
        """Ask for the text, or take it as it is.

        Raises:
            StopValidation: it is needed and empty.

        """
        if form[self.field].data is self.code:
            self.needed(form, field)
        elif not (field.data or "").strip():
            raise StopValidation


class NextForm(Form):
    """The button that claims the next case."""

    once = OnceToken()


class CaseForm(Form):
    """The base: sent twice it acts once, and it is refused when the case moved on."""

    once = OnceToken()
    version = RowVersion()


class StayingForm(CaseForm):
    """A form whose page stays when the case moved on: it shows what changed, and keeps what was written.

    Made with `version=standing(filing)`, it compares that with what its page carried.
    """

    opened = HiddenField(default=lambda: clock.now().isoformat())
    moved = False
    since: datetime | None = None
    """When the page that was sent was opened."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what each field begins with
        super().__init__(**given)
        self.kept = [
            (field.label.text, field.data)
            for field in leaves(self)
            if isinstance(field, TextAreaField) and field.data
        ]
        """What was written, whatever becomes of its fields."""

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse what was written to a case that is not as its page showed it; the next try may succeed."""
        fine: bool = super().validate(extra_validators)
        self.moved = self.version.data is not None and self.version.data != self.version.object_data
        if not self.moved:
            return fine
        self.since = _instant(self.opened.data)
        self.version.data, self.version.raw_data = self.version.object_data, None
        self.opened.data = clock.now().isoformat()
        self.refuse(MOVED)
        return False


def _instant(text: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at if at.tzinfo else None


class ConfirmForm(CaseForm):
    """A button alone."""


class CloseForm(StayingForm):
    """The end of a review: a button alone, but nothing is closed that moved on."""


class ReasonForm(CaseForm):
    """Why a case passes to somebody else."""

    reason = Chosen(_("What is the reason?"), wording.REASONS, message("Choose a reason"))


class NoteForm(CaseForm):
    """A private note."""

    text = TextAreaField(_("Your note"), [Needed(message("Write your note"))])
    items = Items(_("Which items is it about?"), [Optional()])


class QuestionForm(StayingForm):
    """A question to the filer."""

    text = TextAreaField(_("Your question"), [Needed(message("Write your question"))])
    items = Items(_("Which items is it about?"), [Optional()])
    language = Spoken(_("Language of your text"))
    snippet = HiddenField()


class ConflictForm(StayingForm):
    """A conflict of interest, with its private reasons."""

    category = Chosen(
        _("What does it arise from?"), wording.CATEGORIES, message("Choose what the conflict arises from")
    )
    likelihood = Chosen(
        _("Is the conflict there, or could it arise?"),
        wording.LIKELIHOODS,
        message("Choose whether the conflict is there or could arise"),
    )
    items = Items(_("Which items is it about?"), [Optional()])
    reasons = TextAreaField(_("Your reasons"), [Needed(message("Write your reasons"))])


class ReasonsForm(CaseForm):
    """Reasons alone: for a dismissal."""

    reasons = TextAreaField(_("Your reasons"), [Needed(message("Write your reasons"))])


class TalkForm(CaseForm):
    """The answer to a filer who wants to talk about advice."""

    text = TextAreaField(_("Your answer"), [Needed(message("Write your answer"))])


class EscalationForm(StayingForm):
    """What a reviewer puts before the ethics office."""

    reasons = TextAreaField(
        _("What should the ethics office decide, and why?"),
        [Needed(message("Write what the ethics office should decide, and why"))],
    )


class DirectionForm(CaseForm):
    """What the ethics office says to a case that was put before it."""

    text = TextAreaField(_("How does the review go on?"), [Needed(message("Write how the review goes on"))])


class Verdict(StrEnum):
    """Yes or no to what somebody else did."""

    YES = "yes"
    NO = "no"


class ApprovalForm(CaseForm):
    """Approve proposed advice, or return it with a reason."""

    verdict = Chosen(
        _("What do you decide?"),
        {
            Verdict.YES: message("Approve it"),
            Verdict.NO: message("Return it to the reviewer with a reason"),
        },
        message("Choose whether you approve or return it"),
    )
    reason = TextAreaField(
        _("Reason for returning it"),
        [NeededIf("verdict", Verdict.NO, message("Write why you return it"))],
    )


class CheckForm(CaseForm):
    """Accept a proof or a document, or refuse it with a reason."""

    verdict = Chosen(
        _("Is it enough?"),
        {Verdict.YES: message("Yes, accept it"), Verdict.NO: message("No, refuse it")},
        message("Choose whether you accept or refuse it"),
    )
    reason = TextAreaField(
        _("What is missing, and what would do instead"),
        [NeededIf("verdict", Verdict.NO, message("Write what is missing and what would do instead"))],
    )


class DecisionForm(CaseForm):
    """The ethics office decides about advice that the filer disagrees with."""

    verdict = Chosen(
        _("What do you decide?"),
        {
            Verdict.YES: message("The advice stands"),
            Verdict.NO: message("The advice need not be followed"),
        },
        message("Choose whether the advice stands"),
    )
    reason = TextAreaField(_("Reason, as the filer will read it"), [Needed(message("Write your reason"))])
