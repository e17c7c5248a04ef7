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


IDENTIFIERS = ("lei", "registration", "ungm")
"""What of the other side few people know: it is asked among the details."""


def asked_about(item: Item, programme: Programme, *, details: bool = False) -> list[Field]:
    """Return what the page asks about `item`: when it ended only while it has ended.

    `details` are what is seldom needed, asked on a page of its own once the item is saved.
    """
    if not details:
        return [part for field in _all_about(item, programme) for part in _part(field, details=False)]
    now = [field for field in _all_about(item, programme) if is_asked(field, item)]
    return [always(part) for field in now for part in _part(field, details=True)]


def _all_about(item: Item, programme: Programme) -> list[Field]:
    ended = item.operation is Operation.DISPOSED
    return [
        field
        for field in fields_for(item.category, programme)
        if field.group is not FieldGroup.ENDED or ended
    ]


def _part(field: Field, *, details: bool) -> Iterator[Field]:
    """Yield what of a field one of the two pages asks."""
    if field.kind is FieldKind.COUNTERPARTY:
        seldom = (*IDENTIFIERS, "country") if field.only_if else IDENTIFIERS
        parts = tuple(part for part in field.parts if (part in seldom) is details)
        if parts:
            yield dataclasses.replace(field, parts=parts)
    elif details is _is_detail(field):
        yield field


def _is_detail(field: Field) -> bool:
    return field.group is FieldGroup.MORE or (field.only_if is not None and not field.required)


def leads_to_details(item: Item, programme: Programme) -> bool:
    """Whether an answer that was given asks for details, and none of them was."""
    hanging = [
        field
        for field in _all_about(item, programme)
        if field.group is not FieldGroup.MORE and _is_detail(field) and is_asked(field, item)
    ]
    return bool(hanging) and not any(_is_given(field, item) for field in hanging)


def _is_given(field: Field, item: Item) -> bool:
    return getattr(item, field.name) not in (None, "")


def told(item: Item, programme: Programme) -> list[str]:
    """Return the names of the details that were given."""
    details = asked_about(item, programme, details=True)
    return [
        said(field.label)
        for field in details
        if field.kind is not FieldKind.COUNTERPARTY and _is_given(field, item)
    ]


def always(field: Field) -> Field:
    """Return `field` without its condition, for a page that shows it only when it is asked."""
    return dataclasses.replace(field, only_if=None)


def blank(category: Category, item_id: str | None = None) -> Item:
    """Return a new item with nothing said about it yet."""
    return struct_of(category)(id=item_id or new_id(), operation=Operation.NEW)


def form_class(
    base: type[Made], item: Item, programme: Programme, statement: Statement, *, details: bool = False
) -> type[Made]:
    """Return the form about `item`, on top of `base`."""
    asked = [
        always(field) if field.group is FieldGroup.ENDED else field
        for field in asked_about(item, programme, details=details)
    ]
    return type("ItemForm", (base,), item_fields.fields(asked, programme, statement))


def values(item: Item, programme: Programme, *, details: bool = False) -> dict[str, Any]:
    """Return what the form about `item` is filled with."""
    filled: dict[str, Any] = {}
    for field in asked_about(item, programme, details=details):
        value = getattr(item, field.name)
        if isinstance(value, Party):
            filled |= {f"{field.name}_{part}": getattr(value, part) or "" for part in item_fields.PARTS}
        else:
            filled[field.name] = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    return filled


def read(form: Form, item: Item, programme: Programme, *, details: bool = False) -> Item:
    """Return `item` as the form describes it. What is no longer asked is forgotten.

    Of a form that is not valid, what is wrong stays as it was.
    """
    asked = asked_about(item, programme, details=details)
    given = {field.name: _given(field, form, item) for field in asked if not _is_faulty(field, form)}
    typed = _typed(replace(item, **given))
    both = _all_about(item, programme)
    gone = {field.name: _default(field, typed) for field in both if not is_asked(field, typed)}
    return replace(typed, **gone)


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """What is asked together, and when: in words, and as a class that the stylesheet knows."""

    inputs: list[FormField]
    condition: str
    depends: str


def shown(form: Form, item: Item, programme: Programme, *, details: bool = False) -> list[Shown]:
    """Return the fields of the page, top to bottom; what hangs on one answer is together."""
    order = list(FieldGroup)
    asked = sorted(asked_about(item, programme, details=details), key=lambda field: order.index(field.group))
    labels = {field.name: field for field in asked}
    found: list[Shown] = []
    above = ""
    for _key, same in groupby(asked, key=_dependence):
        together = list(same)
        found.append(_shown(together, form, labels, above=above))
        above = above if together[0].only_if else together[0].name
    return found


def _dependence(field: Field) -> object:
    """Return what tells fields asked together from others: their condition, or for none their own name."""
    return field.only_if or field.name


def _shown(together: list[Field], form: Form, asked: Mapping[str, Field], *, above: str) -> Shown:
    condition = together[0].only_if
    single = condition is not None and len(condition.values) == 1
    return Shown(
        inputs=[one for field in together for one in _form_fields(field, form)],
        condition=_part_of(together[0]) or _condition(together[0], asked, above=above),
        depends=f"if-{condition.field}-{condition.values[0]}" if condition and single else "",
    )


def _part_of(field: Field) -> str:
    """Return whose details these are, for those of the other side: their own names do not say it."""
    party = field.kind is FieldKind.COUNTERPARTY and "name" not in field.parts
    return said(field.label) if party else ""


def _condition(field: Field, asked: Mapping[str, Field], *, above: str) -> str:
    """Return in words when a field is asked; nothing for one that always is.

    `above` is the question that stands right above it: that one need not be named again.
    """
    if field.only_if is None or field.only_if.field not in asked:
        return ""
    other = asked[field.only_if.field]
    words = {option.code: said(option.label) for option in other.choices} | {"yes": _("Yes"), "no": _("No")}
    if len(field.only_if.values) > 1:
        return str(_("Depends on your answer to “%(question)s”.", question=said(other.label)))
    answer = words[field.only_if.values[0]]
    only: str = (
        _("Only if you answered “%(answer)s”:", answer=answer)
        if other.name == above
        else _(
            "Only if you answered “%(answer)s” to “%(question)s”.", answer=answer, question=said(other.label)
        )
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
