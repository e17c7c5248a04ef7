"""The forms of correspondence and of documents."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from disclosure.domain.interests import Choice
from disclosure.domain.messages import message
from disclosure.web.fields import Needed, OneOf
from portal.forms import LONGEST_TEXT, ActForm, If


class Stand(Choice):
    """What the filer says to advice."""

    AGREE = "agree", message("I agree and will do this")
    DISAGREE = "disagree", message("I disagree")


class Sent(Choice):
    """Whether a document is there."""

    DOCUMENT = "document", message("I send the document")
    NONE = "none", message("I cannot obtain it")


class AnswerForm(ActForm):
    """The answer to a question."""

    text = TextAreaField(
        lazy_gettext("Your answer"), [Needed(message("Write your answer")), Length(max=LONGEST_TEXT)]
    )


class ResponseForm(ActForm):
    """Agree, or disagree with a reason."""

    stand = OneOf(
        lazy_gettext("What do you say to this advice?"),
        Stand,
        [Needed(message("Choose whether you agree or disagree"))],
    )
    reason = TextAreaField(
        lazy_gettext("Why do you disagree?"),
        [
            If(
                "stand",
                Stand.DISAGREE,
                needed=message("Write why you disagree, so that the office can decide"),
            ),
            Length(max=LONGEST_TEXT),
        ],
        description=lazy_gettext("Only if you disagree. The ethics office decides and writes to you."),
    )


class ProofForm(ActForm):
    """How advice was followed."""

    text = TextAreaField(
        lazy_gettext("What did you do, and when?"),
        [Needed(message("Write what you did, and when")), Length(max=LONGEST_TEXT)],
    )
    paper = FileField(
        lazy_gettext("A paper that shows it"),
        [Optional()],
        description=lazy_gettext("PDF, JPEG or PNG, up to 25 MB."),
    )


class DocumentForm(ActForm):
    """One document, or why it cannot be obtained."""

    sent = OneOf(
        lazy_gettext("Can you send it?"), Sent, [Needed(message("Choose whether you can send the document"))]
    )
    paper = FileField(
        lazy_gettext("The document"),
        [If("sent", Sent.DOCUMENT, needed=message("Choose the file of the document"))],
        description=lazy_gettext("PDF, JPEG or PNG, up to 25 MB. A photo that can be read is enough."),
    )
    text = TextAreaField(
        lazy_gettext("What the document shows, or why you cannot obtain it"),
        [
            Needed(message("Write what the document shows, or why you cannot obtain it")),
            Length(max=LONGEST_TEXT),
        ],
    )
