"""The cards of last year's items: what each asks, and what is made of the answers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import g
from msgspec.structs import replace
from wtforms import FormField
from wtforms.form import BaseForm

from disclosure.casework import reading
from disclosure.domain import interests
from disclosure.domain.interests import FieldGroup, Item, Operation, fields_for
from disclosure.domain.messages import message
from disclosure.web.fields import Needed, OneOf
from disclosure.web.forms import Part
from portal import editing, item_fields, item_form, showing
from portal.drafts import Work, keys
from portal.forms import DraftForm

CHOICES = (Operation.UNCHANGED, Operation.CHANGED, Operation.DISPOSED, Operation.NOT_SURE)
SHORT = 6
FRESH = timedelta(days=366)
"""A value is kept without asking for so long; an older one is asked again with "the same"."""


class When(FormField):  # type: ignore[type-arg]
    """Fields that count only while a card says one thing; otherwise what stands in them is passed over."""

    def __init__(self, part: type[Part], card: str, choice: Operation, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(part, **settings)
        self.card, self.choice = card, choice

    def validate(self, form: BaseForm, extra_validators: Any = ()) -> bool:  # noqa: ANN401
        """Check the fields, if they count."""
        if form[self.card].data is not self.choice:
            return True
        return bool(super().validate(form, extra_validators))


@dataclass(frozen=True, slots=True)
class Card:
    """One item of last year as the page shows it."""

    item: Item
    section: str
    """Under which question it stands, and so its page of details; nothing if none leads to it."""
    said: Any
    changed: list[item_form.Shown]
    same: list[Any]
    ended: list[Any]


def short(work: Work, item: Item) -> str:
    """Return what the names of an item's fields bear: they stand on the page some fifty times.

    The beginning of its id, unless another item begins with the same.
    """
    begins = item.id[:SHORT]
    alike = [one for one in editing.carried(work.statement) if one.id.startswith(begins)]
    return begins if item_form.is_id(item.id) and len(alike) == 1 else item.id


def form(work: Work, *, opened: Collection[str], **settings: Any) -> DraftForm:  # noqa: ANN401
    """Return the form with a card for each carried item; `opened` are those whose fields it asks."""
    fields: dict[str, Any] = {}
    filled: dict[str, Any] = {}
    for item in editing.carried(work.statement):
        said = f"said-{short(work, item)}"
        sentence = showing.item_said(item, work.programme)
        needed = Needed(message("Choose what became of it: %(item)s", item=sentence))
        fields[said] = OneOf(sentence, CHOICES, [needed])
        filled[said] = item.operation
        for name, part, choice, data in _parts(work, item, opened=item.id in opened):
            fields[f"{name}-{short(work, item)}"] = When(part, said, choice)
            filled[f"{name}-{short(work, item)}"] = data
    made: type[DraftForm] = type("LastYearForm", (DraftForm,), fields)
    return made(version=work.version, **filled, **settings)


def cards(work: Work, form: DraftForm) -> list[Card]:
    """Return the cards of the page."""
    return [
        Card(
            item=item,
            section=_section(work, item),
            said=form[f"said-{short(work, item)}"],
            changed=item_form.shown(form[f"changed-{short(work, item)}"].form, _changed(item), work.programme)
            if f"changed-{short(work, item)}" in form
            else [],
            same=list(form[f"same-{short(work, item)}"].form) if f"same-{short(work, item)}" in form else [],
            ended=list(form[f"ended-{short(work, item)}"].form),
        )
        for item in editing.carried(work.statement)
    ]


def _section(work: Work, item: Item) -> str:
    home = editing.home_of(item, work.statement, work.programme)
    return home.code if home else ""


def read(work: Work, form: DraftForm) -> list[Item]:
    """Return the items as decided. One that is no longer "changed" says again what it said last year."""
    return [_decided(work, form, item) for item in editing.carried(work.statement)]


def read_so_far(work: Work, form: DraftForm) -> list[Item]:
    """Return the items that something was said of so far; what cannot be read stays as it was."""
    form.validate()
    carried = editing.carried(work.statement)
    return [
        _decided(work, form, item) for item in carried if form[f"said-{short(work, item)}"].data is not None
    ]


def _decided(work: Work, form: DraftForm, item: Item) -> Item:
    said: Operation = form[f"said-{short(work, item)}"].data
    if said is Operation.CHANGED:
        part = f"changed-{short(work, item)}"
        return (
            item_form.read(form[part].form, _changed(item), work.programme)
            if part in form
            else _changed(item)
        )
    base = _as_carried(work, item) if item.operation is Operation.CHANGED else item
    base = replace(base, operation=said, disposed_on=None)
    if said is Operation.DISPOSED:
        return replace(base, disposed_on=form[f"ended-{short(work, item)}"].form["disposed_on"].data)
    if said is Operation.UNCHANGED and f"same-{short(work, item)}" in form:
        fields = form[f"same-{short(work, item)}"].form
        given = {one.short_name: one.data for one in fields if one.data and not one.errors}
        return replace(base, **given, as_of=None) if given else base
    return base


def _parts(
    work: Work, item: Item, *, opened: bool
) -> list[tuple[str, type[Part], Operation, dict[str, Any]]]:
    """Return what a card asks besides its choice: name, fields, the choice they belong to, values."""
    ended = replace(item, operation=Operation.DISPOSED)
    at_end = [one for one in item_form.asked_about(ended, work.programme) if one.group is FieldGroup.ENDED]
    found = [_part(work, item, "ended", at_end, Operation.DISPOSED)]
    if _is_old(item, work):
        valued = [one for one in fields_for(item.category, work.programme) if one.name in ("amount", "band")]
        found.append(_part(work, replace(item, amount=None, band=""), "same", valued, Operation.UNCHANGED))
    if opened:
        part = item_form.form_class(Part, _changed(item), work.programme, work.statement)
        values = item_form.values(_changed(item), work.programme)
        found.append(("changed", part, Operation.CHANGED, values))
    return found


def _part(
    work: Work, item: Item, name: str, asked: list[interests.Field], choice: Operation
) -> tuple[str, type[Part], Operation, dict[str, Any]]:
    plain = [item_form.always(field) for field in asked]
    part = type("CardPart", (Part,), item_fields.fields(plain, work.programme, work.statement))
    return name, part, choice, {field.name: getattr(item, field.name) for field in asked}


def _changed(item: Item) -> Item:
    """Return an item whose details are open to change; its value is then of the end of this period."""
    as_of = item.as_of if item.operation is Operation.CHANGED else None
    return replace(item, operation=Operation.CHANGED, disposed_on=None, as_of=as_of)


def _is_old(item: Item, work: Work) -> bool:
    """Whether the item's value is older than a year at the end of the period."""
    return item.as_of is not None and work.statement.covers_to - item.as_of > FRESH


def _as_carried(work: Work, item: Item) -> Item:
    """Return an item as it came from last year's statement."""
    last = reading.last_year(
        g.db, keys().opener, by=g.actor, filing=work.filing, why=reading.Why.CARRYING_OVER
    )
    if last is None:
        return item
    now = work.statement
    carried = interests.carried_over(
        last, year=now.cycle_year, covers_from=now.covers_from, covers_to=now.covers_to
    )
    return next((one for one in carried.items if one.id == item.id), item)
