"""The forms of advice: a part for each conflict that waits, or a conflict and its advice in one act."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import Optional

from disclosure.domain.messages import Message, message
from disclosure.web.dates import DateField
from disclosure.web.fields import Needed
from disclosure.web.forms import Part, said
from reviewer import wording
from reviewer.forms import Chosen, Items, Spoken, StayingForm


class Listed(SelectField):
    """One of several codes in a list that begins with "Choose"; gives the code, or none yet."""

    def __init__(self, label: str, words: wording.Words, sentence: Message, **settings: Any) -> None:  # noqa: ANN401
        codes = {code.value: code for code in words}
        super().__init__(
            label,
            [Needed(sentence)],
            choices=[
                SelectChoice("", gettext("Choose")),
                *(SelectChoice(code.value, said(text)) for code, text in words.items()),
            ],
            coerce=lambda value: codes.get(str(value)),
            **settings,
        )

    def pre_validate(self, form: BaseForm) -> None:
        """Leave it to `Needed` to ask for an answer."""
        if self.data is not None:
            super().pre_validate(form)


class AdvicePart(Part):
    """Advice on one conflict."""

    conflict = HiddenField()
    """The conflict it is about; empty for one that is recorded in the same act."""
    snippet = HiddenField()
    type = Listed(
        _("What do you advise?"), wording.ADVICE_TYPES, message("Choose what the filer is asked to do")
    )
    text = TextAreaField(
        _("Your advice, as the filer will read it"), [Needed(message("Write what the filer is asked to do"))]
    )
    due_on = DateField(
        _("By when?"), [Needed(message("Enter the day by which it is to be done, like 27 3 2026"))]
    )
    owner = Listed(_("Who does it?"), wording.ADVICE_OWNERS, message("Choose who carries it out"))
    proof = Listed(
        _("What will show that it was done?"),
        wording.ADVICE_PROOFS,
        message("Choose what will show that it was done"),
    )


class AdviceForm(StayingForm):
    """Advice on every conflict that waits for it, proposed in one act."""

    proposals = FieldList(FormField(AdvicePart))
    language = Spoken(_("Language of your text"))


class FindingForm(AdviceForm):
    """A conflict with its private reasons, and advice on it, in one act."""

    anew = HiddenField(default="1")
    items = Items(_("Which items is it about?"), [Optional()])
    category = Chosen(
        _("What does it arise from?"), wording.CATEGORIES, message("Choose what the conflict arises from")
    )
    likelihood = Chosen(
        _("Is the conflict there, or could it arise?"),
        wording.LIKELIHOODS,
        message("Choose whether the conflict is there or could arise"),
    )
    reasons = TextAreaField(_("Your reasons"), [Needed(message("Write your reasons"))])
