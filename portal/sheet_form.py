"""The forms of a bank's or broker's table: which file it is, and how it is to be read."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import FileField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import CATEGORY_NAMES, HOLDER_NAMES
from disclosure.domain.messages import message
from disclosure.domain.sheets import Part, Sheet
from disclosure.web.amounts import page_locale
from disclosure.web.fields import Needed
from disclosure.web.forms import said
from disclosure.web.money import OFTEN, currencies
from portal.drafts import Work
from portal.forms import ActForm, DraftForm

EACH = "each"
"""Whose they are is said at each item later."""
COLUMN = "column-"


class FileForm(ActForm):
    """Which file."""

    sheet = FileField(
        lazy_gettext("CSV file"),
        [Needed()],
        description=lazy_gettext(
            "Most banks and brokers let you save the list of what you hold as CSV. We do not keep the file."
        ),
    )


class Boxes(SelectMultipleField):
    """Lines to tick."""

    option_widget = CheckboxInput()


class SheetForm(DraftForm):
    """How the table is to be read, and which of its lines are added. Columns are added by table."""

    table = HiddenField()
    category = RadioField(lazy_gettext("What are they?"), [Needed(message("Choose what they are"))])
    holder = RadioField(lazy_gettext("Whose are they?"), [Needed(message("Choose whose they are"))])
    currency = SelectField(
        lazy_gettext("Currency, where the file names none"), [Optional()], validate_choice=True, choices=[]
    )
    chosen = Boxes(
        lazy_gettext("Which lines do you want to add?"),
        [Needed(message("Choose at least one line"))],
        choices=[],
    )

    def columns(self) -> dict[Part, int]:
        """Return which column holds what, as chosen."""
        chosen = {part: self[COLUMN + part.value].data for part in Part}
        return {part: int(column) for part, column in chosen.items() if column}


def labels() -> Mapping[Part, str]:
    """Return what each part of a line is called."""
    return {
        Part.NAME: _("Name"),
        Part.ISSUER: _("Issuer"),
        Part.ISIN: _("ISIN"),
        Part.TICKER: _("Ticker symbol"),
        Part.QUANTITY: _("How many?"),
        Part.PRICE: _("Price of one"),
        Part.VALUE: _("Value at the end of the period"),
        Part.CURRENCY: _("Currency"),
    }


def form(work: Work, sheet: Sheet, kinds: Sequence[Category], **settings: Any) -> SheetForm:  # noqa: ANN401
    """Return the form about one table."""
    none = SelectChoice("", _("Not in the file"))
    headings = enumerate(sheet.headings)
    offered = [SelectChoice(str(place), heading or f"({place + 1})") for place, heading in headings]
    columns = {
        COLUMN + part.value: SelectField(label, [Optional()], choices=[none, *offered])
        for part, label in labels().items()
    }
    made: SheetForm = type("TableForm", (SheetForm,), columns)(version=work.version, **settings)
    made.category.choices = [SelectChoice(kind.value, said(CATEGORY_NAMES[kind])) for kind in kinds]
    made.holder.choices = [
        *(SelectChoice(holder.value, said(HOLDER_NAMES[holder])) for holder in (Holder.SELF, Holder.SPOUSE)),
        SelectChoice(EACH, _("I say it for each of them later")),
    ]
    named = currencies(str(page_locale()))
    codes = [*OFTEN, *(code for code in named if code not in OFTEN)]
    made.currency.choices = [
        SelectChoice("", _("Choose")),
        *(SelectChoice(code, f"{code} ({named[code]})") for code in codes),
    ]
    return made
