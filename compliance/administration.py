"""What the page of settings shows: what is still missing, dates, rules, roles, how long things are kept."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from babel.messages.pofile import read_po
from flask import g
from flask_babel import gettext as _
from sqlalchemy import func, select

from compliance import places
from compliance.turning import Need
from disclosure import clock
from disclosure.access import Permission, permits
from disclosure.casework import programmes, ruling
from disclosure.casework.ruling import Tried
from disclosure.catalogues import TRANSLATIONS
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import CycleState, DesignationState
from disclosure.models import Account, Cycle, Designation, Entity, Grant, Organisation, Person, RuleChange
from disclosure.web.languages import LANGUAGES

TWO = 2
"""Officers that an act of two people needs."""


class Year(NamedTuple):
    """A cycle with the rules it keeps, and until when its statements can be read."""

    cycle: Cycle
    version: str
    kept_until: date | None
    """Its keys are destroyed after that; None while it is not closed."""


class Holder(NamedTuple):
    """Somebody who holds a role."""

    grant: Grant
    account: Account
    entity: Entity | None


class Proposed(NamedTuple):
    """Rules that wait for a second officer."""

    change: RuleChange
    by: str
    tried: Tried


class Settings(NamedTuple):
    """The settings of an organisation at one moment."""

    needs: Sequence[Need]
    years: Sequence[Year]
    next_year: int
    holders: Sequence[Holder]
    proposed: Sequence[Proposed]
    languages: Sequence[tuple[str, int, int]]
    """Each language by its name: texts that are translated, and texts in all."""
    runs: bool
    """Whether whoever looks plans cycles and changes their rules."""


def settings(organisation: Organisation) -> Settings:
    """Return the settings of an organisation, as whoever looks may see them."""
    cycles, held = places.cycles(), _holders(organisation)
    runs = permits(g.actor, Permission.CYCLE_RUN, organisation)
    return Settings(
        needs=_needs(organisation, held, cycles),
        years=[_year(one) for one in cycles],
        next_year=year_to_plan(),
        holders=held,
        proposed=_proposed(cycles) if runs else [],
        languages=[(one.name, *_texts(one.code)) for one in LANGUAGES],
        runs=runs,
    )


def year_to_plan() -> int:
    """Return the year after the newest cycle; this year where there is none."""
    newest = places.newest_cycle()
    return newest.year + 1 if newest else clock.now().year


def _year(cycle: Cycle) -> Year:
    return Year(cycle, programmes.of(cycle).version, programmes.kept_until(cycle))


def _holders(organisation: Organisation) -> list[Holder]:
    rows = g.db.execute(
        select(Grant, Account, Entity)
        .join(Account, Account.id == Grant.account_id)
        .outerjoin(Entity, Entity.id == Grant.entity_id)
        .where(
            Grant.organisation_id == organisation.id,
            Grant.revoked_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .order_by(Grant.role, Entity.position, Entity.code, Account.name, Grant.id)
    )
    return [Holder._make(row) for row in rows]


def _needs(organisation: Organisation, held: Sequence[Holder], cycles: Sequence[Cycle]) -> list[Need]:
    people = select(func.count()).select_from(Person).where(Person.organisation_id == organisation.id)
    roles = {role: sum(one.grant.role is role for one in held) for role in Role}
    headless = _without_a_head(held, cycles)
    return [
        Need(_("Roster"), bool(g.db.scalar(people)), _("Take the roster over on the page “Designation”.")),
        Need(
            _("Two programme officers"),
            roles[Role.PROGRAMME_OFFICER] >= TWO,
            _("One prepares a referral, another sends it."),
        ),
        Need(
            _("A reviewer and an approver"),
            bool(roles[Role.REVIEWER] and roles[Role.APPROVER]),
            _("Nobody approves their own advice."),
        ),
        Need(_("An ethics officer"), bool(roles[Role.ETHICS_OFFICER]), _("Disagreements are decided there.")),
        Need(
            _("A head for each entity with people who must file"),
            not headless,
            _("Without a head: %(entities)s", entities=", ".join(headless)),
        ),
    ]


def _without_a_head(held: Sequence[Holder], cycles: Sequence[Cycle]) -> list[str]:
    newest = next((one for one in cycles if one.state is not CycleState.CLOSED), None)
    if newest is None:
        return []
    led = {one.entity.id for one in held if one.entity and one.grant.role is Role.ENTITY_HEAD}
    rows = (
        select(Entity.id, Entity.code)
        .join(Designation, Designation.entity_id == Entity.id)
        .where(Designation.cycle_id == newest.id, Designation.state != DesignationState.WITHDRAWN)
        .distinct()
        .order_by(Entity.code)
    )
    return [code for entity_id, code in g.db.execute(rows) if entity_id not in led]


def _proposed(cycles: Sequence[Cycle]) -> list[Proposed]:
    found = (ruling.waiting(g.db, by=g.actor, cycle=one) for one in cycles)
    return [
        Proposed(
            change,
            g.db.get_one(Account, change.proposed_by_id).name,
            ruling.try_out(g.db, by=g.actor, cycle=change.cycle, text=change.text),
        )
        for change in found
        if change is not None
    ]


@lru_cache
def _texts(language: str) -> tuple[int, int]:
    """Count the texts that are translated, and all: those of English are its own words."""
    counted = "fr" if language == "en" else language
    with (TRANSLATIONS / counted / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        texts = [one for one in read_po(lines, locale=counted) if one.id]
    if language == "en":
        return len(texts), len(texts)
    return sum(1 for one in texts if one.string and "fuzzy" not in one.flags), len(texts)
