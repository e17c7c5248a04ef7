"""Relatives who work in the United Nations system, and ties to those it deals with."""

from typing import ClassVar

from disclosure.domain.categories import Category
from disclosure.domain.interests.choices import Relation
from disclosure.domain.interests.choices_roles import TieRole
from disclosure.domain.interests.envelope import Interest


class RelativeInSystem(Interest, tag="relative-in-system", kw_only=True, frozen=True):
    """A relative who works in the United Nations system; the counterparty is their organisation."""

    category: ClassVar[Category] = Category.RELATIVE_IN_SYSTEM

    person: str = ""
    relation: Relation | None = None
    unit: str = ""
    post: str = ""
    duty_station: str = ""
    reporting_line: bool | None = None


class RelativeWithCounterparty(Interest, tag="relative-with-counterparty", kw_only=True, frozen=True):
    """The filer or a relative tied to a vendor, implementing partner, donor or government."""

    category: ClassVar[Category] = Category.RELATIVE_WITH_COUNTERPARTY

    person: str = ""
    relation: Relation | None = None
    role: TieRole | None = None
    owner: bool | None = None
    has_influence: bool | None = None
