"""Fields that WTForms lacks: coded choices, the one-time token, the row's version, and `Needed`."""

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice, SelectFieldBase  # type: ignore[attr-defined]
from wtforms.fields.core import Field
from wtforms.fields.simple import FileField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, HiddenInput

from disclosure.domain.interests.choices import AnswerChoice, Choice
from disclosure.domain.messages import Message, message
from disclosure.web.dates import DateField
from disclosure.web.forms import said
from disclosure.web.sentences import AGAIN

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


class Needed:
    """An answer must be given. Say how in `sentence`: "Enter the year you bought it, like 2019".

    Without a sentence, one is made that names the question, so that two
    unanswered questions do not read alike in the summary.
    """

    field_flags = {"required": True}  # noqa: RUF012

    def __init__(self, sentence: Message | str | None = None) -> None:
        self.sentence = sentence

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """Stop if nothing was entered.

        Raises:
            StopValidation: the box is empty, or nothing is chosen.

        """
        if any(part.strip() if isinstance(part, str) else part for part in field.raw_data or ()):
            return
        field.errors = []
        raise StopValidation(said(self.sentence or _wish(field)))


def _wish(field: Field) -> Message:
    """Return the sentence that asks for this kind of answer by the name of its question."""
    label = field.label.text
    match field:
        case BooleanField():
            return message("Tick the box: “%(label)s”", label=label)
        case SelectFieldBase():
            return message("Choose an answer: “%(label)s”", label=label)
        case FileField():
            return message("Choose a file: “%(label)s”", label=label)
        case DateField():
            return message("Enter a date: “%(label)s”", label=label)
        case _:
            return message("Enter an answer: “%(label)s”", label=label)


class OneOf(RadioField):
    """One of several coded answers as radio buttons; gives the code's enum member. None is pre-selected."""

    def __init__(
        self,
        label: str | None = None,
        codes: Iterable[Choice] = (),
        validators: Sequence[object] | None = None,
        **settings: Any,  # noqa: ANN401
    ) -> None:
        offered = list(codes)
        super().__init__(
            label,
            list(validators or ()),
            choices=_lines(offered),
            coerce=_reader(offered),
            **settings,
        )


class OneOfList(SelectField):
    """One of many coded answers as a drop-down list that begins with "Choose"; gives the enum member."""

    def __init__(
        self,
        label: str | None = None,
        codes: Iterable[Choice] = (),
        validators: Sequence[object] | None = None,
        **settings: Any,  # noqa: ANN401
    ) -> None:
        offered = list(codes)
        super().__init__(
            label,
            list(validators or ()),
            choices=[SelectChoice("", gettext("Choose")), *_lines(offered)],
            coerce=_reader(offered),
            **settings,
        )

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the answer; the empty line takes back an earlier one."""
        self.data = None
        if valuelist and valuelist[0]:
            super().process_formdata(valuelist)

    def pre_validate(self, form: BaseForm) -> None:
        """Leave it to `Needed` whether an answer must be chosen."""
        if self.data is not None:
            super().pre_validate(form)


class SomeOf(SelectMultipleField):
    """Any number of coded answers as tick boxes; gives a list of enum members."""

    option_widget = CheckboxInput()

    def __init__(
        self,
        label: str | None = None,
        codes: Iterable[Choice] = (),
        validators: Sequence[object] | None = None,
        **settings: Any,  # noqa: ANN401
    ) -> None:
        offered = list(codes)
        super().__init__(
            label,
            list(validators or ()),
            choices=_lines(offered),
            coerce=_reader(offered),
            **settings,
        )


class YesNoNotSure(OneOf):
    """Yes, no or not sure. "Not sure" is a full answer: it opens a question to the ethics office."""

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[object] | None = None,
        **settings: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(label, AnswerChoice, validators, **settings)


def _lines(codes: Iterable[Choice]) -> list[SelectChoice]:
    """Return the codes with their labels in the language of the page."""
    return [SelectChoice(code.value, said(code.label)) for code in codes]


def _reader(codes: Sequence[Choice]) -> Callable[[object], Choice | None]:
    """Return the function that reads a posted code. The empty line of a list is no code."""
    by_value: dict[str, Choice] = {code.value: code for code in codes}

    def read(posted: object) -> Choice | None:
        if posted == "":
            return None
        if str(posted) not in by_value:
            raise ValueError(posted)
        return by_value[str(posted)]

    return read


class OnceToken(HiddenField):
    """Carries a random token, so that a form sent twice acts once. The act keeps the token it consumed."""

    def __init__(self, label: str = "", **settings: Any) -> None:  # noqa: ANN401
        super().__init__(label, default=_new_token, **settings)

    def pre_validate(self, _form: BaseForm) -> None:
        """Refuse what is no token of ours, and hand out a fresh one for the next try.

        Raises:
            StopValidation: the token is missing or mutilated.

        """
        if not self.raw_data or not _TOKEN.fullmatch(self.data or ""):
            self.data = _new_token()
            raise StopValidation(said(AGAIN))


def _new_token() -> str:
    return secrets.token_urlsafe(16)


class RowVersion(IntegerField):
    """Carries the version of the row the page showed, so that an edit over another's edit is noticed."""

    widget = HiddenInput()

    def pre_validate(self, _form: BaseForm) -> None:
        """Refuse a form that lost its version.

        Raises:
            StopValidation: the version is missing or no number.

        """
        if self.data is None:
            raise StopValidation(said(AGAIN))
