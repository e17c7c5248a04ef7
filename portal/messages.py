"""The forms of correspondence and of documents."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, MultipleFileField
from wtforms import TextAreaField, ValidationError
from wtforms.validators import Length, Optional

from disclosure.domain.interests import Choice
from disclosure.domain.messages import Message, message
from disclosure.web.fields import Needed, OneOf
from disclosure.web.forms import said
from portal.forms import LONGEST_TEXT, ActForm


class Stand(Choice):
    """What the filer says to advice."""

    AGREE = "agree", message("I agree and will do this")
    TALK = "talk", message("I need to talk about it first")
    DISAGREE = "disagree", message("I disagree")


class Sent(Choice):
    """Whether a document is there."""

    DOCUMENT = "document", message("I send the document")
    NONE = "none", message("I cannot obtain it")


class Settled(Choice):
    """What the filer says to a document that differs from the statement."""

    EXPLAINED = "explained", message("My statement is right: I explain the difference")
    CORRECTED = "corrected", message("I have amended my statement")
    DOCUMENT = "document", message("I send another document")


class AnswerForm(ActForm):
    """The answer to a question."""

    text = TextAreaField(
        lazy_gettext("Your answer"), [Needed(message("Write your answer")), Length(max=LONGEST_TEXT)]
    )
    papers = MultipleFileField(lazy_gettext("Files that show it"), [Optional()])


class ResponseForm(ActForm):
    """Agree, ask to talk, or disagree with a reason."""

    stand = OneOf(
        lazy_gettext("What do you say to this advice?"),
        Stand,
        [Needed(message("Choose whether you agree, need to talk or disagree"))],
    )
    reason = TextAreaField(
        lazy_gettext("What do you want to say?"),
        [Length(max=LONGEST_TEXT)],
        description=lazy_gettext(
            "If you need to talk: what you want to know, and how we can reach you; the reviewer answers here "
            "or calls you. If you disagree: why; the ethics office decides and writes to you."
        ),
    )
    papers = MultipleFileField(lazy_gettext("Files that show it"), [Optional()])

    def validate_reason(self, field: TextAreaField) -> None:
        """Ask for the words that the reviewer or the office needs.

        Raises:
            ValidationError: nothing was written.

        """
        if self.stand.data in _NEEDED_WORDS and not (field.data or "").strip():
            raise ValidationError(said(_NEEDED_WORDS[self.stand.data]))


_NEEDED_WORDS: dict[Stand, Message] = {
    Stand.TALK: message("Write what you want to talk about, and how we can reach you"),
    Stand.DISAGREE: message("Write why you disagree, so that the office can decide"),
}


class ProofForm(ActForm):
    """How advice was followed."""

    text = TextAreaField(
        lazy_gettext("What did you do, and when?"),
        [Needed(message("Write what you did, and when")), Length(max=LONGEST_TEXT)],
    )
    papers = MultipleFileField(lazy_gettext("Files that show it"), [Optional()])
    photo = FileField(lazy_gettext("A photo of a paper"), [Optional()])


class DocumentForm(ActForm):
    """One document, or why it cannot be obtained. `has_file` tells that a file came, now or before."""

    has_file = False
    sent = OneOf(
        lazy_gettext("Can you send it?"), Sent, [Needed(message("Choose whether you can send the document"))]
    )
    papers = MultipleFileField(lazy_gettext("The document, in one file or several"))
    photo = FileField(
        lazy_gettext("Or a photo of it"),
        [Optional()],
        description=lazy_gettext("A photo that can be read is enough."),
    )
    text = TextAreaField(
        lazy_gettext("What the document shows, or why you cannot obtain it"),
        [
            Needed(message("Write what the document shows, or why you cannot obtain it")),
            Length(max=LONGEST_TEXT),
        ],
    )

    def validate_papers(self, _field: MultipleFileField) -> None:
        """Ask for the file of a document that is said to be there.

        Raises:
            ValidationError: no file came.

        """
        if self.sent.data in (Sent.DOCUMENT, Settled.DOCUMENT) and not self.has_file:
            raise ValidationError(said(message("Choose the file of the document")))


class DiscrepancyForm(DocumentForm):
    """Why a document differs from the statement, that the statement was amended, or another document."""

    sent = OneOf(
        lazy_gettext("What do you say to the difference?"),
        Settled,
        [Needed(message("Choose what you say to the difference"))],
    )
    text = TextAreaField(
        lazy_gettext("Why it differs, what you amended, or what the other document shows"),
        [
            Needed(message("Write why it differs, what you amended, or what the other document shows")),
            Length(max=LONGEST_TEXT),
        ],
    )
