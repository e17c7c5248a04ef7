"""Forms as these sites make them: no browser validation, and errors that say how to repair.

A page shows one error per field, the first; the same sentence stands at the
field and in the summary at the top, which `layout.html` shows of itself for
the template variable `form`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from babel import Locale
from babel.dates import format_date
from flask_babel import format_datetime, format_decimal, gettext
from flask_wtf import FlaskForm
from wtforms import FieldList, FormField, RadioField, SelectMultipleField
from wtforms.csrf.core import CSRFTokenField
from wtforms.fields import Field

from disclosure.domain.interests.money import Money
from disclosure.domain.messages import Counted, Message, message
from disclosure.web.amounts import isolated, page_locale, written_with_code
from disclosure.web.languages import texts
from disclosure.web.sentences import SENTENCES

PAGE_TOO_OLD = message(
    "This page was open for too long. Your answers are still here. "
    "Choose the button at the end of the page again."
)


def said(sentence: object) -> str:
    """Return `sentence` in the language of the page.

    A `Message` is translated and its parameters are written as the language
    writes them: dates, amounts, and messages inside it. Anything else is
    already a sentence.
    """
    if not isinstance(sentence, Message):
        return str(sentence)
    text: str = (
        texts().ungettext(sentence.msgid, sentence.plural, sentence.number)
        if isinstance(sentence, Counted)
        else texts().ugettext(sentence.msgid)
    )
    return text % _Said(sentence.params) if sentence.params else text


class _Said:
    """What a sentence may name; an amount is written only for a sentence that does name it."""

    def __init__(self, params: Mapping[str, object]) -> None:
        self._params = params

    def __getitem__(self, name: str) -> object:
        return _said_value(self._params[name])


def _said_value(value: object) -> object:
    match value:
        case Message():
            return said(value)
        case datetime():
            return format_datetime(value, "d MMMM y, HH:mm z")
        case date():
            return _day(value, page_locale())
        case Money():
            return written_with_code(value)
        case Decimal():
            return format_decimal(value)
        case _:
            return isolated(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _day(day: date, locale: Locale) -> str:
    """Return a day in words; a page of a list says the same few dozens of times."""
    return format_date(day, "long", locale=locale)


class Problem(NamedTuple):
    """One line of the error summary."""

    target: str | None
    """The id of the input to go to; none for a problem of the page as a whole."""
    sentence: str


class _Token(CSRFTokenField):
    """The token of a form, made when a page shows it: most forms that are sent are answered by no page."""

    def process(self, *settings: Any, **more: Any) -> None:  # noqa: ANN401
        """Take what was sent."""
        super(CSRFTokenField, self).process(*settings, **more)

    def _value(self) -> str:
        token: str = self.csrf_impl.generate_csrf_token(self)
        return token


class _Csrf(FlaskForm.Meta.csrf_class):
    """Flask-WTF's protection, with its token made late."""

    field_class = _Token


class Form(FlaskForm):
    """The base of all forms."""

    class Meta(FlaskForm.Meta):
        """What WTForms asks for: its own errors in our words, in the language of the page."""

        csrf_class = _Csrf

        def get_translations(self, form: object) -> "_OurWords":  # noqa: ARG002
            """Return the translator of WTForms' built-in texts."""
            return _OurWords()

    def problems(self) -> list[Problem]:
        """Return the first problem of each field in the order of the page, then those of the whole."""
        found = [Problem(focus_of(field), str(field.errors[0])) for field in leaves(self) if field.errors]
        visible = [problem for problem in found if problem.target is not None]
        whole = [Problem(None, str(error)) for error in self.form_errors]
        if len(found) > len(visible):
            whole.append(Problem(None, said(PAGE_TOO_OLD)))
        return visible + whole

    def refuse(self, *faults: object, at: str | None = None) -> None:
        """Put `faults`, messages or sentences, at the field whose id is `at`, or at the top of the page.

        For what an act found wrong after the form was well filled in, such as
        the messages of `BadInput`.
        """
        sentences = [said(fault) for fault in faults]
        for field in leaves(self):
            if at is not None and field.id == at:
                field.errors = [*field.errors, *sentences]
                return
        self.form_errors += sentences


class Part(Form):
    """The fields of one item inside a larger form, as in `FieldList(FormField(HoldingPart))`."""

    class Meta(Form.Meta):
        """As for every form, without a second token."""

        csrf = False


def errors_at(faults: Mapping[str, Iterable[object]], form: Form) -> None:
    """Refuse every fault at its field: a mapping of field ids to messages."""
    for field_id, messages in faults.items():
        form.refuse(*messages, at=field_id)


def focus_of(field: Field) -> str | None:
    """Return the id of the input that repairs `field`; none for a hidden one."""
    if getattr(field.widget, "input_type", "") == "hidden":
        return None
    if isinstance(field, RadioField | SelectMultipleField):
        return f"{field.id}-0"
    return str(getattr(field, "focus_id", field.id))


def leaves(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield the fields a person fills in, those of nested forms and lists in their place."""
    for field in fields:
        if isinstance(field, FormField):
            yield from leaves(field.form)
        elif isinstance(field, FieldList):
            yield from leaves(field)
        else:
            yield field


class _OurWords:
    """Stands where WTForms looks for translations, and answers with our sentences."""

    def gettext(self, text: str) -> str:
        ours = SENTENCES.get(text)
        return gettext(ours.msgid) if ours else text

    def ngettext(self, singular: str, plural: str, n: int) -> str:  # noqa: ARG002
        return self.gettext(singular)
