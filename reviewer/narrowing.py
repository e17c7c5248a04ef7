"""What an address of the queue asks for: a list, and the filters that narrow it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar
from uuid import UUID

from flask import abort, g
from sqlalchemy import Uuid, bindparam, select

from disclosure.casework.docket import Band, Filters, View
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import UNDER_REVIEW, FilingState
from disclosure.models import Account, Cycle, Entity, Grant, Organisation
from disclosure.web.languages import spoken

KEYS = ("view", "year", "entity", "state", "reviewer", "flags", "first", "age", "q")
"""What an address may say beside its page, in the order in which it is written."""
LONGEST_SEARCH = 100
_OFFICE = bindparam("office_id", type_=Uuid())
_YEARS = select(Cycle.year).where(Cycle.organisation_id == _OFFICE).distinct()
_ENTITIES = select(Entity.code, Entity.names).where(Entity.organisation_id == _OFFICE).order_by(Entity.code)
_REVIEWERS = (
    select(Account.id, Account.name)
    .join(Grant, Grant.account_id == Account.id)
    .where(
        Grant.organisation_id == _OFFICE,
        Grant.role == Role.REVIEWER,
        Grant.revoked_at.is_(None),
        Account.disabled_at.is_(None),
    )
    .distinct()
    .order_by(Account.name)
)
"""What every page of the queue asks. Built once."""
Code = TypeVar("Code", bound=StrEnum)


class Narrowed(NamedTuple):
    """A list and its filters, with the words of the address that asked for them."""

    view: View
    filters: Filters
    given: Mapping[str, str]

    def address(self, **changed: str | None) -> dict[str, str]:
        """Return the words of an address for the same, with some of them changed."""
        words = {**self.given, "view": self.view.value, **changed}
        return {key: words[key] or "" for key in KEYS if words.get(key)}


class Choice(NamedTuple):
    """One answer of a filter."""

    value: str
    name: str


class Choices(NamedTuple):
    """What the filters offer."""

    years: Sequence[Choice]
    entities: Sequence[Choice]
    reviewers: Sequence[Choice]
    states: Sequence[FilingState]
    bands: Sequence[Band]


def narrowed(office: Organisation, given: Mapping[str, str]) -> Narrowed:
    """Read an address. What it names and does not exist is not found."""
    view = _code(View, given.get("view")) or (View.FOUND if given.get("q") else View.MY_TURN)
    asked = {key: value for key in KEYS if (value := given.get(key, "").strip())}
    filters = Filters(
        cycle_ids=_cycles(office, asked["year"]) if "year" in asked else None,
        entity_id=_entity(office, asked["entity"]) if "entity" in asked else None,
        state=_code(FilingState, asked.get("state")),
        reviewer_id=_id(asked["reviewer"]) if "reviewer" in asked else None,
        flagged="flags" in asked,
        first_time="first" in asked,
        band=_code(Band, asked.get("age")),
        words=asked.get("q", "")[:LONGEST_SEARCH],
    )
    if view is View.FOUND and not filters.words:
        view = View.OPEN  # every closed case beside them is a search's to find
    return Narrowed(view, filters, asked)


def choices_for(office: Organisation) -> Choices:
    """Return what the filters of an organisation offer."""
    place = {"office_id": office.id}
    years = g.db.connection().scalars(_YEARS, place)
    entities = g.db.connection().execute(_ENTITIES, place)
    language = spoken().code
    return Choices(
        years=[Choice(str(year), str(year)) for year in sorted(years, reverse=True)],
        entities=[Choice(code, f"{code}: {names.get(language, names['en'])}") for code, names in entities],
        reviewers=[Choice(str(account_id), name) for account_id, name in reviewers_of(office)],
        states=[state for state in FilingState if state in UNDER_REVIEW],
        bands=list(Band),
    )


def reviewers_of(office: Organisation) -> list[tuple[UUID, str]]:
    """Return who reviews cases of an organisation, by name."""
    rows = g.db.connection().execute(_REVIEWERS, {"office_id": office.id})
    return [(account_id, name) for account_id, name in rows]


def _cycles(office: Organisation, year: str) -> tuple[UUID, ...]:
    if not year.isdecimal():
        abort(404)
    rows = select(Cycle.id).where(Cycle.organisation_id == office.id, Cycle.year == int(year[:4]))
    return tuple(g.db.scalars(rows))


def _entity(office: Organisation, code: str) -> UUID:
    rows = select(Entity.id).where(Entity.organisation_id == office.id, Entity.code == code)
    found: UUID | None = g.db.scalar(rows)
    return found or abort(404)


def _id(text: str) -> UUID:
    if text == "me":
        mine: UUID = g.actor.account_id
        return mine
    try:
        return UUID(text)
    except ValueError:
        abort(404)


def _code(kind: type[Code], text: str | None) -> Code | None:
    if not text:
        return None
    if text not in list(kind):
        abort(404)
    return kind(text)
