"""The forms by which a roster comes in. Each has a one-time token: sent twice, it acts once."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, HiddenField, SelectField, StringField
from wtforms.validators import Length

from disclosure.casework.rosters.columns import LONGEST_NAME
from disclosure.casework.rosters.rows import COLUMNS
from disclosure.domain.messages import message
from disclosure.web.fields import Needed, OnceToken
from disclosure.web.forms import Form


class RosterForm(Form):
    """A list of people as a file."""

    file = FileField(_("Roster"), [Needed(message("Choose the file of the roster"))])
    source = StringField(
        _("Where the file comes from"),
        [Length(max=LONGEST_NAME)],
        description=_(
            "Only for a file with other columns than the template, like: HR system. You say once which "
            "column is which; it is kept for the next file."
        ),
    )
    complete = BooleanField(_("This file is the whole roster: whoever is missing from it has left."))
    once = OnceToken()


class ApplyForm(Form):
    """A roster that was compared, on its way to be taken over."""

    packed = HiddenField()
    complete = HiddenField()
    source = HiddenField()
    shown = HiddenField()
    once = OnceToken()


class FaultyForm(Form):
    """A roster that has faults, on its way to be told them as a file."""

    packed = HiddenField()
    complete = HiddenField()
    source = HiddenField()
    once = OnceToken()


class ColumnsForm(Form):
    """Which column of a file is which of the roster. A field for each column is added below."""

    packed = HiddenField()
    complete = HiddenField()
    source = HiddenField()
    once = OnceToken()


for _column in COLUMNS:
    setattr(ColumnsForm, f"of_{_column}", SelectField(_column))
