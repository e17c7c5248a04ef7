"""When somebody saved first: the page with both texts."""

from collections.abc import Iterable
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import BooleanField
from wtforms.fields import Field
from wtforms.fields.choices import SelectFieldBase

from disclosure.web.dates import DateField
from disclosure.web.forms import Form, focus_of, leaves
from disclosure.web.money import MoneyField


def page(mine: Form, theirs: Form | None, *, reload_url: str) -> ResponseReturnValue:
    """Say that the statement was changed meanwhile, with what was typed beside what is saved."""
    reason = _(
        "Your statement was changed in another window, on another device or by somebody who helps you "
        "since you opened this page. Your answers from this page are not saved."
    )
    compared = both_texts(mine, theirs)
    return render_template(
        "errors/409.html", reason=reason, compared=compared, reload_url=reload_url.rstrip("?")
    ), 409


def both_texts(mine: Form, theirs: Form | None) -> list[tuple[str, str, str]]:
    """Return label, typed text and saved text of every answer in which the two differ."""
    saved = {field.name: typed(field) for field in leaves(theirs)} if theirs is not None else {}
    rows = [
        (field.label.text, typed(field), saved.get(field.name, ""))
        for field in leaves(mine)
        if focus_of(field) is not None
    ]
    return [row for row in rows if row[1] != row[2]]


def typed(field: Field) -> str:
    """Return what stands in a field, as a person reads it."""
    match field:
        case DateField() | MoneyField():
            return " ".join(part for part in field.typed.values() if part)
        case BooleanField():
            return _("Ticked") if field.data else ""
        case SelectFieldBase():
            lines: Iterable[Any] = field.iter_choices()
            return ", ".join(str(line.label) for line in lines if line.selected and line.value)
        case _:
            box: Any = field
            return str(box._value())  # noqa: SLF001 - how WTForms names the text in a box
