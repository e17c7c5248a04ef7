"""The forms of the filing site that are the same for everybody."""

from functools import cache

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import Length, NumberRange, Optional, StopValidation

from disclosure.domain.interests import AnswerChoice, HouseholdRelation, ReplyChoice
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme
from disclosure.web.dates import DateField
from disclosure.web.fields import Needed, OnceToken, OneOf, RowVersion, YesNoNotSure
from disclosure.web.forms import Form, said

LONGEST_LINE = 300
LONGEST_TEXT = 5_000
YES_NO = (AnswerChoice.YES, AnswerChoice.NO)
QUESTION = "q-"
"""Begins the names of the fields that ask a programme's questions, whose codes are the office's choice."""


class ActForm(Form):
    """A form that does something once, however often it is sent."""

    once = OnceToken()


class DraftForm(ActForm):
    """A form over a version of the draft."""

    version = RowVersion()


class ItemForm(DraftForm):
    """One item; its fields are added by category. `unfinished` lets what is needed be given later.

    A new item has its id from the page that asks about it, so that saving it twice makes one.
    """

    unfinished = False
    category = HiddenField()
    item = HiddenField()


class If:
    """The field is asked while another field has one of `values`; else what stands in it is passed over."""

    def __init__(self, name: str, *values: str, needed: Message | None = None) -> None:
        self.name, self.values, self.needed = name, values, needed

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Stop where the field is not asked, or is empty and need not be given.

        Raises:
            StopValidation: not asked, or empty.

        """
        if form[self.name].data not in self.values:
            field.errors = []
            raise StopValidation
        if self.needed is None:
            Optional()(form, field)
        else:
            Needed(self.needed)(form, field)


class HouseholdForm(DraftForm):
    """Whether household and duties are as shown. The page gives the labels: they name the period."""

    household_confirmed = OneOf(
        codes=YES_NO,
        validators=[Needed(message("Say whether the people shown are right for the whole period"))],
    )
    duties_unchanged = OneOf(
        codes=YES_NO, validators=[Needed(message("Say whether your duties are right for the whole period"))]
    )
    duties_note = TextAreaField(
        lazy_gettext("What has changed, and when?"),
        [
            If("duties_unchanged", "no", needed=message("Say what has changed in your duties, and when")),
            Length(max=LONGEST_TEXT),
        ],
    )


class MemberForm(DraftForm):
    """One member of the household."""

    name = StringField(
        lazy_gettext("Name"),
        [Needed(message("Enter the name of this person")), Length(max=LONGEST_LINE)],
    )
    relation = OneOf(
        lazy_gettext("How is this person related to you?"),
        HouseholdRelation,
        [Needed(message("Choose how this person is related to you"))],
    )
    employer = StringField(
        lazy_gettext("Where does this person work?"),
        [
            If("relation", "spouse", needed=message("Enter where your spouse works, or write “none”")),
            Length(max=LONGEST_LINE),
        ],
        description=lazy_gettext("Needed for a spouse. Write “none” for somebody who does not work."),
    )
    job = StringField(lazy_gettext("As what?"), [Optional(), Length(max=LONGEST_LINE)])
    birth_year = IntegerField(
        lazy_gettext("Year of birth"),
        [
            Optional(),
            NumberRange(1900, 2100, lazy_gettext("Enter the year of birth with four digits, like 2012")),
        ],
    )
    dependent = OneOf(lazy_gettext("Do you support this person?"), YES_NO, [Optional()])
    lives_in = OneOf(lazy_gettext("Does this person live with you?"), YES_NO, [Optional()])
    since = DateField(lazy_gettext("In your household since"), [Optional()])
    until = DateField(
        lazy_gettext("In your household until"),
        [Optional()],
        description=lazy_gettext("Only if this person left during the period."),
    )


def questions_form(programme: Programme, params: dict[str, object]) -> type[DraftForm]:
    """Return the form that asks every question of `programme`. Nothing is chosen beforehand."""
    fields = {
        QUESTION + question.code: YesNoNotSure(
            f"{number}. {said(Message(question.brief or question.text, params))}",
            [Needed(message("Choose yes, no or not sure: “%(title)s”", title=Message(question.title)))],
        )
        for number, question in enumerate(programme.questions, 1)
    }
    return type("QuestionsForm", (DraftForm,), fields)


@cache
def certify_form(sentences: tuple[str, ...], *, amending: bool) -> type[DraftForm]:
    """Return the form with the programme's sentences to certify, and the reason of an amendment."""
    fields: dict[str, object] = {}
    if amending:
        fields["reason"] = TextAreaField(
            lazy_gettext("Why do you change your statement?"),
            [
                Needed(message("Write why you change your statement")),
                Length(max=LONGEST_TEXT),
            ],
        )
    for number, sentence in enumerate(sentences, start=1):
        needed = Needed(message("Tick the box if this is so: “%(sentence)s”", sentence=Message(sentence)))
        fields[f"certified_{number}"] = BooleanField(lazy_gettext(sentence), [needed])
    return type("CertifyForm", (DraftForm,), fields)


class ReplyForm(DraftForm):
    """What is so about a record of the office. The page gives the label: it names the record."""

    choice = OneOf(codes=ReplyChoice, validators=[Needed(message("Choose what is so about this record"))])
    ended_on = DateField(
        lazy_gettext("If it ended: on which day?"),
        [If("choice", ReplyChoice.ENDED, needed=message("Enter the day on which it ended"))],
    )


class RemarkForm(DraftForm):
    """What somebody who is not sure would ask; and the buttons of a section."""

    remark = TextAreaField(
        lazy_gettext("What are you not sure about?"), [Optional(), Length(max=LONGEST_TEXT)]
    )


class ReasonForm(ActForm):
    """A reason in the filer's own words. The page gives the label."""

    reason = TextAreaField(validators=[Needed(message("Write your reason")), Length(max=LONGEST_TEXT)])


class ExtensionForm(ReasonForm):
    """More time until a day, for a reason."""

    until = DateField(
        lazy_gettext("Until which day do you ask for more time?"), [Needed(message("Enter a day"))]
    )
