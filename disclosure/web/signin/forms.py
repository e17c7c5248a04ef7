"""The forms of signing in."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import Length

from disclosure.domain import emails
from disclosure.domain.messages import message
from disclosure.web.fields import Needed
from disclosure.web.forms import Form, said

AN_ADDRESS = message("Enter an e-mail address, like name@example.org")
A_PASSWORD = message("Enter your password")
NEEDS_SCRIPT = message("Passkeys need a script, which did not run. Use a code of your app instead.")
A_CODE = message("Enter the six digits that your app shows")


class LinkForm(Form):
    """Where to send a link."""

    email = StringField(lazy_gettext("E-mail"), [Needed(AN_ADDRESS)])

    def validate_email(self, field: StringField) -> None:
        """Refuse what cannot be an address. Whether it is one's own, its letter shows."""
        if not emails.is_shaped(emails.folded(field.data or "")):
            raise ValidationError(said(AN_ADDRESS))


class PasswordForm(LinkForm):
    """Signing in by address and password."""

    password = PasswordField(lazy_gettext("Password"), [Needed(A_PASSWORD)])


class CodeForm(Form):
    """The second factor."""

    code = StringField(lazy_gettext("Code"), [Needed(A_CODE)])


class OwnPasswordForm(Form):
    """The password once more."""

    password = PasswordField(lazy_gettext("Password"), [Needed(A_PASSWORD)])


class PasskeyForm(Form):
    """What a device answered. Without a script it stays empty."""

    answer = HiddenField()

    def validate_answer(self, field: HiddenField) -> None:
        """Say that a script is needed where none ran."""
        if not field.data:
            self.refuse(NEEDS_SCRIPT)
            raise ValidationError


class NewPasskeyForm(PasskeyForm):
    """A passkey, and how its owner calls it."""

    name = StringField(
        lazy_gettext("What you call this device"),
        [Needed(message("Enter a name for this device, like “Work laptop”")), Length(max=100)],
    )


class NewPasswordForm(Form):
    """A password that one chooses."""

    password = PasswordField(
        lazy_gettext("New password"),
        [Needed(message("Enter the password that you choose"))],
        description=lazy_gettext("At least 12 characters. Four words that do not belong together will do."),
    )
