"""How an item is asked: the shape of a field, and the fields every category shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from disclosure.domain.categories import Holder
from disclosure.domain.interests.choices import Choice, Operation, Related
from disclosure.domain.interests.labels import HOLDER_NAMES
from disclosure.domain.messages import Message, message


class FieldKind(StrEnum):
    """What a field takes; a form has one widget for each."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    MONEY = "money"
    BAND = "band"
    NUMBER = "number"
    PERCENT = "percent"
    COUNTRY = "country"
    YES_NO = "yes-no"
    COUNTERPARTY = "counterparty"
    PERSON_NAME = "person-name"
    MEMBER = "member"
    """A member of the household on the same statement, by id."""


BOUNDED = (
    FieldKind.MONEY,
    FieldKind.NUMBER,
    FieldKind.PERCENT,
    FieldKind.COUNTRY,
    FieldKind.COUNTERPARTY,
)
"""Kinds of field whose value may be one that cannot be; any text may stand in the others."""


class FieldGroup(StrEnum):
    """Where on the page of an item a field stands, top to bottom."""

    WHAT = "what"
    VALUE = "value"
    HOLDER = "holder"
    DUTIES = "duties"
    MORE = "more"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list: its code and its words."""

    code: str
    label: Message


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is asked only while another field has one of these values (codes, or "yes" and "no")."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked about an item.

    Attributes:
        name: attribute of the category's Struct.
        required: must be given before filing, while `only_if` holds.
        instead: another field that answers this one as well.
        parts: of a counterparty, what is asked; `needs` must be given when required.
        whole: a number without decimals.
        long: a text of several lines.

    """

    name: str
    label: Message
    kind: FieldKind
    required: bool = False
    choices: tuple[Option, ...] = ()
    hint: Message | None = None
    group: FieldGroup = FieldGroup.WHAT
    only_if: Condition | None = None
    instead: str = ""
    parts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ("name",)
    whole: bool = False
    long: bool = False


def options(codes: Iterable[Choice]) -> tuple[Option, ...]:
    """Return the choices of a code list in its own order."""
    return tuple(Option(code.value, code.label) for code in codes)


COMPANY_PARTS = ("name", "country", "lei", "registration")
PAYER_PARTS = ("name", "kind", "country")
VENDOR_PARTS = ("name", "kind", "country", "registration", "ungm")


def party(
    label: Message, parts: tuple[str, ...], *, required: bool = True, only_if: Condition | None = None
) -> Field:
    """Return the field of the other side; where its kind is asked, it must be given."""
    needs = tuple(part for part in ("name", "kind") if part in parts)
    return Field(
        "counterparty",
        label,
        FieldKind.COUNTERPARTY,
        required=required,
        parts=parts,
        needs=needs,
        only_if=only_if,
    )


_JOINT = Condition("holder", (Holder.JOINT.value,))
_SHARE_HINT = message("In per cent, like 50.")

HOLDER_FIELDS: tuple[Field, ...] = (
    Field(
        "holder",
        message("Whose is it?"),
        FieldKind.CHOICE,
        required=True,
        choices=tuple(Option(holder.value, HOLDER_NAMES[holder]) for holder in Holder),
        group=FieldGroup.HOLDER,
    ),
    Field(
        "child",
        message("Which child?"),
        FieldKind.MEMBER,
        required=True,
        group=FieldGroup.HOLDER,
        only_if=Condition("holder", (Holder.CHILD.value,)),
    ),
    Field(
        "share",
        message("Your share"),
        FieldKind.PERCENT,
        required=True,
        hint=_SHARE_HINT,
        group=FieldGroup.HOLDER,
        only_if=_JOINT,
    ),
    Field(
        "share_spouse",
        message("Share of your spouse"),
        FieldKind.PERCENT,
        hint=_SHARE_HINT,
        group=FieldGroup.HOLDER,
        only_if=_JOINT,
    ),
    Field(
        "share_children",
        message("Share of your children"),
        FieldKind.PERCENT,
        hint=_SHARE_HINT,
        group=FieldGroup.HOLDER,
        only_if=_JOINT,
    ),
    Field(
        "share_others",
        message("Share of others"),
        FieldKind.PERCENT,
        hint=_SHARE_HINT,
        group=FieldGroup.HOLDER,
        only_if=_JOINT,
    ),
)

CLOSING_FIELDS: tuple[Field, ...] = (
    Field(
        "related_to_duties",
        message("Does it have to do with your official duties?"),
        FieldKind.CHOICE,
        required=True,
        choices=options(Related),
        group=FieldGroup.DUTIES,
    ),
    Field(
        "duties_note",
        message("How?"),
        FieldKind.TEXT,
        required=True,
        group=FieldGroup.DUTIES,
        only_if=Condition("related_to_duties", (Related.YES.value,)),
        long=True,
    ),
    Field(
        "prior_authorisation",
        message("Reference of the authorisation, if you have one"),
        FieldKind.TEXT,
        group=FieldGroup.MORE,
    ),
    Field(
        "remark",
        message("Anything the reviewer should know"),
        FieldKind.TEXT,
        group=FieldGroup.MORE,
        long=True,
    ),
    Field(
        "disposed_on",
        message("When did it end?"),
        FieldKind.DATE,
        required=True,
        group=FieldGroup.ENDED,
        only_if=Condition("operation", (Operation.DISPOSED.value,)),
    ),
)


def value_fields(label: Message, *, required: bool, only_if: Condition | None = None) -> tuple[Field, ...]:
    """Return the fields of an item's value: an exact amount or a band, and the day it is of."""
    return (
        Field(
            "amount",
            label,
            FieldKind.MONEY,
            required=required,
            group=FieldGroup.VALUE,
            instead="band",
            only_if=only_if,
        ),
        Field(
            "band",
            label,
            FieldKind.BAND,
            required=required,
            group=FieldGroup.VALUE,
            instead="amount",
            only_if=only_if,
        ),
        Field(
            "as_of",
            message("Value on which day?"),
            FieldKind.DATE,
            hint=message("Leave this empty if it is the last day of the period."),
            group=FieldGroup.MORE,
            only_if=only_if,
        ),
    )
