"""The first scene: an office, a roster, a cycle with its keys, and who is designated."""

import io

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import accounts, designating, rosters, scheduling
from disclosure.casework import keys as keeping
from disclosure.casework.reporting import earlier
from disclosure.domain.actors import Actor, Role
from disclosure.models import Entity, Organisation
from disclosure.replay.population import (
    Inhabitant,
    Staff,
    entities_csv,
    entity_heads,
    focal_points,
    office,
    roster_csv,
)
from disclosure.replay.published import FIGURES
from disclosure.replay.stage import Stage, day

CODE = "UN"
PUBLISHED_IN = "A/76/76"
NAMES = {
    "ar": "الأمم المتحدة",
    "en": "United Nations",
    "es": "Naciones Unidas",
    "fr": "Nations Unies",
    "ru": "Организация Объединенных Наций",
    "zh": "联合国",
}


def set_up(stage: Stage, people: list[Inhabitant], *, programme: str, year: int) -> None:
    """Set the office up, take the roster over and open the cycle of `year` on 1 March."""
    staff = office()
    officer = next(one for one in staff if one.role is Role.PROGRAMME_OFFICER)
    with stage.at(day(year, 1, 13)) as db:
        organisation, account = accounts.set_up_organisation(
            db,
            code=CODE,
            names=NAMES,
            programme=programme,
            officer_email=officer.email,
            officer_name=officer.name,
        )
        account.language = officer.language
        by = accounts.actor_of(db, account)
        rosters.apply_entities(
            db,
            by=by,
            organisation=organisation,
            rows=rosters.read_entities(organisation, io.BytesIO(entities_csv().encode())),
        )
        rosters.apply(
            db,
            by=by,
            organisation=organisation,
            rows=rosters.read(db, organisation, io.BytesIO(roster_csv(people).encode())),
        )
        _appoint(db, by, organisation, [one for one in staff if one is not officer])
        earlier.bring(db, by=by, organisation=organisation, rows=_year_before(stage.scale))
    with stage.at(day(year, 1, 14)) as db:
        stage.know_staff(db, staff)
    open_cycle(stage, year=year)
    with stage.at(day(year, 3, 1, 10)) as db:
        seats = [*entity_heads(people), *focal_points(people)]
        _appoint(db, stage.first(Role.PROGRAMME_OFFICER), stage.organisation(db), seats)
        stage.know_staff(db, seats)
        stage.know_filers(db)


def open_cycle(stage: Stage, *, year: int) -> None:
    """Plan a cycle in January, make its keys, open it on 1 March and designate by the grounds."""
    config = stage.config
    with stage.at(day(year, 1, 20)) as db:
        by = stage.first(Role.PROGRAMME_OFFICER)
        cycle = scheduling.plan_cycle(db, by=by, organisation=stage.organisation(db), year=year)
        db.flush()
        keeping.create(
            db, by=by, cycle=cycle, portal_dir=config.keys_of("portal"), review_dir=config.keys_of("review")
        )
    with stage.at(day(year, 3, 1)) as db:
        cycle = stage.cycle(db, year)
        scheduling.open_cycle(db, by=by, cycle=cycle)
        designating.designate(db, by=by, cycle=cycle)


def _year_before(scale: int) -> list[earlier.EarlierRow]:
    """Return what the report on the cycle says of the one before it."""
    told = {"required": FIGURES.filers_before, "conflict-filers": FIGURES.with_conflicts_before}
    return [
        earlier.EarlierRow(FIGURES.year - 1, figure, "", number * scale, PUBLISHED_IN)
        for figure, number in told.items()
    ]


def _appoint(db: Session, by: Actor, organisation: Organisation, staff: list[Staff]) -> None:
    """Give the people of the office their accounts and roles."""
    entities = {
        entity.code: entity
        for entity in db.scalars(select(Entity).where(Entity.organisation_id == organisation.id))
    }
    for one in staff:
        account = accounts.find_account(db, one.email) or accounts.create_account(
            db, by=by, organisation=organisation, email=one.email, name=one.name, language=one.language
        )
        accounts.grant_role(
            db, by=by, account=account, role=one.role, entity=entities[one.entity] if one.entity else None
        )
