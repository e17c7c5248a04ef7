"""The forms of the page about one's own account."""

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length

from disclosure.domain.messages import message
from disclosure.web.fields import Needed
from disclosure.web.languages import LANGUAGES
from portal.forms import LONGEST_LINE, ActForm


class LanguageForm(ActForm):
    """The language of the pages; each is named in itself."""

    code = RadioField(
        lazy_gettext("Language of these pages"),
        [Needed(message("Choose a language"))],
        choices=[SelectChoice(language.code, language.name) for language in LANGUAGES],
    )


class ZoneForm(ActForm):
    """The time zone in which times are shown. The page gives the choices."""

    zone = SelectField(
        lazy_gettext("Time zone"),
        choices=[],
        description=lazy_gettext(
            "When a statement is due does not change with it: the duty station decides."
        ),
    )


class DelegateForm(ActForm):
    """Whom one lets prepare the statement."""

    email = StringField(
        lazy_gettext("Work e-mail address of the person"),
        [Needed(message("Enter an e-mail address, like name@example.org")), Length(max=LONGEST_LINE)],
        description=lazy_gettext("They need an account here. They can read and fill in your draft."),
    )
