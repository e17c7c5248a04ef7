"""The form about one item, built from the fields of its category, and the item it describes."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, TypeVar

import msgspec
from flask_babel import gettext as _
from msgspec.structs import replace
from wtforms.fields import Field as FormField

from disclosure.domain.categories import Category
from disclosure.domain.interests import (
    Field,
    FieldGroup,
    FieldKind,
    Item,
    Operation,
    Party,
    Statement,
    fields_for,
    is_asked,
    new_id,
    struct_of,
)
from disclosure.domain.programme import Programme
from disclosure.web.forms import Form, said
from portal import item_fields

Made = TypeVar("Made", bound=Form)


_ID = re.compile(r"[0-9a-f]{32}")


def is_id(text: str) -> bool:
    """Whether `text` is shaped like the id of an item."""
    return _ID.fullmatch(text) is not None


def asked_about(item: Item, programme: Programme) -> list[Field]:
    """Return what the page asks about `item`: when it ended only while it has ended."""
    ended = item.operation is Operation.DISPOSED
    return [
        field
        for field in fields_for(item.category, programme)
        if field.group is not FieldGroup.ENDED or ended
    ]


def always(field: Field) -> Field:
    """Return `field` without its condition, for a page that shows it only when it is asked."""
    return dataclasses.replace(field, only_if=None)


def blank(category: Category, item_id: str | None = None) -> Item:
    """Return a new item with nothing said about it yet."""
    return struct_of(category)(id=item_id or new_id(), operation=Operation.NEW)


def form_class(base: type[Made], item: Item, programme: Programme, statement: Statement) -> type[Made]:
    """Return the form about `item`, on top of `base`."""
    asked = [
        always(field) if field.group is FieldGroup.ENDED else field for field in asked_about(item, programme)
    ]
    return type("ItemForm", (base,), item_fields.fields(asked, programme, statement))


def values(item: Item, programme: Programme) -> dict[str, Any]:
    """Return what the form about `item` is filled with."""
    filled: dict[str, Any] = {}
    for field in asked_about(item, programme):
        value = getattr(item, field.name)
        if isinstance(value, Party):
            filled |= {f"{field.name}_{part}": getattr(value, part) or "" for part in item_fields.PARTS}
        else:
            filled[field.name] = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    return filled


def read(form: Form, item: Item, programme: Programme) -> Item:
    """Return `item` as the form describes it. What is no longer asked is forgotten.

    Of a form that is not valid, what is wrong stays as it was.
    """
    asked = asked_about(item, programme)
    given = {field.name: _given(field, form, item) for field in asked if not _is_faulty(field, form)}
    typed = _typed(replace(item, **given))
    gone = {field.name: _default(field, typed) for field in asked if not is_asked(field, typed)}
    return replace(typed, **gone)


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """What is asked together, and when: in words, and as a class that the stylesheet knows."""

    inputs: list[FormField]
    condition: str
    depends: str


def groups(form: Form, item: Item, programme: Programme) -> list[tuple[str, list[Shown]]]:
    """Return the fields of the page in their groups, top to bottom; what hangs on one answer is together."""
    order = list(FieldGroup)
    asked = sorted(asked_about(item, programme), key=lambda field: order.index(field.group))
    labels = {field.name: field for field in asked}
    return [
        (group.value, [_shown(list(same), form, labels) for _key, same in groupby(members, key=_dependence)])
        for group, members in groupby(asked, key=lambda field: field.group)
    ]


def _dependence(field: Field) -> object:
    """Return what tells fields asked together from others: their condition, or for none their own name."""
    return field.only_if or field.name


def _shown(together: list[Field], form: Form, asked: Mapping[str, Field]) -> Shown:
    condition = together[0].only_if
    single = condition is not None and len(condition.values) == 1
    return Shown(
        inputs=[one for field in together for one in _form_fields(field, form)],
        condition=_condition(together[0], asked),
        depends=f"if-{condition.field}-{condition.values[0]}" if condition and single else "",
    )


def _condition(field: Field, asked: Mapping[str, Field]) -> str:
    """Return in words when a field is asked; nothing for one that always is."""
    if field.only_if is None or field.only_if.field not in asked:
        return ""
    other = asked[field.only_if.field]
    words = {option.code: said(option.label) for option in other.choices} | {"yes": _("Yes"), "no": _("No")}
    if len(field.only_if.values) > 1:
        return str(_("Depends on your answer to “%(question)s”.", question=said(other.label)))
    only: str = _(
        "Only if you answered “%(answer)s” to “%(question)s”.",
        answer=words[field.only_if.values[0]],
        question=said(other.label),
    )
    return only


def _form_fields(field: Field, form: Form) -> Iterator[FormField]:
    if field.kind is not FieldKind.COUNTERPARTY:
        yield form[field.name]
        return
    for part in item_fields.PARTS:
        if f"{field.name}_{part}" in form:
            yield form[f"{field.name}_{part}"]


def _is_faulty(field: Field, form: Form) -> bool:
    """Whether nothing of a field can be read; of the other side, each part is read by itself."""
    return field.kind is not FieldKind.COUNTERPARTY and bool(form[field.name].errors)


def _given(field: Field, form: Form, item: Item) -> object:
    """Return the value of a field as the Struct holds it; codes are still plain text."""
    if field.kind is FieldKind.COUNTERPARTY:
        return _party(form, item.counterparty)
    data = form[field.name].data
    if field.kind is FieldKind.YES_NO:
        return {"yes": True, "no": False}.get(data or "")
    if isinstance(data, str):
        data = data.strip()
        textual = isinstance(_default(field, item), str)
        return data if data or textual else None
    return "" if data is None and isinstance(_default(field, item), str) else data


def _party(form: Form, party: Party) -> Party:
    """Return the other side as typed; a part that is not asked, or is wrong, stays as it was."""
    typed = {
        part: (form[f"counterparty_{part}"].data or "").strip()
        for part in item_fields.PARTS
        if f"counterparty_{part}" in form and not form[f"counterparty_{part}"].errors
    }
    changes: Mapping[str, Any] = typed | ({"kind": typed["kind"] or None} if "kind" in typed else {})
    return replace(party, **changes)


def _default(field: Field, item: Item) -> object:
    """Return what the Struct holds where nothing was given."""
    return getattr(struct_of(item.category)(id=item.id), field.name)


def _typed(item: Item) -> Item:
    """Return the same item with its codes as the members of their enums."""
    return msgspec.json.decode(msgspec.json.encode(item), type=type(item))
