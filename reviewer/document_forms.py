"""The forms about documents: what a reviewer decides about each, and what the second person about all."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Optional

from disclosure.domain.messages import Message, message
from reviewer.forms import CaseForm, Chosen, Items, NeededIf


class Judgement(StrEnum):
    """What the reviewer decides about what was handed in."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    DIFFER = "differ"


class NeededFor:
    """A text must be given with some verdicts, each asking in its own words."""

    def __init__(self, sentences: Mapping[Judgement, Message]) -> None:
        self.needed = {code: NeededIf("verdict", code, sentence) for code, sentence in sentences.items()}

    def __call__(self, form: CaseForm, field: TextAreaField) -> None:
        """Ask for the text, or take it as it is."""
        needed = self.needed.get(form["verdict"].data)
        if needed is not None:
            needed(form, field)


class DocumentForm(CaseForm):
    """Accept what was handed in, refuse it, or say what it shows otherwise."""

    verdict = Chosen(
        _("Does it prove the item?"),
        {
            Judgement.ACCEPT: message("Yes, accept it"),
            Judgement.REFUSE: message("No, ask for another document"),
            Judgement.DIFFER: message("It differs from the statement: ask the filer"),
        },
        message("Choose what you decide"),
    )
    reason = TextAreaField(
        _("What is missing and would do instead, or what differs"),
        [
            NeededFor(
                {
                    Judgement.REFUSE: message("Write what is missing and what would do instead"),
                    Judgement.DIFFER: message("Write what the document shows otherwise"),
                }
            )
        ],
    )


class WithoutDocumentForm(CaseForm):
    """Accept the reason why there is no document, or ask for one all the same."""

    verdict = Chosen(
        _("Do you accept the reason?"),
        {
            Judgement.ACCEPT: message("Yes, no document is needed"),
            Judgement.REFUSE: message("No, ask for a document"),
        },
        message("Choose what you decide"),
    )
    reason = TextAreaField(
        _("What would do instead"),
        [NeededIf("verdict", Judgement.REFUSE, message("Write what would do instead"))],
    )


class Second(StrEnum):
    """What the second person decides about a verification."""

    CONFIRM = "confirm"
    RETURN = "return"


class SecondForm(CaseForm):
    """Confirm a verification, or send documents back with a reason."""

    verdict = Chosen(
        _("What do you decide?"),
        {
            Second.CONFIRM: message("Confirm: every item is proved, or rightly not"),
            Second.RETURN: message("Send documents back to be looked at again"),
        },
        message("Choose whether you confirm or send back"),
    )
    items = Items(_("Which documents?"), [Optional()])
    reason = TextAreaField(
        _("Reason for sending them back"),
        [NeededIf("verdict", Second.RETURN, message("Write why you send them back"))],
    )
