"""The forms of the compliance site. Each has a one-time token, as buttons do: sent twice, it acts once."""

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from disclosure.casework.chasing.noting import LONGEST_NOTE
from disclosure.casework.chasing.pausing import LONGEST_REASON as LONGEST_PAUSE
from disclosure.casework.designating.nominating import LONGEST_REASON
from disclosure.casework.referring.preparing import LONGEST_REASON as LONGEST_REMARK
from disclosure.casework.referring.sending import LONGEST_ACTION
from disclosure.domain.messages import message
from disclosure.web.dates import DateField
from disclosure.web.fields import Needed, OnceToken
from disclosure.web.forms import Form, Part


class ExtendForm(Form):
    """More time for one person."""

    until = DateField(_("New due date"), [Needed(message("Enter the new due date, like 27 3 2026"))])
    reason = TextAreaField(
        _("Reason"),
        [Needed(message("Write why this person has more time")), Length(max=LONGEST_REASON)],
        description=_("It is kept on record. Do not write what the person declared."),
    )
    once = OnceToken()


class ExemptForm(Form):
    """No statement needed from one person."""

    reason = TextAreaField(
        _("Reason"),
        [Needed(message("Write why this person need not file")), Length(max=LONGEST_REASON)],
        description=_("It is kept on record. Do not write what the person declared."),
    )
    once = OnceToken()


class DeadlineForm(Form):
    """More time for everybody."""

    until = DateField(_("New due date"), [Needed(message("Enter the new due date, like 27 3 2026"))])
    reason = TextAreaField(
        _("Reason"),
        [Needed(message("Write why the deadline is put back")), Length(max=LONGEST_REASON)],
        description=_("Everybody will ask. The reason goes on record; do not name anybody."),
    )
    once = OnceToken()


class OutageForm(Form):
    """Days on which nobody could file."""

    began_on = DateField(
        _("First day of the outage"), [Needed(message("Enter the first day, like 27 3 2026"))]
    )
    days = IntegerField(_("Days to add"), [Needed(message("Enter how many days, like 2"))])
    reason = TextAreaField(
        _("Reason"),
        [Needed(message("Write why the deadline is put back")), Length(max=LONGEST_REASON)],
        description=_("Everybody will ask. The reason goes on record; do not name anybody."),
    )
    once = OnceToken()


class PauseForm(Form):
    """Why no reminder is to be written for a while."""

    reason = TextAreaField(
        _("Reason"),
        [Needed(message("Write why the ladder is paused")), Length(max=LONGEST_PAUSE)],
        description=_("Everybody will ask. The reason goes on record; do not name anybody."),
    )
    once = OnceToken()


class CloseForm(Form):
    """The end of a cycle."""

    sure = BooleanField(
        _("I have read these counts and close the cycle. It cannot be opened again."),
        [Needed(message("Tick the box to close the cycle"))],
    )
    once = OnceToken()


class SignForm(Form):
    """An entity's list of designated people, as the page showed it."""

    shown = HiddenField()
    once = OnceToken()


class NominateForm(Form):
    """Somebody who should be on the list."""

    person = SelectField(_("Person"))
    ground = SelectField(_("Ground"))
    once = OnceToken()


class ChosenForm(Form):
    """The people of a list who are to be reminded, as the page showed them."""

    people = HiddenField()
    once = OnceToken()


class ManyExtendForm(ExtendForm):
    """More time for the people of a list, as the page showed them."""

    people = HiddenField()


class ContactForm(Form):
    """A call with somebody, or a note about reaching them."""

    kind = SelectField(_("Kind"))
    said = TextAreaField(
        _("Note"),
        [Needed(message("Write what a colleague should know")), Length(max=LONGEST_NOTE)],
        description=_("It is kept on record. Do not write what the person declared."),
    )
    once = OnceToken()


class ReturnForm(Form):
    """Somebody whom a head returns to the office."""

    reason = TextAreaField(
        _("Reason"),
        [Needed(message("Write why somebody else is to act, like: serves in another entity since May"))],
        description=_("It stays on record beside the name. Do not write what the person declared."),
    )
    once = OnceToken()


class RoleForm(Form):
    """A role for somebody, with an account for whoever has none."""

    email = StringField(_("E-mail"), [Needed(message("Enter the e-mail address"))])
    name = StringField(
        _("Name"), [Length(max=200)], description=_("Only for somebody who has no account here yet.")
    )
    role = SelectField(_("Role"))
    entity = SelectField(_("Entity"), description=_("Only for a focal point or the head of an entity."))
    once = OnceToken()


class RulesForm(Form):
    """A programme file to try out."""

    file = FileField(_("Programme file (TOML)"), [Needed(message("Choose the programme file"))])
    once = OnceToken()


class ProposeForm(Form):
    """A programme file that was tried out, on its way to be proposed."""

    packed = HiddenField()
    once = OnceToken()


class RemoveForm(Form):
    """Somebody taken off a referral."""

    reason = TextAreaField(
        _("Reason"),
        [Needed(message("Write why this person is taken off the referral")), Length(max=LONGEST_REMARK)],
        description=_("It stays on record beside the name. Do not write what the person declared."),
    )
    once = OnceToken()


class ActionForm(Form):
    """What a head did about a referral."""

    action = TextAreaField(
        _("What did you do, and what will happen next?"),
        [Needed(message("Write what you did about the people in this referral")), Length(max=LONGEST_ACTION)],
        description=_("Do not ask anybody what their statement says, and do not write it here."),
    )
    once = OnceToken()


class SourceForm(Form):
    """Which public value a draw will use."""

    source = StringField(
        _("Public value that will be used"),
        [Needed(message("Name the public value, like: drand round 4711")), Length(max=500)],
        description=_("Name exactly one value that nobody can know yet, like: drand round 4711."),
    )
    once = OnceToken()


class ValueForm(Form):
    """The public value of a draw."""

    public_value = StringField(
        _("Public value, exactly as it was published"),
        [Needed(message("Copy the public value as it was published")), Length(max=2000)],
    )
    once = OnceToken()


class DayForm(Part):
    """The day at whose end a list is shown. It is part of the address, so it has no token."""

    on = DateField(_("As it was at the end of this day"))


class FilterForm(Part):
    """Which people a list shows. It is part of the address, so it has no token."""

    name = StringField(_("Name or index number"))
    entity = SelectField(_("Entity"))
    group = SelectField(_("Group of entities"))
    state = SelectField(_("State"))
    late = SelectField(_("Lateness"))


class SaveForm(Form):
    """A name for the filters of a list."""

    name = StringField(_("Name"), [Needed(message("Give the list a name"))])
    once = OnceToken()


class CopyForm(Part):
    """Which copy of a report is asked for. It is part of the address, so it has no token."""

    form = SelectField(_("File format"))
    language = SelectField(_("Language"))
    edition = SelectField(_("For whom"))
    snapshot = SelectField(_("Snapshot"))


class LedgerForm(Part):
    """What an auditor searches the ledger for. It is part of the address, so it has no token."""

    act = SelectField(_("Act"))
    person = StringField(_("Name, e-mail address or index number"))
    filing = StringField(_("Reference of a statement"))
    since = StringField(_("From the day, like 2020-03-01"))
    until = StringField(_("To the day, like 2020-03-31"))
