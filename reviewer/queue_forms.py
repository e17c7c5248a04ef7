"""The forms of the queue: a list of one's own, cases given to somebody or put aside, the account."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length

from disclosure.domain.messages import message
from disclosure.web.dates import DateField
from disclosure.web.fields import Needed, OnceToken
from disclosure.web.forms import Form
from disclosure.web.languages import LANGUAGES
from reviewer import wording
from reviewer.forms import Chosen, Items

LONGEST_NAME = 60


class SaveForm(Form):
    """The name of a list of one's own."""

    once = OnceToken()
    name = StringField(
        _("Name of the list"), [Needed(message("Give the list a name")), Length(max=LONGEST_NAME)]
    )


class CasesForm(Form):
    """Some cases, each of which may still be left out."""

    once = OnceToken()
    case = Items(_("Cases"), [Needed(message("Choose at least one case"))])


class AssignForm(CasesForm):
    """To whom cases are given."""

    reviewer = SelectField(_("Reviewer"), [Needed(message("Choose a reviewer"))])


class AsideForm(CasesForm):
    """Why cases are put aside, and until when."""

    reason = Chosen(_("What is the reason?"), wording.PAUSE_REASONS, message("Choose a reason"))
    until = DateField(_("Until the end of which day?"), [Needed(message("Enter a day, like 27 3 2026"))])


class LanguageForm(Form):
    """The language of the pages; each is named in itself."""

    code = RadioField(
        _("Language of these pages"),
        [Needed(message("Choose a language"))],
        choices=[SelectChoice(language.code, language.name) for language in LANGUAGES],
    )


class ZoneForm(Form):
    """The time zone in which times are shown. The page gives the choices."""

    zone = SelectField(_("Time zone"), choices=[])


class KeysForm(Form):
    """Whether single letters act on the pages."""

    on = BooleanField(_("Single letters act as shortcuts on the pages of this site"))
