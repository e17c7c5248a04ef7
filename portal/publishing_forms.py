"""The forms of public disclosure. Nothing is chosen beforehand."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import CheckboxInput

from disclosure.domain.messages import message
from disclosure.domain.publishing import CONSENT, Offered, PublicChoice, WithdrawalReason
from disclosure.web.fields import Needed, OneOf
from portal.forms import ActForm


class ChoiceForm(ActForm):
    """The four choices."""

    choice = OneOf(
        lazy_gettext("What do you choose?"),
        PublicChoice,
        [Needed(message("Choose whether a summary is published"))],
    )


class Items(SelectMultipleField):
    """Items as tick boxes, by id."""

    option_widget = CheckboxInput()


class SummaryForm(ActForm):
    """What of the summary is left out, whether values are shown, and the consent to what was shown."""

    leave_out = Items(lazy_gettext("Leave these items out"))
    values = BooleanField(lazy_gettext("Show the value of each item"))
    shown = HiddenField()
    consent = BooleanField(
        lazy_gettext(CONSENT.msgid), [Needed(message("Tick the box if you agree that it is published"))]
    )

    def show(self, digest: str) -> None:
        """Note which summary the page shows; whoever agreed to another one agrees anew."""
        if self.shown.data != digest:
            self.consent.data = False
        self.shown.data = digest


class WithdrawForm(ActForm):
    """Why a summary is withdrawn."""

    reason = OneOf(
        lazy_gettext("Why do you withdraw it?"),
        WithdrawalReason,
        [Needed(message("Choose the kind of reason"))],
    )


def summary_form(offered: Sequence[Offered], words: Sequence[str]) -> SummaryForm:
    """Return the form over the items that may be shown, each with its `words`."""
    form = SummaryForm()
    form.leave_out.choices = [
        SelectChoice(one.item_id, text) for one, text in zip(offered, words, strict=True)
    ]
    return form
