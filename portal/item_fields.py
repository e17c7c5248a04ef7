"""One form field for each kind of thing that is asked about an item."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import Field as FormField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import Length, NumberRange, Optional, StopValidation

from disclosure.domain.interests import Condition, Field, FieldKind, HouseholdRelation, PartyKind, Statement
from disclosure.domain.programme import Programme
from disclosure.domain.sentences import band_label
from disclosure.web.amounts import page_locale
from disclosure.web.countries import CountryField
from disclosure.web.dates import DateField
from disclosure.web.fields import Needed
from disclosure.web.forms import said
from disclosure.web.money import MoneyField, read_amount
from portal.forms import LONGEST_LINE, LONGEST_TEXT

FEW = 7
"""Up to so many choices are radio buttons; more are a list."""
PLACES = 8
"""Decimal places a number may have."""
HUNDRED = 100
PARTS = ("name", "kind", "country", "lei", "registration", "ungm")
WRITTEN = {FieldKind.DATE: DateField, FieldKind.MONEY: MoneyField, FieldKind.COUNTRY: CountryField}
Choices = list[tuple[str, str]]


class NumberField(StringField):
    """A number as the language of the page writes it; `whole` numbers have no decimals."""

    data: Any

    def __init__(self, *args: Any, whole: bool = False, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **settings)
        self.whole = whole

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed.

        Raises:
            ValueError: no number; the sentence says how to write it.

        """
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if typed:
            number = read_amount(typed, locale=page_locale(), places=0 if self.whole else PLACES)
            self.data = int(number) if self.whole else number

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return (
            ""
            if self.data is None
            else f"{self.data:f}"
            if isinstance(self.data, Decimal)
            else str(self.data)
        )


class Asked:
    """An answer is needed while the field is asked, unless the person saves to come back later.

    What stands in a field that is not asked is passed over.
    """

    def __init__(self, condition: Condition | None, *, needed: bool) -> None:
        self.condition, self.needed = condition, needed
        self.field_flags = {} if needed else {"optional": True}

    def __call__(self, form: BaseForm, field: FormField) -> None:
        """Stop where nothing is to be checked, or an answer is missing.

        Raises:
            StopValidation: not asked, or empty.

        """
        condition = self.condition
        if condition is not None and form[condition.field].data not in condition.values:
            field.errors = []
            raise StopValidation
        if self.needed and not getattr(form, "unfinished", False):
            Needed()(form, field)
        else:
            Optional()(form, field)


def fields(asked: Sequence[Field], programme: Programme, statement: Statement) -> dict[str, FormField]:
    """Return the form fields for what is asked, by name; a counterparty has one for each part."""
    made: dict[str, FormField] = {}
    for field in asked:
        if field.kind is FieldKind.COUNTERPARTY:
            made |= _party(field)
        else:
            made[field.name] = _field(field, programme, statement)
    return made


def _field(field: Field, programme: Programme, statement: Statement) -> FormField:
    about: dict[str, Any] = {
        "label": said(field.label),
        "validators": [Asked(field.only_if, needed=field.required)],
        "description": said(field.hint) if field.hint else "",
    }
    choices = _choices(field, programme, statement)
    if choices == [] and field.kind is FieldKind.MEMBER:
        about["description"] = _("List the child on the page about your household first.")
    if choices is not None:
        return _chosen(choices, about, as_list=field.kind is FieldKind.BAND)
    if field.kind in (FieldKind.NUMBER, FieldKind.PERCENT):
        if field.kind is FieldKind.PERCENT:
            about["validators"].append(NumberRange(0, HUNDRED))
        return NumberField(**about, whole=field.whole)
    if field.kind in WRITTEN:
        return WRITTEN[field.kind](**about)
    return _text(about, long=field.long)


def _choices(field: Field, programme: Programme, statement: Statement) -> Choices | None:
    """Return what a field offers to choose from; nothing for one that is written."""
    match field.kind:
        case FieldKind.YES_NO:
            return [("yes", _("Yes")), ("no", _("No"))]
        case FieldKind.CHOICE:
            return [(option.code, said(option.label)) for option in field.choices]
        case FieldKind.BAND:
            return _bands(programme)
        case FieldKind.MEMBER:
            return _children(statement)
        case _:
            return None


def _party(field: Field) -> dict[str, FormField]:
    """Return a field for each part of the other side; its name bears the question."""
    labels = {
        "name": said(field.label),
        "kind": _("What kind of organisation or person is it?"),
        "country": _("In which country?"),
        "lei": _("Legal entity identifier, if you know it"),
        "registration": _("Number in the register of companies, if you know it"),
        "ungm": _("Vendor number in the Global Marketplace, if you know it"),
    }
    made = {}
    for part in (part for part in PARTS if part in field.parts):
        needed = field.required and part in field.needs
        about: dict[str, Any] = {"label": labels[part], "validators": [Asked(field.only_if, needed=needed)]}
        made[f"{field.name}_{part}"] = (
            _chosen([(kind.value, said(kind.label)) for kind in PartyKind], about)
            if part == "kind"
            else CountryField(**about)
            if part == "country"
            else _text(about)
        )
    return made


def _text(about: dict[str, Any], *, long: bool = False) -> FormField:
    about["validators"].append(Length(max=LONGEST_TEXT if long else LONGEST_LINE))
    return TextAreaField(**about) if long else StringField(**about)


def _chosen(choices: Choices, about: dict[str, Any], *, as_list: bool = False) -> FormField:
    """Return radio buttons, none chosen beforehand, or for many choices a list."""
    lines = [SelectChoice(code, words) for code, words in choices]
    if len(choices) <= FEW and not as_list:
        return RadioField(**about, choices=lines)
    return SelectField(**about, choices=[SelectChoice("", _("Choose")), *lines])


def _bands(programme: Programme) -> Choices:
    return [(band.code, said(band_label(band, programme.values.currency))) for band in programme.values.bands]


def _children(statement: Statement) -> Choices:
    members: Iterable[Any] = statement.household
    return [
        (one.id, one.name or "…") for one in members if one.relation not in (HouseholdRelation.SPOUSE, None)
    ]
