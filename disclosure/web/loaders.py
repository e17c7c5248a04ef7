"""Finding the row an address means. The desk then asks the policy; None becomes a 404 like any stranger's."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import g
from flask_login import current_user
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager

from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import HAS_STATEMENT
from disclosure.models import Cycle, Entity, Filing, FilingKind, Organisation, Person

FILING_OF_YEAR = (
    select(Filing)
    .join(Filing.cycle)
    .join(Filing.person)
    .options(contains_eager(Filing.cycle), contains_eager(Filing.person))
    .where(
        Filing.person_id == bindparam("person_id"),
        Cycle.year == bindparam("year"),
        Filing.kind == bindparam("kind"),
    )
)
"""A person's filing of a year and a kind, with its cycle and the person.

Built once: every page of a filer begins here."""


def held(filings: Select[Filing]) -> Select[Filing]:
    """Return the same rows, locked until the transaction ends: acts follow one another.

    Of the person and the cycle they bring what an act needs; the rest is read where it is asked for.
    """
    person = contains_eager(Filing.person).load_only(Person.name, Person.email, Person.language)
    cycle = contains_eager(Filing.cycle).load_only(Cycle.organisation_id, Cycle.year, Cycle.programme_digest)
    return filings.options(person, cycle).with_for_update(of=Filing, key_share=True)


def kind_of(occasion: str | None) -> FilingKind:
    """Return the kind of filing that an address means: the yearly one, unless it says "entry" or "exit"."""
    return FilingKind(occasion) if occasion else FilingKind.ANNUAL


def own_filing(actor: Actor, year: int, occasion: str | None = None) -> Filing | None:
    """Return the actor's own filing of a year: the yearly one, or the one of an occasion."""
    asked = {"person_id": actor.person_id, "year": year, "kind": kind_of(occasion)}
    found: Filing | None = g.db.scalar(FILING_OF_YEAR, asked)
    return found


def organisation(_actor: Actor) -> Organisation | None:
    """Return the organisation of the signed-in account."""
    found: Organisation | None = g.db.get(Organisation, current_user.account.organisation_id)
    return found


def cycle_of_year(_actor: Actor, year: int) -> Cycle | None:
    """Return the cycle of a year in the organisation of the signed-in account."""
    found: Cycle | None = g.db.scalar(
        select(Cycle).where(Cycle.organisation_id == current_user.account.organisation_id, Cycle.year == year)
    )
    return found


def entity_of_code(_actor: Actor, code: str) -> Entity | None:
    """Return an entity of the signed-in account's organisation by its code."""
    found: Entity | None = g.db.scalar(
        select(Entity).where(
            Entity.organisation_id == current_user.account.organisation_id, Entity.code == code
        )
    )
    return found


def by_id(model: type[Any], name: str) -> Callable[..., Any]:
    """Return the loader of a row of `model` by the address part `name`, a UUID."""

    def load(_actor: Actor, **address: UUID) -> Any:  # noqa: ANN401 - a row of `model`
        return g.db.get(model, address[name])

    return load


def filed(_actor: Actor, filing_id: UUID) -> Filing | None:
    """Return a filing that has a statement: without one there is no case to see."""
    found: Filing | None = g.db.get(Filing, filing_id)
    return found if found is not None and found.state in HAS_STATEMENT else None


def of_filing(model: type[Any], name: str) -> Callable[..., Any]:
    """Return the loader of a row of `model` by the address part `name`, within the filing of the address."""

    def load(_actor: Actor, filing_id: UUID, **address: UUID) -> Any:  # noqa: ANN401 - a row of `model`
        found = g.db.get(model, address[name])
        return found if found is not None and found.filing_id == filing_id else None

    return load
